"""What a scheme says of itself: profile, words, areas and teams."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rjcase.access import labels, policies
from rjcase.access.actors import Actor
from rjcase.access.models import Area, DeliveryTeam, SchemeProfile
from rjcase.kernel.errors import DomainError, NotAllowed

Division = TypeVar("Division", Area, DeliveryTeam)


def profile() -> SchemeProfile:
    """Return the profile of the open scheme; an empty one, not yet saved, if it has none."""
    return SchemeProfile.objects.first() or SchemeProfile()


class Said(NamedTuple):
    """A text of the scheme's own, and the language it is written in."""

    text: str
    language: str


def said_in(row: SchemeProfile, name: str) -> Said:
    """A text of the profile in the language of the page; in English where no Welsh was written."""
    welsh = getattr(row, f"{name}_welsh") if get_language() == "cy" else ""
    return Said(welsh, "cy") if welsh else Said(getattr(row, name), "en-gb")


def save_profile(*, actor: Actor, name: str, is_listed: bool, **facts: Any) -> None:
    """Change the scheme's name, whether the front page lists it (MOJ-P-01), and its public text.

    ``facts`` are fields of SchemeProfile.
    """
    check_manager(actor, policies.SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute("select rename_scheme(%s, %s)", [name, is_listed])
    _save(facts)


def save_public_texts(*, actor: Actor, **texts: str) -> None:
    """Change how to refer, contacts and maps on the public pages (WTE-8A-01, WTE-2.2-01, WTE-2D-01)."""
    check_manager(actor, policies.SETTINGS)
    _save(texts)


def save_welsh(*, actor: Actor, has_welsh: bool, **texts: str) -> None:
    """Switch Welsh on or off on the public pages, and keep the scheme's own texts in Welsh."""
    check_manager(actor, policies.SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute("select switch_welsh(%s)", [has_welsh])
    _save(texts)


def save_labels(*, actor: Actor, harmed: str, responsible: str) -> None:
    """Change the words that people read for the two sides (MOJ-A-14), at once and everywhere."""
    check_manager(actor, policies.SETTINGS)
    if harmed.casefold() == responsible.casefold():
        raise DomainError(_("The two words must be different"))
    _save({"label_harmed": harmed, "label_responsible": responsible})
    labels.forget()


def save_print_words(*, actor: Actor, words: dict[str, list[str]]) -> None:
    """Change how documents of a kind call the two sides, from the next one made (WTE-G-02).

    ``words`` holds for a kind the word for a victim and for an offender; "" leaves the scheme's own.
    """
    check_manager(actor, policies.SETTINGS)
    if any(pair[0] and pair[0].casefold() == pair[1].casefold() for pair in words.values()):
        raise DomainError(_("The two words must be different"))
    _save({"print_words": {kind: pair for kind, pair in words.items() if any(pair)}})
    labels.forget()


def save_marking(*, actor: Actor, marking: str) -> None:
    """Change the classification that stands on every print from now on (WTE-4.3-01); "" takes it off."""
    check_manager(actor, policies.SETTINGS)
    _save({"marking": marking.strip()})
    labels.forget()


def save_division(
    *, actor: Actor, model: type[Division], row: Division | None, name: str, is_active: bool
) -> Division:
    """Add or change an area or a team. Raises DomainError if another one has the name."""
    check_manager(actor, policies.SETTINGS)
    others = model.objects.filter(name__iexact=name)
    if (others.exclude(pk=row.pk) if row else others).exists():
        raise DomainError(_("There is already one of this name"))
    division = row or model()
    division.name, division.is_active = name, is_active
    division.save()
    return division


def lay_areas(*, actor: Actor, names: Iterable[str]) -> int:
    """Add several areas at once (WM-5.2-01); returns how many were new. One that is there stays as it is."""
    check_manager(actor, policies.SETTINGS)
    known = {name.casefold() for name in Area.objects.values_list("name", flat=True)}
    missing = [name for name in names if name.casefold() not in known]
    for name in missing:
        save_division(actor=actor, model=Area, row=None, name=name, is_active=True)
    return len(missing)


def check_manager(actor: Actor, permission: str) -> None:
    """Raise NotAllowed unless the actor holds the permission."""
    if not actor.may(permission):
        raise NotAllowed(_("Only a manager changes the scheme."))


def _save(facts: dict[str, Any]) -> None:
    row = SchemeProfile.objects.select_for_update().first() or SchemeProfile()
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
