"""Steps into, out of and past a meeting or an exchange, and what must be true first."""

import dataclasses
from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.gates import participation_gates
from cases.links import case_url
from cases.models import Consent
from cases.models.case import Stage
from cases.selectors import by_file, case_files, consents_in, live_consents
from conferences import selectors
from conferences.models import Attendee, Process
from referrals.criteria import clause
from referrals.selectors import ages_against
from rjcase.workflow import Gate, Missing, Situation, Step

_KEY = "conferences.among"
_WATCHERS = (Attendee.Role.OBSERVER, Attendee.Role.RESEARCHER)


def _considered(situation: Situation) -> list[Process]:
    """The process the step was given, or all that are open."""
    given = situation.facts.get("process")
    return [given] if given is not None else _open(situation)


def _open(situation: Situation) -> list[Process]:
    return [process for process in selectors.processes_in(situation.case) if process.is_open]


def _held(situation: Situation) -> list[Process]:
    return [p for p in selectors.processes_in(situation.case) if p.state == Process.State.HELD]


def _among(situation: Situation) -> Situation:
    """The same question about those who take part in what is planned, once that is known.

    Kept on the situation: all gates of a step share what the first of them reads.
    """
    if "participants" in situation.facts:
        return situation
    asked: Situation | None = situation.facts.get(_KEY)
    if asked is None:
        files = selectors.taking_part(situation.case, _considered(situation))
        facts = {"participants": files} if files else {}
        asked = dataclasses.replace(situation, facts=facts)
        situation.facts[_KEY] = asked
    return asked


def _of_participants(gate: Gate) -> Gate:
    """The gate of preparation, asked about the people of this process."""
    return dataclasses.replace(gate, check=lambda situation: gate.check(_among(situation)))


def _planned(situation: Situation) -> Iterator[Missing]:
    processes = _considered(situation)
    if not processes:
        yield Missing(
            _("Plan a meeting or an indirect exchange"), case_url("conferences:open", situation.case)
        )
    for process in processes:
        if process.is_meeting and not (process.starts_at and (process.place or process.is_video)):
            url = case_url("conferences:plan", situation.case, process=process)
            yield Missing(_("Enter the date, time and place of the meeting"), url, process.joint_id)


def _observed(situation: Situation) -> Iterator[Missing]:
    """Whoever is watched has agreed to it (WTE-6.8-02)."""
    watchers = Attendee.objects.filter(process__in=_considered(situation), role__in=_WATCHERS)
    watched = [watcher.process for watcher in watchers.select_related("process")]
    if not watched:
        return
    answers = by_file(consents_in(tuple(case_files(situation.case))))
    for file in selectors.taking_part(situation.case, watched):
        live = {row.purpose: row for row in live_consents(answers[file.pk])}.get(Consent.Purpose.OBSERVE)
        if live is None or live.decision != Consent.Decision.GIVEN or not live.is_free:
            yield Missing(
                _("%(party)s: record their consent to be observed, or take the observer off the plan")
                % {"party": file},
                case_url("cases:consents", situation.case, file=file),
                file,
            )


OBSERVED = Gate(
    "process_observed",
    gettext_lazy("Everyone who is observed has agreed to it"),
    _observed,
    requirement="WTE-6.8-02",
)


def _over(situation: Situation) -> Iterator[Missing]:
    if not _held(situation):
        url = case_url("conferences:together", situation.case)
        yield Missing(_("Hold the meeting, or deliver the messages of the exchange"), url)
        return
    for process in _open(situation):
        url = case_url("conferences:process", situation.case, process=process)
        yield Missing(
            _("Record what is still open as held, or cancel it: %(kind)s") % {"kind": process.kind_label},
            url,
            process.joint_id,
        )


def _written_up(situation: Situation) -> Iterator[Missing]:
    for process in selectors.unsigned(situation.case):
        url = case_url("conferences:write-up", situation.case, process=process)
        yield Missing(_("Sign the write-up: %(kind)s") % {"kind": process.kind_label}, url, process.joint_id)


def _nothing_held(situation: Situation) -> Iterator[Missing]:
    if _held(situation):
        url = case_url("conferences:together", situation.case)
        yield Missing(_("Something was held already: go on to follow-up instead"), url)


def _of_age_then(situation: Situation) -> Iterator[Missing]:
    """The criteria's ages, held against the day of the meeting (NOMS-S-04)."""
    for process in _considered(situation):
        if process.starts_at is None:
            continue
        files = selectors.taking_part(situation.case, [process])
        for finding in ages_against(situation.case, files, localdate(process.starts_at)):
            yield Missing(
                _("On the day of the meeting %(reason)s. The criteria ask for a manager’s decision.")
                % {"reason": clause(finding.rule)},
                case_url("conferences:process", situation.case, process=process),
                process.joint_id,
            )


AGES_ON_THE_DAY = Gate(
    "criteria_ages",
    gettext_lazy("Old enough on the day, by the scheme’s criteria"),
    _of_age_then,
    passable=True,
    requirement="NOMS-S-04",
)

BEGIN = Step(
    name="begin_process",
    label=gettext_lazy("Begin the meeting or exchange"),
    sources=frozenset({Stage.READY}),
    target=Stage.IN_PROCESS,
    permission="conferences.work",
    gates=(
        Gate("process_planned", gettext_lazy("Meeting or exchange planned"), _planned),
        *(_of_participants(gate) for gate in participation_gates()),
        AGES_ON_THE_DAY,
        OBSERVED,
    ),
    url="conferences:begin",
)
COMPLETE = Step(
    name="complete_process",
    label=gettext_lazy("Go on to follow-up"),
    sources=frozenset({Stage.IN_PROCESS}),
    target=Stage.FOLLOWING_UP,
    permission="conferences.work",
    gates=(
        Gate("process_over", gettext_lazy("Meeting held or messages delivered"), _over),
        Gate(
            "write_up_signed",
            gettext_lazy("Write-up signed"),
            _written_up,
            requirement="WTE-7C-13",
        ),
    ),
    url="conferences:complete",
)
ABANDON = Step(
    name="abandon_process",
    label=gettext_lazy("Go back to preparing"),
    sources=frozenset({Stage.IN_PROCESS}),
    target=Stage.PREPARING,
    permission="conferences.work",
    gates=(Gate("nothing_held", gettext_lazy("Nothing held yet"), _nothing_held),),
    url="conferences:abandon",
    is_exit=True,
)
# Not a step of the case: what is asked again at the door, and before every message.
AT_THE_DOOR = Step(
    name="hold_process",
    label=gettext_lazy("Hold the meeting"),
    sources=frozenset({Stage.IN_PROCESS}),
    target=None,
    permission="conferences.work",
    gates=(*participation_gates(), AGES_ON_THE_DAY, OBSERVED),
)

STEPS = (BEGIN, COMPLETE, ABANDON)
