"""Inputs that the design system draws and Django has not: dates in parts, counted text."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from rjcase.designsystem.words import say_time


class DateParts(NamedTuple):
    """A date as it was typed, before anyone knows whether it is one; `time` only where it is asked."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""

    @classmethod
    def of(cls, value: Any) -> "DateParts":
        """The parts that show `value`: a date, a moment, parts already typed, or nothing."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, datetime.datetime):
            return cls(str(value.day), str(value.month), str(value.year), say_time(value))
        if isinstance(value, datetime.date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls()


class DatePartsInput(forms.Widget):
    """Day, month and year in three text boxes, posted as `name-day`, `name-month`, `name-year`."""

    part_names: tuple[str, ...] = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        """The parts as typed, spaces at the ends removed."""
        return DateParts(**{part: str(data.get(f"{name}-{part}") or "").strip() for part in self.part_names})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form was sent without any of the boxes."""
        return all(f"{name}-{part}" not in data for part in self.part_names)


class DateTimePartsInput(DatePartsInput):
    """A date in three boxes and a time in a fourth, `name-time`."""

    part_names = ("day", "month", "year", "time")


class Textarea(forms.Textarea):
    """A long answer. A new line counts as one character, as the counter on the page counts it."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The text with the new lines of the web brought to one character each."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class CharacterCount(Textarea):
    """A long answer with a limit that the page counts down; the limit is the field's `max_length`.

    `threshold` is the share of the limit, in percent, from which the count is shown.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, threshold: int | None = None) -> None:
        super().__init__(attrs)
        self.threshold = threshold
