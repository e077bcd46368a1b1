"""Facts of a process turned into rows for a page, a panel, the timeline and the day sheet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.links import case_url, case_url_or_none
from cases.models import Case, Disclosure, File
from cases.selectors import case_files, identity
from cases.timeline import Event, day_start, in_files, of_file, register_source
from conferences import selectors
from conferences.models import (
    DeliveredMessage,
    Feedback,
    Message,
    Participant,
    Process,
    ProcessChange,
    WriteUp,
)
from rjcase.access.labels import in_our_words
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date
from rjcase.kernel.codelists import codelist


def medium_label(code: str) -> str:
    """The words for a medium."""
    return str(codelist("indirect_medium").label(code))


def process_rows(case: Case) -> list[dict[str, Any]]:
    """Every process of a case the actor may see, with who takes part, in three queries.

    ``url`` is empty for those who are shown the plan but do not hold the joint file.
    """
    processes = selectors.processes_in(case)
    people: dict[UUID, list[Participant]] = defaultdict(list)
    for row in selectors.participants_in(case):
        people[row.process_id].append(row)
    held = set(case_files(case))
    return [_process_row(case, process, people[process.pk], held) for process in processes]


def _process_row(
    case: Case, process: Process, people: Sequence[Participant], held: set[Any]
) -> dict[str, Any]:
    ordered = sorted(people, key=lambda row: (row.party.side, row.party.role, row.party.number))
    is_mine = process.joint_id in held
    return {
        "process": process,
        "people": [str(row.party) for row in ordered],
        "url": case_url("conferences:process", case, process=process) if is_mine else "",
        "agreement_url": case_url_or_none("agreements:start", case, file=process.joint_id)
        if is_mine and process.state == Process.State.HELD
        else "",
        "sheets": [
            {
                "text": str(row.party),
                "url": case_url("conferences:sheet", case, process=process, file=row.file_id),
                "side": row.party.side,
            }
            for row in ordered
            if row.file_id in held
        ],
    }


def plan_rows(process: Process, change: str = "") -> list[Row]:
    """The plan as a summary list."""
    if not process.is_meeting:
        return [Row(_("How the exchange is to go"), process.running_order, change)]
    return [
        Row(_("Date and time"), process.starts_at, change),
        Row(_("Place"), process.place, change),
        Row(_("By live video or phone link"), process.is_video, change),
        Row(_("Running order"), process.running_order, change),
    ]


def arrangement_rows(process: Process, change: str = "") -> list[Row]:
    """What only those who work both sides see: why indirect, or the custody arrangements."""
    row = selectors.arrangements_of(process)
    if row is None:
        return []
    if not process.is_meeting:
        why = codelist("indirect_reason").label(row.why_indirect) if row.why_indirect else ""
        return [Row(_("Why there is no meeting"), why)]
    if not row.establishment:
        return []
    return [
        Row(_("Establishment"), row.establishment, change),
        Row(_("Establishment told on"), row.notified_on, change),
        Row(_("Security contact"), row.security_contact, change),
        Row(_("Searching"), row.searching, change),
        Row(_("Gate and movement"), row.gate_access, change),
        Row(_("Keys and alarm bell"), row.keys_and_alarm, change),
        Row(_("Security rules sent on"), row.rules_told_on, change),
        Row(_("Separate arrival and escort"), row.separate_escort, change),
        Row(_("Five minutes with family first"), row.family_time, change),
        Row(_("Who is there afterwards"), row.afterwards, change),
    ]


def people_rows(
    case: Case, process: Process, names: dict[Any, str], came: dict[Any, bool]
) -> list[dict[str, Any]]:
    """Who takes part, for those who may see both sides."""
    return [
        {
            "label": str(row.party),
            "side": row.party.side,
            "name": names.get(row.file_id, ""),
            "came": came.get(row.pk),
            "arrival": case_url("conferences:arrival", case, process=process, file=row.file_id),
            "sheet": case_url("conferences:sheet", case, process=process, file=row.file_id),
        }
        for row in selectors.participants_of(process)
    ]


def write_up_rows(process: Process, row: WriteUp) -> list[Row]:
    """The write-up, its computed length included (WTE-7C-02)."""
    signed = (
        _("%(name)s, %(date)s") % {"name": row.signed_by, "date": say_date(row.signed_on)}
        if row.signed_on
        else ""
    )
    rows = [
        Row(_("Started"), process.held_at),
        Row(_("Ended"), process.ended_at),
        Row(_("Background of the incident"), row.background),
        Row(_("Dynamics and key turning points"), row.dynamics),
        Row(_("Key lessons"), row.lessons),
        Row(_("What came of it"), codelist("process_outcome").label(row.outcome) if row.outcome else ""),
        Row(_("Signed"), signed),
    ]
    if process.is_meeting:
        rows.insert(0, Row(_("Prison or community"), row.get_setting_display() if row.setting else ""))
    if process.is_video:
        rows[-2:-2] = [
            Row(in_our_words(_("Video worked for the %(harmed)s")), row.video_for_victim),
            Row(in_our_words(_("Video worked for the %(responsible)s")), row.video_for_offender),
            Row(_("How this is known"), row.video_how_known),
        ]
    if not process.is_meeting:
        rows[-2:-2] = [
            Row(_("The exchange was effective"), row.was_effective),
            Row(_("How this is known"), row.effective_how_known),
        ]
    return rows


def message_rows(case: Case, process: Process) -> list[dict[str, Any]]:
    """The messages of an exchange in order, with what can be done with each."""
    messages = Message.objects.filter(process=process).select_related("from_party", "to_party", "checked_by")
    deliveries = DeliveredMessage.objects.filter(process=process).select_related("disclosure")
    delivered = {row.message_id: row for row in deliveries}
    return [
        {
            "message": message,
            "medium": medium_label(message.medium),
            "status": "to_check" if message.state == Message.State.DRAFT else message.state,
            "delivery": delivered.get(message.pk),
            "check": _act("conferences:message-check", case, message, message.is_open),
            "deliver": _act(
                "conferences:message-deliver", case, message, message.state == Message.State.CHECKED
            ),
        }
        for message in messages.order_by("number")
    ]


def _act(name: str, case: Case, message: Message, is_possible: bool) -> str:
    return case_url(name, case, process=message.process_id, message=message) if is_possible else ""


def sheet_of(process_id: UUID, file: File) -> dict[str, Any]:
    """What one participant can be given about a process. Call inside a context narrowed to the file.

    Whatever a template could ask for, only that file, the parts shared with it and what was
    delivered to it can be reached there.
    """
    process = Process.objects.get(pk=process_id)
    return {
        "process": process,
        "rows": plan_rows(process),
        "label": str(file),
        "identity": identity(file),
        "participants": [str(row.party) for row in selectors.participants_of(process)],
        "attendees": list(selectors.attendees_of(process)),
        "arrival": selectors.arrival_of(process, file),
        "received": [
            {
                "row": row,
                "from": str(row.from_party),
                "medium": medium_label(row.medium),
                "may_keep": row.disclosure.handling != Disclosure.Handling.SHOWN,
            }
            for row in DeliveredMessage.objects.filter(file=file, process=process)
            .select_related("from_party", "disclosure")
            .order_by("number")
        ],
    }


def panel(case: Case, actor: Any) -> dict[str, Any] | None:
    """The part of the case page about what brings the sides together."""
    rows = process_rows(case)
    if not rows:
        return None
    return {"rows": rows, "together_url": case_url("conferences:together", case)}


def register_events(kinds: dict[str, Any]) -> None:
    """Put what happened around processes into the history of every case, as far as the walls allow."""
    register_source(_changes_of, _changes, kinds)
    register_source(in_files(DeliveredMessage), _deliveries)
    register_source(in_files(Feedback), _feedback)


def _changes_of(case: Case) -> QuerySet[ProcessChange]:
    return ProcessChange.objects.filter(process__case=case)


def _changes(case: Case, rows: QuerySet[ProcessChange]) -> Iterator[Event]:
    for row in rows.select_related("process", "by"):
        yield Event(
            happened_at=day_start(row.happened_on),
            recorded_at=row.recorded_at,
            title=_("%(kind)s: %(state)s")
            % {"kind": row.process.kind_label, "state": row.get_to_state_display().lower()},
            detail=row.reason,
            side="joint",
            kind="process",
            by=str(row.by),
            url=case_url_or_none("conferences:process", case, process=row.process_id),
        )


def _deliveries(case: Case, rows: QuerySet[DeliveredMessage]) -> Iterator[Event]:
    for row in rows.select_related("from_party", "by"):
        yield Event(
            happened_at=row.delivered_at,
            recorded_at=row.recorded_at,
            title=_("Message delivered, from %(party)s") % {"party": row.from_party},
            side=of_file(case, row).side,
            kind="process",
            by=str(row.by),
            url=case_url_or_none("conferences:sheet", case, process=row.process_id, file=row.file_id),
        )


def _feedback(case: Case, rows: QuerySet[Feedback]) -> Iterator[Event]:
    for row in rows.select_related("by"):
        yield Event(
            happened_at=day_start(row.happened_on),
            recorded_at=row.recorded_at,
            title=_("Feedback refused") if row.was_refused else _("Feedback given"),
            detail=row.get_satisfaction_display() or "",
            side=of_file(case, row).side,
            kind="feedback",
            by=str(row.by),
            url=case_url_or_none("conferences:feedback", case, file=row.file_id),
        )


def file_choices(files: Iterable[File]) -> list[tuple[File, str]]:
    """Party files with the names in them; the caller logs the read."""
    listed = list(files)
    names = selectors.names_in(listed)
    return [(file, names.get(file.pk, "")) for file in listed]
