"""The form of one step."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.forms.utils import ErrorDict

from rjcase.designsystem.boundfield import GovukBoundField
from rjcase.designsystem.forms import GovukForm


class StepForm(GovukForm):
    """A form whose page may have headings, and that can show what was typed without judging it.

    `sections` are (heading, names of fields) in page order; a field named in none stands first.
    With `quiet=True` nothing is checked: the page is opened again, not sent.
    """

    sections: Sequence[tuple[Any, Sequence[str]]] = ()

    def __init__(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        self.quiet = quiet
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        """Check the answers, unless the form is only being shown again."""
        if self.quiet:
            self._errors: ErrorDict = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()

    def drawn_sections(self) -> Iterator[tuple[Any, list[GovukBoundField]]]:
        """The fields under their headings; those under none come first, with an empty heading."""
        drawn = {bound.name: bound for bound in self.drawn_fields()}
        named = {name for _heading, names in self.sections for name in names}
        first = [bound for name, bound in drawn.items() if name not in named]
        if first:
            yield "", first
        for heading, names in self.sections:
            fields = [drawn[name] for name in names if name in drawn]
            if fields:
                yield heading, fields
