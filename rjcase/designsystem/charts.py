"""Bar charts as plain SVG: no script, no style, drawn from the same numbers as the table below.

Colours are attributes, not classes, because the PDF maker ignores a page's styles inside SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rjcase.designsystem.words import say_figure

# The Analysis Function's set for categories, in its order; four series at most.
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
# User units. Labels stand above their bars: so they stay legible on a phone, however long they are.
_WIDTH = 340
_LABEL = 20
_BAR = 20
_GAP = 12
_VALUE_ROOM = 80


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its figure (None when suppressed) and how the figure is written."""

    label: str
    figure: float | None
    said: str


@dataclass(frozen=True)
class Placed:
    """A bar with its place in the drawing, in user units; `label_at` and `middle` are text lines."""

    bar: Bar
    label_at: int
    top: int
    middle: int
    length: float
    end: float  # where the written figure begins
    colour: str


@dataclass(frozen=True)
class Drawing:
    """A chart ready for the template."""

    width: int
    height: int
    bars: tuple[Placed, ...]
    bar_height: int = _BAR


def drawing(bars: Sequence[Bar], colours: Sequence[str] = COLOURS[:1]) -> Drawing:
    """Horizontal bars in the order given, all on one scale that begins at nought.

    A suppressed figure draws no bar. `colours` are used in turn. Raises `ValueError` for a figure below
    nought, which a bar from nought cannot show, and for more than four colours.
    """
    if len(colours) > len(COLOURS):
        raise ValueError("A chart shows at most four series.")
    if any(bar.figure is not None and bar.figure < 0 for bar in bars):
        raise ValueError("A bar chart cannot show a figure below nought.")
    greatest = max((bar.figure for bar in bars if bar.figure is not None), default=0) or 1
    room = _WIDTH - _VALUE_ROOM
    step = _LABEL + _BAR + _GAP
    placed = []
    for place, bar in enumerate(bars):
        top, length = place * step + _LABEL, round(room * (bar.figure or 0) / greatest, 1)
        colour = colours[place % len(colours)]
        end = round(length + 6, 1) if bar.figure else 0.0
        placed.append(Placed(bar, top - 6, top, top + _BAR // 2, length, end, colour))
    return Drawing(_WIDTH, max(1, len(bars)) * step, tuple(placed))


def bars_of(rows: Sequence[Any]) -> list[Bar]:
    """Bars from `Bar`s or from (label, figure) pairs; a figure of None is written "suppressed"."""
    return [row if isinstance(row, Bar) else Bar(str(row[0]), row[1], say_figure(row[1])) for row in rows]
