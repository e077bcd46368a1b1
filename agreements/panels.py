"""What agreements add to the case page."""

from typing import Any

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
from agreements.selectors import agreements_of, running_deadlines
from agreements.selectors.owed import COPIES, ITEM, UPDATE
from cases.links import case_url
from cases.models import Case, File
from cases.panels import Panel, register
from conferences.models import Process


def agreement_panel(case: Case, actor: Any) -> dict[str, Any] | None:
    """The agreements of a case, and the processes held that have none; None if there are neither."""
    if not actor.may(VIEW_AGREEMENTS):
        return None
    newest: dict[Any, OutcomeAgreement] = {}
    for agreement in agreements_of(case):
        newest.setdefault(agreement.file_id, agreement)
    held = Process.objects.filter(case=case, state=Process.State.HELD).exclude(joint__in=newest)
    if not newest and not held:
        return None
    due = list(running_deadlines(case, COPIES, ITEM, UPDATE))
    return {
        "agreements": [_summary(agreement, case) for agreement in newest.values()],
        "to_start": [
            {"kind": process.kind_label, "url": case_url("agreements:start", case, file=process.joint_id)}
            for process in held
            if actor.may(CHANGE_AGREEMENT)
        ],
        "due": due,
    }


def _summary(agreement: OutcomeAgreement, case: Case) -> dict[str, Any]:
    live = ItemProgress.objects.filter(item__agreement=agreement)
    return {
        "agreement": agreement,
        "url": case_url("agreements:agreement", case, agreement=agreement),
        "items": AgreementItem.objects.filter(agreement=agreement).count(),
        "open": live.filter(state=ItemProgress.State.OPEN).count(),
    }


def ending_panel(file: File, actor: Any) -> dict[str, Any] | None:
    """In a party's card: that they are still to be told, or what updates they wish for."""
    notice = EndingNotice.objects.filter(file=file, told_on=None).first()
    wish = UpdateWish.objects.filter(file=file).order_by("-recorded_at").first()
    if notice is None and wish is None:
        return None
    last = VictimUpdate.objects.filter(file=file).order_by("-happened_at").first()
    return {
        "notice_url": case_url("agreements:tell", file.case, notice=notice)
        if notice and actor.may(CHANGE_AGREEMENT)
        else "",
        "notice": notice,
        "wish": wish,
        "wish_words": _("Wishes to hear how the agreement goes")
        if wish and wish.wants
        else _("Does not wish to hear how the agreement goes"),
        "last_update": last,
    }


def register_panels() -> None:
    """Put both on the case page."""
    register(Panel("agreement", 60, "together", "agreements/panels/agreement.html", agreement_panel))
    register(Panel("agreement_party", 60, "party", "agreements/panels/party.html", ending_panel))
