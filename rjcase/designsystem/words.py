"""The one set of status words with their colours, and how dates, times and gaps are written.

A status has the same words and the same colour wherever it is shown. Red is for late or unsafe only.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Status:
    """Words for a state and the colour of its tag ("" is plain text: done needs no colour)."""

    words: str | Promise
    colour: str


STATUSES: dict[str, Status] = {
    # work
    "not_started": Status(_("Not yet started"), "grey"),
    "cannot_start": Status(_("Cannot start yet"), "grey"),
    "in_progress": Status(_("In progress"), "yellow"),
    "waiting": Status(_("Waiting"), "yellow"),
    "completed": Status(_("Completed"), ""),
    "gate_done": Status(_("Done"), ""),
    "gate_open": Status(_("Not done"), "yellow"),
    "draft": Status(_("Draft"), "grey"),
    "submitted": Status(_("Submitted"), "blue"),
    "approved": Status(_("Approved"), "green"),
    "returned": Status(_("Returned"), "orange"),
    "taken_back": Status(_("Taken back"), "grey"),
    "due": Status(_("Due"), "yellow"),
    "clock_runs": Status(_("72 hours running"), "yellow"),
    "overdue": Status(_("Overdue"), "red"),
    "unsafe": Status(_("Unsafe"), "red"),
    "failed": Status(_("Failed"), "red"),
    "lost": Status(_("Lost"), "red"),
    "sent": Status(_("Sent"), "green"),
    "to_send": Status(_("Waiting to be sent"), "yellow"),
    "being_sent": Status(_("Being sent"), "yellow"),
    "perhaps_sent": Status(_("Perhaps sent"), "red"),
    "not_needed": Status(_("No longer needed"), "grey"),
    "current": Status(_("Current"), "green"),
    "ended": Status(_("Ended"), "grey"),
    # the check of a person
    "vetted": Status(_("Checked"), "green"),
    "renew_soon": Status(_("Renew soon"), "yellow"),
    "grace": Status(_("Not recorded yet"), "yellow"),
    "lapsed": Status(_("Run out"), "red"),
    "unchecked": Status(_("No check"), "red"),
    "missing": Status(_("Missing"), "yellow"),
    # a meeting, an exchange and its messages
    "planned": Status(_("Being planned"), "grey"),
    "running": Status(_("Going ahead"), "teal"),
    "postponed": Status(_("Postponed"), "yellow"),
    "held": Status(_("Held"), "green"),
    "cancelled": Status(_("Cancelled"), "grey"),
    "to_check": Status(_("To be checked"), "yellow"),
    "checked": Status(_("Checked"), "blue"),
    "withheld": Status(_("Withheld"), "grey"),
    "to_review": Status(_("To be reviewed"), "yellow"),
    "delivered": Status(_("Delivered"), "green"),
    # agreements; what was not done is nobody's breach, so it has no colour of alarm
    "open": Status(_("Open"), "blue"),
    "done": Status(_("Done"), "green"),
    "not_done": Status(_("Not done"), "grey"),
    "changed": Status(_("Changed"), "grey"),
    "agreed": Status(_("Agreed"), "green"),
    "replaced": Status(_("Replaced"), "grey"),
    # the life of a case
    "received": Status(_("Received"), "blue"),
    "eligible": Status(_("Eligible"), "blue"),
    "allocated": Status(_("Allocated"), "purple"),
    "preparing": Status(_("Preparing"), "purple"),
    "ready": Status(_("Ready"), "teal"),
    "in_process": Status(_("In process"), "teal"),
    "following_up": Status(_("Following up"), "green"),
    "closed": Status(_("Closed"), "grey"),
    "closed_updating": Status(_("Closed, updates continuing"), "grey"),
    # the neutral face of a case
    "accepted": Status(_("Accepted: a facilitator will be in touch"), "blue"),
    "follow_up": Status(_("Follow-up"), "green"),
    "not_taken_forward": Status(_("Not taken forward"), "grey"),
    "did_not_go_ahead": Status(_("Did not go ahead"), "grey"),
}


def lower_first(text: str) -> str:
    """`text` with a small first letter, to stand inside a sentence; "NHS number" stays as it is."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """`text` with a capital first letter, to begin a sentence."""
    return text[:1].upper() + text[1:]


def label_words(label: str | Promise | None) -> dict[str, str]:
    """A field's label for a message, twice: inside a sentence and at its beginning."""
    text = str(label or gettext("an answer")).rstrip(":").strip()
    return {"label": lower_first(text), "Label": upper_first(text)}


def say_date(value: datetime.date | datetime.datetime) -> str:
    """A date as people read it, "5 March 2026"; a moment is first brought to local time."""
    if isinstance(value, datetime.datetime):
        value = local_day(value)
    return formats.date_format(value, "DATE_FORMAT")


def say_time(value: datetime.time | datetime.datetime) -> str:
    """A time of day as people read it: "2:20pm", "2pm", "midday", "midnight"."""
    if isinstance(value, datetime.datetime):
        value = _local(value).time()
    if (value.hour, value.minute) == (0, 0):
        return gettext("midnight")
    if (value.hour, value.minute) == (12, 0):
        return gettext("midday")
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def say_datetime(value: datetime.datetime) -> str:
    """A moment as people read it: "5 March 2026 at 2:20pm"."""
    return gettext("%(date)s at %(time)s") % {"date": say_date(value), "time": say_time(value)}


def machine_time(value: datetime.date | datetime.datetime | datetime.time) -> str:
    """The same moment for a machine, for `<time datetime>`."""
    if isinstance(value, datetime.datetime):
        return _local(value).isoformat(timespec="seconds")  # HTML takes no microseconds
    return value.isoformat()


def not_provided() -> str:
    """What stands where nothing was answered."""
    return gettext("Not provided")


def say(value: Any) -> str:
    """Any answer as a person reads it on a page: dates, yes and no, lists and gaps included."""
    if value is None or value == "" or value == [] or value == ():
        return not_provided()
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime.datetime):
        return say_datetime(value)
    if isinstance(value, datetime.date):
        return say_date(value)
    if isinstance(value, datetime.time):
        return say_time(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(say(item) for item in value)
    return str(value)


def local_day(value: datetime.datetime) -> datetime.date:
    """The local date of a moment."""
    return _local(value).date()


def _local(value: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def say_figure(value: float | None) -> str:
    """A number of a table or chart, thousands apart; a figure that is held back is said to be so."""
    if value is None:
        return gettext("Suppressed")
    return formats.number_format(value, use_l10n=True, force_grouping=True)
