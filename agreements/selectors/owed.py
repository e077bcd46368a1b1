"""What is still due in a case, and what of it is owed to a party whatever happens."""

from agreements.models import AgreementItem
from cases.models import Case
from cases.models.case import Side
from cases.selectors import running_in
from rjcase.deadlines.models import Deadline

COPIES, ITEM, UPDATE = "agreement_copies", "agreement_item", "victim_update"


def running_deadlines(case: Case, *kinds: str) -> list[Deadline]:
    """The deadlines of a case that are neither met nor waived; of some kinds, if any are named."""
    return [deadline for deadline in running_in(case) if not kinds or deadline.kind in kinds]


def is_owed(deadline: Deadline, owner_sides: dict[object, str], withdrew: str) -> bool:
    """Whether a deadline is owed to somebody other than the side that withdrew ("" if nobody did).

    A copy or an update is owed to the party in whose file it is; an item to the side opposite its
    owner's.
    """
    if deadline.kind in (COPIES, UPDATE):
        return deadline.file is not None and (not withdrew or deadline.file.side != withdrew)
    if deadline.kind == ITEM:
        return bool(withdrew) and owner_sides.get(deadline.subject) == withdrew
    return False


def owed_deadlines(case: Case, withdrew: str = "") -> list[Deadline]:
    """What goes on after a case ends early: all that is already owed to the other party (design 6)."""
    running = running_deadlines(case, COPIES, ITEM, UPDATE)
    items = [each.subject for each in running if each.kind == ITEM and each.subject]
    sides: dict[object, str] = dict(
        AgreementItem.objects.filter(pk__in=items).values_list("pk", "owner__side")
    )
    side = withdrew if withdrew in (Side.HARMED, Side.RESPONSIBLE) else ""
    return [each for each in running if is_owed(each, sides, side)]
