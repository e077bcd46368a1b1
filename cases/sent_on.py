"""What waits for somebody else in the spine: offers, consent forms, and what others have to review."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cases.links import case_url
from cases.models import Allocation, Consent, Disclosure, File
from cases.waiting import AT_MOST, Waiting
from rjcase.documents.models import Document
from rjcase.kernel.clock import local_date
from rjcase.rights.models import Opening

CONSENT_FORM = "documents/consent/form.html"


def offers(actor: Any) -> Iterator[Waiting]:
    """Offers of allocation the actor made that nobody has answered."""
    rows = Allocation.objects.filter(offered_by_id=actor.pk, state=Allocation.State.OFFERED)
    for row in rows.select_related("case__scheme", "user").order_by("offered_at")[:AT_MOST]:
        yield Waiting(
            text=_("%(case)s: offer of the case") % {"case": row.case.reference},
            url=case_url("cases:offer", row.case),
            who=_("%(who)s, to answer") % {"who": row.user},
            since=local_date(row.offered_at),
        )


def consent_forms(actor: Any) -> Iterator[Waiting]:
    """Consent forms the actor made, the newest of each file, with no answer recorded since."""
    answered = Consent.objects.filter(file=OuterRef("file"), recorded_at__gte=OuterRef("made_at"))
    forms = Document.objects.filter(
        ~Exists(answered), made_by_id=actor.pk, template=CONSENT_FORM, file__case__closed_on=None
    )
    rows = forms.select_related("file__party", "file__case__scheme").order_by("file", "-made_at")
    for row in rows.distinct("file")[:AT_MOST]:
        yield Waiting(
            text=_("%(case)s: consent form") % {"case": row.file.case.reference},
            url=case_url("cases:consents", row.file.case, file=row.file),
            who=_("%(who)s, to answer") % {"who": row.file},
            since=local_date(row.made_at),
            side=row.file.side,
        )


def disclosures(actor: Any) -> Iterator[Waiting]:
    """What the actor passed on without consent and nobody has reviewed."""
    rows = Disclosure.objects.exclude(basis=Disclosure.Basis.CONSENT).filter(by_id=actor.pk, reviews=None)
    for row in rows.select_related("file__party", "file__case__scheme").order_by("happened_at")[:AT_MOST]:
        yield _to_review(
            _("%(case)s: passed on without consent"), row.file, "cases:passed_on", local_date(row.happened_at)
        )


def openings(actor: Any) -> Iterator[Waiting]:
    """Files the actor opened with a reason and nobody has reviewed."""
    rows = Opening.objects.filter(by_id=actor.pk, reviewed_at=None)
    for row in rows.select_related("file__party", "file__case__scheme").order_by("opened_at")[:AT_MOST]:
        yield _to_review(_("%(case)s: opened with a reason"), row.file, "", local_date(row.opened_at))


def _to_review(text: str, file: File, url_name: str, since: Any) -> Waiting:
    case = file.case
    return Waiting(
        text=text % {"case": case.reference},
        url=case_url(url_name, case, file=file) if url_name else case_url("cases:case", case),
        who=_("a manager, to review"),
        since=since,
        side=file.side,
    )


PROVIDERS = (offers, consent_forms, disclosures, openings)
