"""Forms a party reads and signs: the consent form, and the confidentiality and data protection notice."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from cases.consent_words import PROMISES
from cases.letters.introduction import letter_facts
from cases.models import Case, Consent, File
from cases.services.consents import is_under_order
from rjcase.access.actors import Actor
from rjcase.access.models import SchemeProfile
from rjcase.documents.models import Document
from rjcase.documents.services import make_document


def make_consent_form(file: File, case: Case, actor: Actor, purposes: Sequence[str]) -> Document:
    """Make a form that asks a party for the purposes given and keep it in their file (WTE-4.5-02).

    Research and publicity stand apart from the rest, so that a no to them is as easy as a yes.
    """
    chosen = [purpose for purpose in Consent.Purpose if purpose.value in purposes]
    extra = (Consent.Purpose.RESEARCH, Consent.Purpose.PUBLICITY)
    return _make(
        "documents/consent/form.html",
        file,
        case,
        actor,
        title=_("Consent form"),
        questions=[PROMISES[purpose] for purpose in chosen if purpose not in extra],
        apart=[PROMISES[purpose] for purpose in chosen if purpose in extra],
    )


def make_notice(file: File, case: Case, actor: Actor) -> Document:
    """Make the confidentiality and data protection notice for a party and keep it (WTE-4B-01)."""
    return _make(
        "documents/consent/notice.html",
        file,
        case,
        actor,
        title=_("Confidentiality and your information"),
        is_ordered=is_under_order(file, case),
    )


def _make(template: str, file: File, case: Case, actor: Actor, *, title: str, **facts: Any) -> Document:
    def context() -> dict[str, Any]:
        profile = SchemeProfile.objects.first()
        return letter_facts(file, case, actor) | {"profile": profile} | facts

    return make_document(
        template=template,
        file=file,
        actor=actor,
        context=context,
        kind=Document.Kind.CONSENT_FORM,
        title=title,
        medium=Document.Medium.HAND,
    )
