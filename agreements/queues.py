"""What agreements put on the Desk."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import AgreementParty, EndingNotice, OutcomeAgreement
from agreements.selectors.owed import COPIES, ITEM, UPDATE
from cases.desk import Queue, Row, register
from cases.links import case_url
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.tenancy.models import Scheme

SHOWN = 20


def _scheme() -> Scheme:
    """The open scheme, read once for all rows."""
    from rjcase.tenancy import OutsideScheme, current

    context = current()
    if context is None or context.scheme is None:
        raise OutsideScheme("The Desk is read inside a scheme.")
    return Scheme.objects.get(pk=context.scheme)


def _row(deadline: Deadline, url: str, action: Any) -> Row:
    file = deadline.file
    return Row(
        text=f"{deadline.case.reference}: {deadline.label}",
        url=url,
        since=deadline.due_on,
        action=action,
        side=file.side if file else "",
        is_late=deadline.due_on < today(),
    )


def _waiting(
    kind: str, address: Callable[[Deadline, dict[Any, Any]], str], action: Any
) -> Callable[[Any], tuple[int, Sequence[Row]]]:
    """The queue of one kind of deadline."""

    def count_and_rows(actor: Any) -> tuple[int, Sequence[Row]]:
        running = Deadline.objects.running().filter(kind=kind)
        first = list(running.select_related("case", "file").order_by("due_on", "pk")[:SHOWN])
        subjects = [each.subject for each in first if each.subject]
        agreements = dict(AgreementParty.objects.filter(pk__in=subjects).values_list("pk", "agreement_id"))
        scheme = _scheme()
        for each in first:
            each.case.scheme = scheme
        return running.count(), [_row(each, address(each, agreements), action) for each in first]

    return count_and_rows


def _to_copies(deadline: Deadline, agreements: dict[Any, Any]) -> str:
    found = agreements.get(deadline.subject)
    return (
        case_url("agreements:copies", deadline.case, agreement=found)
        if found
        else case_url("cases:case", deadline.case)
    )


def _to_item(deadline: Deadline, agreements: dict[Any, Any]) -> str:
    return case_url("agreements:progress", deadline.case, item=deadline.subject)


def _to_update(deadline: Deadline, agreements: dict[Any, Any]) -> str:
    found = agreements.get(deadline.subject)
    if not found or deadline.file_id is None:
        return case_url("cases:case", deadline.case)
    return case_url("agreements:update", deadline.case, agreement=found, file=deadline.file_id)


def to_sign_off(actor: Any) -> tuple[int, Sequence[Row]]:
    """Agreements that the office has not signed off yet."""
    found = OutcomeAgreement.objects.filter(state=OutcomeAgreement.State.AGREED, sign_offs=None)
    first = list(found.select_related("file__case").order_by("agreed_on", "pk")[:SHOWN])
    scheme = _scheme()
    rows = []
    for each in first:
        each.file.case.scheme = scheme
        rows.append(
            Row(
                text=_("%(reference)s: outcome agreement") % {"reference": each.file.case.reference},
                url=case_url("agreements:agreement", each.file.case, agreement=each),
                since=each.agreed_on,
                action=_("Sign off"),
                side="joint",
            )
        )
    return found.count(), rows


def to_tell(actor: Any) -> tuple[int, Sequence[Row]]:
    """People who are still to be told that it did not go ahead."""
    found = EndingNotice.objects.filter(told_on=None)
    first = list(found.select_related("file__case", "file__party").order_by("happened_on", "pk")[:SHOWN])
    scheme = _scheme()
    rows = []
    for each in first:
        each.file.case.scheme = scheme
        rows.append(
            Row(
                text=_("%(reference)s: tell %(party)s that it did not go ahead")
                % {"reference": each.file.case.reference, "party": each.file},
                url=case_url("agreements:tell", each.file.case, notice=each),
                since=each.happened_on,
                action=_("Record"),
                side=each.file.side,
            )
        )
    return found.count(), rows


def register_queues() -> None:
    """Put these on the Desk, in the order of the map of pages."""
    copies = _waiting(COPIES, _to_copies, gettext_lazy("Record copies"))
    items = _waiting(ITEM, _to_item, gettext_lazy("Record what became of it"))
    updates = _waiting(UPDATE, _to_update, gettext_lazy("Update the victim"))
    register(Queue("agreement_copies", gettext_lazy("Agreement copies due"), 50, copies))
    register(
        Queue("agreement_items", gettext_lazy("Agreement items due and late"), 51, items, "agreements:list")
    )
    register(Queue("victim_updates", gettext_lazy("Victim updates owed"), 52, updates))
    register(Queue("agreement_sign_off", gettext_lazy("Agreements to sign off"), 53, to_sign_off))
    register(Queue("ending_notices", gettext_lazy("People to tell that it did not go ahead"), 54, to_tell))
