"""How a case ends: the steps and what must be true first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import AgreementParty, ItemProgress
from agreements.policies import CLOSE_CASE
from agreements.selectors import agreements_in, running_deadlines, untold, waiting_in
from agreements.selectors.owed import COPIES, UPDATE
from cases.links import case_url_or_none
from cases.models.case import Stage
from conferences.selectors import unsigned
from rjcase.kernel.clock import today
from rjcase.workflow import Gate, Missing, Situation, Step, register


def _write_up(situation: Situation) -> Iterable[Missing]:
    """Every process that was held has a signed write-up (WTE-7C-13)."""
    for process in unsigned(situation.case):
        yield Missing(
            _("Sign the write-up"),
            case_url_or_none("conferences:write-up", situation.case, process=process),
            process.joint_id,
        )


def _feedback(situation: Situation) -> Iterable[Missing]:
    """Everybody who took part was asked for feedback (WTE-6.7-02)."""
    for deadline in running_deadlines(situation.case, "feedback"):
        who = deadline.file or _("a participant")
        yield Missing(
            _("Ask for feedback: %(party)s") % {"party": who},
            case_url_or_none("conferences:feedback", situation.case, file=deadline.file)
            if deadline.file
            else "",
            deadline.file,
        )


def _copies(situation: Situation) -> Iterable[Missing]:
    """Every participant has their copy (WTE-7E-04)."""
    due = running_deadlines(situation.case, COPIES)
    if not due:
        return
    parts = AgreementParty.objects.filter(pk__in=[each.subject for each in due]).select_related("party")
    files = {each.subject: each.file for each in due}
    for part in parts:
        yield Missing(
            _("Give or send the copy of the agreement: %(party)s") % {"party": part.party},
            case_url_or_none("agreements:copies", situation.case, agreement=part.agreement_id),
            files[part.pk],
        )


def _items(situation: Situation) -> Iterable[Missing]:
    """Every item is settled, done or not: never a sanction, always an answer (MOJ-A-11)."""
    live = [each.pk for each in agreements_in(situation.case) if each.is_live]
    if not live:
        return
    rows = ItemProgress.objects.filter(item__agreement__in=live, state=ItemProgress.State.OPEN)
    for progress in rows.select_related("item", "file").order_by("item__number"):
        yield Missing(
            _("Record what became of item %(number)d") % {"number": progress.item.number},
            case_url_or_none("agreements:progress", situation.case, item=progress.item_id),
            progress.file,
        )


def _victim_told(situation: Situation) -> Iterable[Missing]:
    """The victim who wished to hear has heard, of failure as well as success (WTE-7.7-01)."""
    for file, item in untold(situation.case):
        yield Missing(
            _("Tell %(party)s what became of item %(number)d") % {"party": file, "number": item.number},
            case_url_or_none("agreements:update", situation.case, agreement=item.agreement_id, file=file.pk),
            file,
        )


def _late_updates(situation: Situation) -> Iterable[Missing]:
    """No update is late."""
    for deadline in running_deadlines(situation.case, UPDATE):
        if deadline.due_on >= today():
            continue
        yield Missing(
            _("Give the update that is late: %(party)s") % {"party": deadline.file}, "", deadline.file
        )


def _somebody_waits(situation: Situation) -> Iterable[Missing]:
    """Updates only go on where a victim still waits for one."""
    if not waiting_in(situation.case):
        yield Missing(_("Nobody waits for an update: close the case instead"))


WRITE_UP = Gate("process_written_up", gettext_lazy("Write-up signed"), _write_up, passable=True)
FEEDBACK = Gate("feedback_asked", gettext_lazy("Feedback asked for"), _feedback, passable=True)
COPIES_GIVEN = Gate(
    "copies_given",
    gettext_lazy("Copies of the agreement given"),
    _copies,
    passable=True,
    requirement="WTE-7E-04",
)
ITEMS_SETTLED = Gate(
    "items_settled",
    gettext_lazy("Agreement items settled"),
    _items,
    passable=True,
    requirement="WTE-7E-02",
)
VICTIM_TOLD = Gate(
    "victim_told",
    gettext_lazy("Victim told how it went"),
    _victim_told,
    passable=True,
    requirement="WTE-7.7-01",
)
NO_LATE_UPDATE = Gate("no_late_update", gettext_lazy("No update is late"), _late_updates, passable=True)
SOMEBODY_WAITS = Gate("somebody_waits", gettext_lazy("A victim waits for updates"), _somebody_waits)

_OPEN = frozenset(set(Stage.values) - {Stage.CLOSED, Stage.CLOSED_UPDATING})

STEPS = (
    Step(
        name="close_case",
        label=gettext_lazy("Close the case"),
        sources=frozenset({Stage.FOLLOWING_UP}),
        target=Stage.CLOSED,
        permission=CLOSE_CASE,
        gates=(WRITE_UP, FEEDBACK, COPIES_GIVEN, ITEMS_SETTLED, VICTIM_TOLD),
        url="agreements:close-case",
        order=90,
    ),
    Step(
        name="close_with_updates",
        label=gettext_lazy("Close the case, with updates to the victim going on"),
        sources=frozenset({Stage.FOLLOWING_UP}),
        target=Stage.CLOSED_UPDATING,
        permission=CLOSE_CASE,
        gates=(WRITE_UP, FEEDBACK, COPIES_GIVEN, SOMEBODY_WAITS, NO_LATE_UPDATE),
        url="agreements:close-with-updates",
        order=91,
    ),
    Step(
        name="close_updates",
        label=gettext_lazy("End the updates to the victim"),
        sources=frozenset({Stage.CLOSED_UPDATING}),
        target=Stage.CLOSED,
        permission=CLOSE_CASE,
        gates=(ITEMS_SETTLED, VICTIM_TOLD),
        url="agreements:close-updates",
        order=92,
    ),
    Step(
        name="close_early",
        label=gettext_lazy("Close the case early"),
        sources=_OPEN,
        target=Stage.CLOSED,
        permission=CLOSE_CASE,
        url="agreements:close-early",
        is_exit=True,
        order=99,
    ),
)


def register_steps() -> None:
    """Put the steps of this app into the table."""
    register(*STEPS)
