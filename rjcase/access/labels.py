"""The words that people read for the two sides (MOJ-A-14): the scheme's own, from its profile.

Read at most once a request. Where no scheme is open the product's own words stand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from rjcase.access.models.scheme import SchemeProfile
from rjcase.tenancy.context import current

MARKING = "OFFICIAL-SENSITIVE"
DEFAULTS: tuple[str, str, str, dict[str, list[str]]] = ("Victim", "Offender", MARKING, {})


@dataclass(frozen=True)
class Labels:
    """A word for a person of each side, with a capital first letter: "Victim", "Person responsible"."""

    harmed: str
    responsible: str
    marking: str = MARKING


_read: ContextVar[tuple[UUID, str, Labels] | None] = ContextVar("rjcase_labels", default=None)
_document: ContextVar[str] = ContextVar("rjcase_labels_of", default="")


def labels() -> Labels:
    """Return the words of the open scheme; the default ones outside any, and for a stranger."""
    context = current()
    if context is None or context.scheme is None or not context.scope:
        return Labels(_("Victim"), _("Offender"))
    kept, wanted = _read.get(), (context.request_id, _document.get())
    if kept is None or kept[:2] != wanted:
        kept = (*wanted, _from_profile(wanted[1]))
        _read.set(kept)
    return kept[2]


@contextmanager
def in_document(kind: str) -> Iterator[None]:
    """Say the words that the scheme chose for documents of a kind (WTE-G-02), while one is made."""
    token = _document.set(kind)
    try:
        yield
    finally:
        _document.reset(token)


def marking() -> str:
    """Return the classification that stands on records and prints (WTE-4.3-01); "" for none."""
    return labels().marking


def forget() -> None:
    """Read the words anew the next time: they have just been changed."""
    _read.set(None)


def label(side: str) -> str:
    """Return the word for a person of a side, "harmed" or "responsible". Raises KeyError for others."""
    return {"harmed": labels().harmed, "responsible": labels().responsible}[side]


def supporter_label(side: str) -> str:
    """Return the words for somebody who supports a person of a side: "Victim's supporter"."""
    return _("%(label)s's supporter") % {"label": label(side)}


def side_words(side: str) -> str:
    """Return the words for a whole side: "Harmed side", or "Survivor side" after a scheme's own word."""
    usual = {"harmed": (_("Victim"), _("Harmed side")), "responsible": (_("Offender"), _("Responsible side"))}
    word, words = usual[side]
    own = label(side)
    return words if own == word else _("%(label)s side") % {"label": own}


def in_our_words(text: Any) -> str:
    """Return a set text with the scheme's words for %(harmed)s and %(responsible)s, in small letters."""
    return str(text) % {side: inside_word(side) for side in ("harmed", "responsible")}


def inside_word(side: str) -> str:
    """Return the word for a person of a side as it stands within a sentence: "victim".

    A capital that only began it goes; "CPS client" keeps its own. Raises KeyError for other sides.
    """
    word = label(side)
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


# For choices and tables that are made when the program starts: said when they are shown.
label_lazy = lazy(label, str)
supporter_label_lazy = lazy(supporter_label, str)
side_words_lazy = lazy(side_words, str)
in_our_words_lazy = lazy(in_our_words, str)


def _from_profile(kind: str) -> Labels:
    """The profile's words, a document's own before those of the pages; defaults in the page's language."""
    fields = ("label_harmed", "label_responsible", "marking", "print_words")
    harmed, responsible, marking, printed = SchemeProfile.objects.values_list(*fields).first() or DEFAULTS
    own = printed.get(kind) or ("", "")
    harmed, responsible = own[0] or harmed, own[1] or responsible
    usual = {"Victim": _("Victim"), "Offender": _("Offender")}
    return Labels(usual.get(harmed, harmed), usual.get(responsible, responsible), marking)
