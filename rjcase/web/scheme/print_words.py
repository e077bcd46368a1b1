"""How documents call the two sides, kind by kind (WTE-G-02)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.services.settings import profile, save_print_words
from rjcase.designsystem.forms import GovukForm
from rjcase.documents.models import Document
from rjcase.web.scheme.base import SettingsFormPage

_SIDES = (
    ("harmed", _("%(document)s: word for a victim")),
    ("responsible", _("%(document)s: word for an offender")),
)


class PrintWordsForm(GovukForm):
    """Two words for each kind of document; empty for those of the pages."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: dict[str, forms.Field] = {
            f"{kind}_{side}": forms.CharField(
                label=label % {"document": document}, max_length=40, required=False
            )
            for kind, document in Document.Kind.choices
            for side, label in _SIDES
        }
        self.fields.update(type("Asked", (GovukForm,), asked)().fields)

    def words(self) -> dict[str, list[str]]:
        """The two words of each kind."""
        given = self.cleaned_data
        return {kind: [given[f"{kind}_{side}"] for side, _label in _SIDES] for kind in Document.Kind.values}


class EditPrintWords(SettingsFormPage):
    """`/<scheme>/scheme/words/documents/`"""

    title = _("Words in documents")
    section = "print-words"
    form_class = PrintWordsForm
    lead = _(
        "A document may call people otherwise than the pages do, for example “Person who has suffered harm” "
        "in outcome agreements. Leave a word empty to use the one of the pages. Documents already made stay "
        "as they are."
    )

    def initial(self) -> dict[str, Any]:
        """The words that stand now."""
        return {
            f"{kind}_{side}": word
            for kind, pair in profile().print_words.items()
            for (side, _label), word in zip(_SIDES, pair, strict=True)
        }

    def save(self, form: PrintWordsForm) -> str:
        """Keep them."""
        save_print_words(actor=self.actor, words=form.words())
        messages.success(self.request, gettext("Words saved"))
        return self.url("hub")
