"""What agreements add to the case page."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agreements.models import (
    AgreementItem,
    EndingNotice,
    ItemProgress,
    OutcomeAgreement,
    UpdateWish,
    VictimUpdate,
)
from agreements.policies import CHANGE_AGREEMENT, VIEW_AGREEMENTS
from agreements.selectors import agreements_in, running_deadlines
from agreements.selectors.owed import COPIES, ITEM, UPDATE
from cases.links import case_url
from cases.models import Case, File
from cases.panels import Panel, register
from cases.selectors import case_files
from conferences.models import Process
from conferences.selectors import processes_in
from rjcase.kernel.once import once


def agreement_panel(case: Case, actor: Any) -> dict[str, Any] | None:
    """The agreements of a case, and the processes held that have none; None if there are neither."""
    if not actor.may(VIEW_AGREEMENTS):
        return None
    newest: dict[Any, OutcomeAgreement] = {}
    for agreement in agreements_in(case):
        newest.setdefault(agreement.file_id, agreement)
    held = [
        process
        for process in processes_in(case)
        if process.state == Process.State.HELD and process.joint_id not in newest
    ]
    if not newest and not held:
        return None
    due = running_deadlines(case, COPIES, ITEM, UPDATE)
    return {
        "agreements": _summaries(list(newest.values()), case),
        "to_start": [
            {"kind": process.kind_label, "url": case_url("agreements:start", case, file=process.joint_id)}
            for process in held
            if actor.may(CHANGE_AGREEMENT)
        ],
        "due": due,
    }


def _summaries(agreements: list[OutcomeAgreement], case: Case) -> list[dict[str, Any]]:
    ids = [agreement.pk for agreement in agreements]
    items = Counter(AgreementItem.objects.filter(agreement__in=ids).values_list("agreement_id", flat=True))
    running = ItemProgress.objects.filter(item__agreement__in=ids, state=ItemProgress.State.OPEN)
    still_open = Counter(running.values_list("item__agreement_id", flat=True))
    return [
        {
            "agreement": agreement,
            "url": case_url("agreements:agreement", case, agreement=agreement),
            "items": items[agreement.pk],
            "open": still_open[agreement.pk],
        }
        for agreement in agreements
    ]


@once
def _of_parties(files: tuple[UUID, ...]) -> dict[str, dict[UUID, Any]]:
    """The newest notice, wish and update in each of these files, by file."""
    notices = EndingNotice.objects.filter(file_id__in=files, told_on=None)
    wishes = UpdateWish.objects.filter(file_id__in=files).order_by("recorded_at")
    updates = VictimUpdate.objects.filter(file_id__in=files).order_by("happened_at")
    found = {"wish": {row.file_id: row for row in wishes}}
    return found | {
        "notice": {row.file_id: row for row in notices},
        "update": {row.file_id: row for row in updates} if found["wish"] else {},
    }


def ending_panel(file: File, actor: Any) -> dict[str, Any] | None:
    """In a party's card: that they are still to be told, or what updates they wish for."""
    found = _of_parties(tuple(case_files(file.case)))
    notice, wish = found["notice"].get(file.pk), found["wish"].get(file.pk)
    if notice is None and wish is None:
        return None
    return {
        "notice_url": case_url("agreements:tell", file.case, notice=notice)
        if notice and actor.may(CHANGE_AGREEMENT)
        else "",
        "notice": notice,
        "wish": wish,
        "wish_words": _("Wishes to hear how the agreement goes")
        if wish and wish.wants
        else _("Does not wish to hear how the agreement goes"),
        "last_update": found["update"].get(file.pk),
    }


def register_panels() -> None:
    """Put both on the case page."""
    register(Panel("agreement", 60, "together", "agreements/panels/agreement.html", agreement_panel))
    register(Panel("agreement_party", 60, "party", "agreements/panels/party.html", ending_panel))
