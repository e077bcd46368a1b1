"""Fields for dates and times as people write them, each with messages that say what is wrong.

A date is asked for in three boxes. The message names the part that is missing or wrong, and the
error carries those parts (`params["parts"]`), so that only their boxes turn red.
"""

import datetime
import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.widgets import DateParts, DatePartsInput, DateTimePartsInput
from rjcase.designsystem.words import label_words, say_date, say_time
from rjcase.kernel import clock

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha")
_TIME = re.compile(r"^(\d{1,2})(?:[:. ]?([0-5]\d))?\s*(?:([ap])\.?m?\.?)?$", re.ASCII)
_PART_WORDS = {"day": _("day"), "month": _("month"), "year": _("year"), "time": _("time")}

Bound = datetime.date | Callable[[], datetime.date]


def _month_number(text: str) -> int:
    """A month written as a number or a name, English or Welsh; `ValueError` when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    for names in (_MONTHS, _WELSH_MONTHS):
        if text[:3].lower() in names and text.isalpha():
            return names.index(text[:3].lower()) + 1
    raise ValueError(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def parse_time(text: str) -> datetime.time:
    """A time of day as people type it: "2:20pm", "14:20", "2.20 pm", "9am", "midday", "midnight".

    Raises `ValueError` for anything else; a bare hour such as "9" is refused because it may be either.
    """
    text = text.strip().lower()
    if text in ("midday", "noon"):
        return datetime.time(12)
    if text == "midnight":
        return datetime.time(0)
    found = _TIME.match(text)
    if not found or (found[2] is None and found[3] is None):
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.time(hour, minute)


def _wrong_parts(parts: DateParts) -> tuple[str, ...]:
    """Which boxes cannot be right whatever the others hold."""
    wrong = []
    for name, reads, low, high in (("day", _number, 1, 31), ("month", _month_number, 1, 12)):
        try:
            right = low <= reads(getattr(parts, name)) <= high
        except ValueError:
            right = False
        if not right:
            wrong.append(name)
    if not (parts.year.isascii() and parts.year.isdigit()):
        wrong.append("year")
    return tuple(wrong)


class DatePartsField(forms.Field):
    """A date typed in three boxes; its value is a `date` or None.

    `past` and `future` refuse the other direction ("today" may be allowed with `today=True`); `earliest`
    and `latest` are dates, or functions that give one, both allowed themselves.
    """

    widget = DatePartsInput
    part_names: tuple[str, ...] = ("day", "month", "year")
    default_error_messages = {
        "required": _("Enter %(label)s"),
        "missing": _("%(Label)s must include a %(parts)s"),
        "year_digits": _("Year must include 4 numbers"),
        "not_real": _("%(Label)s must be a real date"),
        "not_past": _("%(Label)s must be in the past"),
        "not_past_or_today": _("%(Label)s must be today or in the past"),
        "not_future": _("%(Label)s must be in the future"),
        "not_future_or_today": _("%(Label)s must be today or in the future"),
        "too_early": _("%(Label)s must be on or after %(limit)s"),
        "too_late": _("%(Label)s must be on or before %(limit)s"),
    }

    def __init__(
        self,
        *,
        past: bool = False,
        future: bool = False,
        today: bool = False,
        earliest: Bound | None = None,
        latest: Bound | None = None,
        **options: Any,
    ) -> None:
        if past and future:
            raise ValueError("A date cannot be both in the past and in the future.")
        self.past, self.future, self.today = past, future, today
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def prepare_value(self, value: Any) -> DateParts:
        """What the boxes show: what was typed, or the parts of the stored date."""
        return DateParts.of(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes hold something else than the stored value."""
        return tuple(DateParts.of(initial)) != tuple(DateParts.of(data))

    def clean(self, value: Any) -> Any:
        """The date; raises with one message and the parts it concerns."""
        parts = DateParts.of(value)
        missing = [name for name in self.part_names if not getattr(parts, name)]
        if len(missing) == len(self.part_names):
            if self.required:
                raise self.error("required", self.part_names)
            return None
        if missing:
            raise self.error("missing", tuple(missing), parts_said=_said(missing))
        return self.ruled(self.read(parts))

    def read(self, parts: DateParts) -> Any:
        """The value the complete parts stand for."""
        return self.read_date(parts)

    def read_date(self, parts: DateParts) -> datetime.date:
        """The date the complete parts stand for; raises when there is no such date."""
        wrong = _wrong_parts(parts)
        if wrong:
            raise self.error("not_real", wrong)
        if len(parts.year) != 4:
            raise self.error("year_digits", ("year",))
        try:
            return datetime.date(int(parts.year), _month_number(parts.month), int(parts.day))
        except ValueError:
            raise self.error("not_real", ("day", "month", "year")) from None

    def ruled(self, value: Any) -> Any:
        """`value`, when the rules about past, future and limits allow it."""
        self.rule_direction(value, clock.today())
        self.rule_limits(value)
        return value

    def rule_direction(self, day: datetime.date, today: datetime.date) -> None:
        """Raise when `day` lies on the wrong side of `today`."""
        ending = "_or_today" if self.today else ""
        if day == today and self.today:
            return
        if self.past and day >= today:
            raise self.error(f"not_past{ending}", ("day", "month", "year"))
        if self.future and day <= today:
            raise self.error(f"not_future{ending}", ("day", "month", "year"))

    def rule_limits(self, day: datetime.date) -> None:
        """Raise when `day` lies outside the earliest and latest dates."""
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and day < earliest:
            raise self.error("too_early", ("day", "month", "year"), limit=say_date(earliest))
        if latest and day > latest:
            raise self.error("too_late", ("day", "month", "year"), limit=say_date(latest))

    def error(
        self, code: str, parts: tuple[str, ...], parts_said: str = "", limit: str = ""
    ) -> ValidationError:
        """The error of `code`, carrying the boxes it concerns."""
        label = gettext("The date") if str(self.label).endswith("?") else self.label
        words = {**label_words(label), "parts": parts_said, "limit": limit}
        message = str(self.error_messages[code]) % words
        return WrongParts(message.replace("%", "%%"), code=code, params={"parts": parts})


