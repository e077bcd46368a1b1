"""What is asked about a meeting or an exchange. Shape and wording only: the rules are in services."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Disclosure, File, Party
from conferences.models import Attendee, Feedback, Message, Participant, Process, WriteUp
from rjcase.access.labels import in_our_words_lazy
from rjcase.designsystem.fields import DatePartsField, DateTimePartsField, TimeField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import LONDON, local_date, today
from rjcase.kernel.codelists import codelist

_LONG = 4000
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
EVERYONE_SEES = _("Everyone who takes part can be shown this. Leave out what only one side may know.")
STAFF_ONLY = _("Only people who work both sides of the case see this.")


def _text(label: Any, *, length: int = _LONG, required: bool = True, hint: Any = "", rows: int = 5) -> Any:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
    )


def _named(people: Sequence[tuple[File, str]]) -> list[tuple[str, str]]:
    return [(str(file.pk), f"{file}: {name}" if name else str(file)) for file, name in people]


def _yes_no(label: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        choices=_YES_NO,
        required=False,
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
    )


class OpenForm(GovukForm):
    """Which kind of process, and who takes part."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    why_indirect = forms.ChoiceField(
        label=_("Why there is no meeting"),
        help_text=_("For messages, letters and recordings only."),
        required=False,
        widget=forms.RadioSelect,
    )
    people = forms.MultipleChoiceField(label=_("Who takes part"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Sequence[tuple[File, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(file.pk): file for file, _name in people}
        self._choices("kind", codelist("process_kind").choices(on=today()))
        self._choices("why_indirect", codelist("indirect_reason").choices(on=today()))
        self._choices(
            "people", [(str(file.pk), f"{file}: {name}" if name else file) for file, name in people]
        )

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An indirect process says why (NOMS-S-02)."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("kind")
        is_indirect = bool(kind) and codelist("process_kind").map(str(kind), "process_form") == "indirect"
        if is_indirect and not data.get("why_indirect") and "why_indirect" not in self.errors:
            self.add_error("why_indirect", _("Select why there is no meeting"))
        data["people"] = [self.by_id[pk] for pk in data.get("people", [])]
        return data


class PlanForm(GovukForm):
    """When and where a meeting is, and its running order."""

    starts_at = DateTimePartsField(label=_("Date and time"), required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False, help_text=EVERYONE_SEES)
    is_video = forms.BooleanField(label=_("By live video or phone link"), required=False)
    running_order = _text(_("Running order"), required=False, hint=EVERYONE_SEES)


class ExchangePlanForm(GovukForm):
    """How an exchange is to go."""

    running_order = _text(_("How the exchange is to go"), required=False, hint=EVERYONE_SEES)


class PostponeForm(GovukForm):
    """Why a meeting is put off, and to when."""

    reason = _text(_("Reason"), length=1000, hint=STAFF_ONLY)
    starts_at = DateTimePartsField(
        label=_("New date and time"),
        required=False,
        future=True,
        help_text=_("Leave empty if there is none yet."),
    )


class ReasonForm(GovukForm):
    """Why something does not go ahead."""

    reason = _text(_("Reason"), length=1000, hint=STAFF_ONLY)


class ConfirmForm(GovukForm):
    """Nothing is asked: the button is the answer."""


class AttendeeForm(GovukForm):
    """Somebody who is there for their work."""

    role = forms.ChoiceField(label=_("Role"), choices=Attendee.Role.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=150, help_text=EVERYONE_SEES)
    organisation = forms.CharField(label=_("Organisation"), max_length=150, required=False)
    agreed = forms.BooleanField(label=_("Everyone taking part agreed to them being there"), required=False)


class ArrivalForm(GovukForm):
    """How one participant arrives and where they wait."""

    arrive_at = TimeField(
        label=_("Time to arrive"),
        required=False,
        help_text=_("Different for each side, so that they do not meet outside."),
    )
    waiting_room = forms.CharField(
        label=_("Where they wait"),
        max_length=200,
        required=False,
        help_text=_("A room of their own, from about 30 minutes before the meeting."),
    )
    met_by = forms.CharField(label=_("Who meets them"), max_length=150, required=False)
    travel = _text(_("Travel"), length=1000, required=False, rows=3)
    bring = _text(_("What to bring"), length=1000, required=False, rows=3)


class CustodyForm(GovukForm):
    """Arrangements with a prison or another establishment."""

    establishment = forms.CharField(label=_("Establishment"), max_length=150)
    notified_on = DatePartsField(
        label=_("Date the establishment was told"), required=False, past=True, today=True
    )
    security_contact = forms.CharField(label=_("Security contact"), max_length=150, required=False)
    searching = _text(_("Searching of prisoner and visitors"), length=1000, required=False, rows=3)
    gate_access = _text(_("Gate, entry and exit, and movement inside"), length=1000, required=False, rows=3)
    keys_and_alarm = _text(_("Keys, alarm bell and security risk"), length=1000, required=False, rows=3)
    rules_told_on = DatePartsField(
        label=_("Date the security rules and ID needed were sent in writing"),
        required=False,
        past=True,
        today=True,
    )
    separate_escort = forms.BooleanField(
        label=_("Each side arrives and is escorted separately"), required=False
    )
    family_time = forms.BooleanField(
        label=_("The prisoner has five minutes with family supporters first"), required=False
    )
    afterwards = forms.CharField(
        label=_("Who is there for the prisoner afterwards"), max_length=200, required=False
    )


class HoldForm(GovukForm):
    """When a meeting was held and who came."""

    held_at = DateTimePartsField(label=_("Date and time it started"), past=True)
    ended_at = TimeField(label=_("Time it ended"))
    came = forms.MultipleChoiceField(label=_("Who came"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Sequence[tuple[File, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(file.pk): file for file, _name in people}
        self.fields["came"].choices = _named(people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end is on the day of the start, and after it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("held_at"), data.get("ended_at")
        if start and end:
            ended = datetime.combine(local_date(start), end, LONDON)
            if ended <= start:
                self.add_error("ended_at", _("Time it ended must be after the start"))
            data["ended_at"] = ended
        data["came"] = [self.by_id[pk] for pk in data.get("came", [])]
        return data


class WriteUpForm(GovukForm):
    """The write-up (WTE app. 7C); what belongs to a meeting or to an exchange only is left out."""

    setting = forms.ChoiceField(
        label=_("Prison or community"),
        choices=WriteUp.Setting.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    background = _text(_("Background of the incident"), required=False)
    dynamics = _text(_("Dynamics and key turning points"), required=False)
    lessons = _text(_("Key lessons"), required=False)
    video_for_victim = _yes_no(in_our_words_lazy(_("Did video work for the %(harmed)s?")))
    video_for_offender = _yes_no(in_our_words_lazy(_("Did video work for the %(responsible)s?")))
    video_how_known = forms.CharField(label=_("How you know"), max_length=300, required=False)
    was_effective = _yes_no(_("Was the exchange effective?"))
    effective_how_known = forms.CharField(label=_("How you know"), max_length=300, required=False)
    outcome = forms.ChoiceField(label=_("What came of it"), required=False, widget=forms.RadioSelect)
    sign = forms.BooleanField(
        label=_("I sign this write-up: it is finished and will not be changed"), required=False
    )
    _VIDEO = ("video_for_victim", "video_for_offender", "video_how_known")
    _EXCHANGE = ("was_effective", "effective_how_known")

    def __init__(self, *args: Any, process: Process, **options: Any) -> None:
        super().__init__(*args, **options)
        outcomes = [
            pair
            for pair in codelist("process_outcome").choices(on=today())
            if not pair[0].startswith("not_held")
        ]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        dropped: tuple[str, ...] = self._EXCHANGE if process.is_meeting else ("setting", *self._VIDEO)
        if process.is_meeting and not process.is_video:
            dropped += self._VIDEO
        for name in dropped:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What is signed says what came of it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("sign") and not data.get("outcome"):
            self.add_error("outcome", _("Select what came of it"))
        return data


class MessageForm(GovukForm):
    """A message as one participant wants another to have it."""

    sender = forms.ChoiceField(label=_("From"), widget=forms.RadioSelect)
    receiver = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    medium = forms.ChoiceField(label=_("Medium"), widget=forms.RadioSelect)
    text = _text(
        _("What it says"),
        hint=_("For a recording: what is said in it, and where the recording is kept."),
        rows=8,
    )
    written_on = DatePartsField(label=_("Date it was written or recorded"), past=True, today=True)

    def __init__(self, *args: Any, participants: Sequence[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        between = [row.party for row in participants if row.party.role in ("victim", "offender")]
        self.parties: dict[str, Party] = {str(party.pk): party for party in between}
        choices = [(pk, str(party)) for pk, party in self.parties.items()]
        for name in ("sender", "receiver"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["medium"].choices = codelist("indirect_medium").choices(on=today())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One from each side."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        sender, receiver = (
            self.parties.get(data.get("sender", "")),
            self.parties.get(data.get("receiver", "")),
        )
        if sender and receiver and sender.side == receiver.side:
            self.add_error("receiver", _("Select somebody from the other side"))
        return data | {"sender": sender, "receiver": receiver}


class CheckMessageForm(GovukForm):
    """Whether a message is fit to be delivered."""

    decision = forms.ChoiceField(
        label=_("What happens with this message"),
        choices=[
            ("as_it_is", _("It can be delivered as it is")),
            ("edited", _("It can be delivered once edited")),
            ("withhold", _("It is withheld")),
        ],
        widget=forms.RadioSelect,
    )
    text = _text(_("The edited message"), rows=8)
    edit_reason = forms.CharField(
        label=_("Reason for the edit"),
        max_length=300,
        error_messages={"required": _("Enter why you edited the message")},
    )
    withheld_reason = forms.CharField(
        label=_("Reason for withholding it"),
        max_length=300,
        error_messages={"required": _("Enter why the message is withheld")},
    )
    reveals = {"decision": {"edited": ["text", "edit_reason"], "withhold": ["withheld_reason"]}}


class DeliverForm(GovukForm):
    """When a message was given to its receiver, and whether it stayed with them."""

    delivered_at = DateTimePartsField(label=_("Date and time it was delivered"), past=True)
    misuse_risk = forms.ChoiceField(
        label=_("Might it be misused, for example put on social media?"),
        choices=_YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it might be misused")},
    )
    misuse_note = forms.CharField(label=_("What makes you think so"), max_length=1000)
    handling = forms.ChoiceField(
        label=_("Was it left with them?"),
        choices=Disclosure.Handling.choices,
        widget=forms.RadioSelect,
        help_text=_("A recording is never left. A letter is not left where it might be misused."),
        error_messages={"required": _("Select whether it was left with them")},
    )
    reveals = {"misuse_risk": {"yes": ["misuse_note"]}}
    presentation = {"misuse_risk": {"small": True}, "handling": {"small": True}}

    def __init__(self, *args: Any, message: Message, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["delivered_at"].earliest = message.written_on  # type: ignore[attr-defined]

    def clean_misuse_risk(self) -> bool:
        """As the service takes it."""
        return bool(self.cleaned_data["misuse_risk"] == "yes")


class FeedbackForm(GovukForm):
    """What a participant said afterwards, or that they would rather not."""

    process = forms.ChoiceField(label=_("What the feedback is about"), widget=forms.RadioSelect)
    happened_on = DatePartsField(label=_("Date you asked for feedback"), past=True, today=True)
    answer = forms.ChoiceField(
        label=_("Did they give feedback?"),
        choices=[("given", _("Yes")), ("refused", _("No, they did not want to"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they gave feedback")},
    )
    how = forms.ChoiceField(
        label=_("How it was collected"), choices=Feedback.How.choices, widget=forms.RadioSelect
    )
    satisfaction = forms.TypedChoiceField(
        label=_("Satisfaction"),
        choices=Feedback.Satisfaction.choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how satisfied they were")},
    )
    would_recommend = _yes_no(_("Would they recommend it?"))
    comments = _text(_("Comments"), required=False)
    reveals = {"answer": {"given": ["how", "satisfaction", "would_recommend"]}}

    def __init__(self, *args: Any, processes: Sequence[Process], **options: Any) -> None:
        super().__init__(*args, **options)
        self.processes = {str(process.pk): process for process in processes}
        self.fields["process"].choices = [  # type: ignore[attr-defined]
            (pk, f"{process.kind_label}, {_on(process)}") for pk, process in self.processes.items()
        ]
        if len(self.processes) == 1:
            self.fields["process"].initial = next(iter(self.processes))


def _on(process: Process) -> str:
    from rjcase.designsystem.words import say_date

    return say_date(process.held_at) if process.held_at else ""