class WrongParts(ValidationError):
    """A date error; `params["parts"]` names the boxes that are wrong."""


class DateTimePartsField(DatePartsField):
    """A date in three boxes and a time in a fourth; its value is an aware `datetime` or None."""

    widget = DateTimePartsInput
    part_names = ("day", "month", "year", "time")
    default_error_messages = {
        "bad_time": _("Enter a time in the correct format, like 2:20pm or 14:20"),
        "no_such_time": _("%(Label)s must be a real time: the clocks go forward at that hour"),
    }

    def prepare_value(self, value: Any) -> DateParts:
        """What the boxes show, in local time."""
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        return DateParts.of(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes hold something else than the stored moment."""
        return super().has_changed(self.prepare_value(initial), data)

    def read(self, parts: DateParts) -> datetime.datetime:
        """The moment the complete parts stand for, in the local time zone."""
        day = self.read_date(parts)
        try:
            time = parse_time(parts.time)
        except ValueError:
            raise self.error("bad_time", ("time",)) from None
        zone = timezone.get_current_timezone()
        moment = datetime.datetime.combine(day, time, zone)
        if not _exists(moment, zone):
            raise self.error("no_such_time", ("time",))
        return moment

    def ruled(self, value: datetime.datetime) -> datetime.datetime:
        """The moment, when the rules allow it; "past" and "future" are judged to the minute."""
        now = clock.now()
        every = ("day", "month", "year", "time")
        if self.past and value > now:
            raise self.error("not_past", every)
        if self.future and value < now:
            raise self.error("not_future", every)
        self.rule_limits(timezone.localdate(value))
        return value


class TimeField(forms.CharField):
    """A time of day as people type it; its value is a `time` or None."""

    default_error_messages = {"bad_time": _("Enter a time in the correct format, like 2:20pm or 14:20")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box as wide as a time."""
        return {"class": "govuk-input--width-5"}

    def prepare_value(self, value: Any) -> Any:
        """The time as it is shown in the box."""
        return say_time(value) if isinstance(value, datetime.time) else value

    def clean(self, value: Any) -> Any:
        """The time; raises when the text is none."""
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return parse_time(text)
        except ValueError:
            raise ValidationError(self.error_messages["bad_time"], code="bad_time") from None


def _said(missing: list[str]) -> str:
    words = [str(_PART_WORDS[name]) for name in missing]
    return gettext(" and ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _exists(moment: datetime.datetime, zone: datetime.tzinfo) -> bool:
    """Whether the clocks of `zone` ever show `moment` (they skip an hour in spring)."""
    utc = moment.astimezone(ZoneInfo("UTC"))
    return utc.astimezone(zone).replace(tzinfo=None) == moment.replace(tzinfo=None)
