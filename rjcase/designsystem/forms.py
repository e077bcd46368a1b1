"""Forms that draw themselves in the design system and keep everything that was typed.

    class ContactForm(GovukForm):
        how = forms.ChoiceField(label=_("How you made contact"), choices=…, widget=forms.RadioSelect)
        number = forms.CharField(label=_("Phone number"))
        reveals = {"how": {"phone": ["number"]}}
        presentation = {"how": {"heading": True}}

`{% govuk_form form button=_("Save") %}` draws all of it; `{{ form.number }}` draws one field.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import DjangoTemplates
from django.forms.utils import RenderableMixin, pretty_name
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem import fields, widgets
from rjcase.designsystem.boundfield import GovukBoundField
from rjcase.designsystem.messages import give_messages

Presentation = Mapping[str, Mapping[str, Any]]
Reveals = Mapping[str, Mapping[str, list[str]]]

_BLANK = models.fields.BLANK_CHOICE_DASH[0][1]


class GovukRenderer(DjangoTemplates):
    """Named by `FORM_RENDERER`: every field of every form is drawn by `GovukBoundField`."""

    bound_field_class = GovukBoundField


class GovukFormMixin(forms.BaseForm):
    """What both kinds of form share.

    `presentation` says per field how it looks (see `boundfield.py` for the options); `reveals` says
    which fields belong to which answer: `{"how": {"phone": ["number"]}}`. Only the fields of the chosen
    answer are validated; what stands in the others is dropped, never saved.
    """

    use_required_attribute = False
    presentation: Presentation = {}
    reveals: Reveals = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            give_messages(field)
            _adapt(field)

    def revealed_names(self) -> set[str]:
        """The fields drawn inside another field's answer, not in the main run of the form."""
        return {name for branches in self.reveals.values() for names in branches.values() for name in names}

    def drawn_fields(self) -> Iterator[GovukBoundField]:
        """The visible fields of the main run, in order."""
        inside = self.revealed_names()
        for bound in self.visible_fields():
            if bound.name not in inside:
                yield cast(GovukBoundField, bound)

    def fields_in_page_order(self) -> Iterator[GovukBoundField]:
        """Every visible field in the order a person meets them on the page."""
        for bound in self.drawn_fields():
            yield from self._with_revealed(bound)

    def _with_revealed(self, bound: GovukBoundField) -> Iterator[GovukBoundField]:
        yield bound
        for names in self.reveals.get(bound.name, {}).values():
            for name in names:
                if name in self.fields:
                    yield from self._with_revealed(cast(GovukBoundField, self[name]))

    def chosen(self, name: str) -> set[str]:
        """The answers picked in the choice field `name`, as they were sent; "on" for a ticked box."""
        value = self[name].data
        if value is True:
            return {"on"}
        values = value if isinstance(value, list | tuple) else [value]
        return {str(item) for item in values if item is not None and item is not False}

    def not_chosen(self) -> set[str]:
        """The fields that belong to answers nobody picked, fields inside those included."""
        dropped: set[str] = set()
        for parent, branches in self.reveals.items():
            picked = self.chosen(parent)
            kept = {name for value, names in branches.items() if value in picked for name in names}
            dropped |= {name for names in branches.values() for name in names} - kept
        pending = list(dropped)
        while pending:
            inner = {name for names in self.reveals.get(pending.pop(), {}).values() for name in names}
            pending += inner - dropped
            dropped |= inner
        return dropped & set(self.fields)

    def _clean_fields(self) -> None:
        # Django's own loop, then the unchosen branches are emptied: a rule may look at all fields.
        super()._clean_fields()  # type: ignore[misc]
        for name in self.not_chosen():
            self.errors_so_far.pop(name, None)
            self.cleaned_data[name] = _empty(self.fields[name])

    @property
    def errors_so_far(self) -> dict[str, Any]:
        """The errors found up to now, while cleaning is still under way."""
        return cast(dict[str, Any], self._errors)  # type: ignore[attr-defined]

    def render(
        self,
        template_name: str | None = None,
        context: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """All fields, hidden ones last; `{{ form }}` shows this, without the form tag and its button."""
        from django.utils.html import format_html_join

        if template_name or context:
            return RenderableMixin.render(self, template_name, context, renderer)
        drawn = [bound.draw() for bound in self.drawn_fields()]
        drawn += [SafeString(bound) for bound in self.hidden_fields()]
        return format_html_join("\n", "{}", ((part,) for part in drawn))

    __str__ = render
    __html__ = render


class GovukForm(GovukFormMixin, forms.Form):
    """A form that belongs to no model. Most of ours: services do the saving."""


def formfield(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    """The form field of a model's field, with dates in parts and choices as radios where they are few."""
    if isinstance(field, models.DateTimeField):
        return field.formfield(form_class=fields.DateTimePartsField, **_without_widget(options))
    if isinstance(field, models.DateField):
        return field.formfield(form_class=fields.DatePartsField, **_without_widget(options))
    if isinstance(field, models.TimeField):
        return field.formfield(form_class=fields.TimeField, **_without_widget(options))
    return field.formfield(**options)


class _GovukModelFormMetaclass(ModelFormMetaclass):
    """Gives every model form our dates, without each `Meta` having to ask."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(formfield)
        return super().__new__(mcs, name, bases, attrs)


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class GovukModelForm(GovukFormMixin, _ModelForm, metaclass=_GovukModelFormMetaclass):
    """A form over a model's fields."""


def _without_widget(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "widget"}


def _empty(field: forms.Field) -> Any:
    """What an unanswered `field` cleans to."""
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return False
    if isinstance(field, forms.ModelMultipleChoiceField):
        return field.queryset.none() if field.queryset is not None else []
    if isinstance(field, forms.MultipleChoiceField):
        return []
    plain_choice = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    return getattr(field, "empty_value", "" if plain_choice else None)


def _adapt(field: forms.Field) -> None:
    """Bring Django's own widgets to ours: counted long text, an honest first option."""
    widget = field.widget
    if type(widget) is forms.Textarea:
        counted = isinstance(field, forms.CharField) and field.max_length
        replacement = widgets.CharacterCount if counted else widgets.Textarea
        field.widget = replacement(copy.copy(widget.attrs))
        field.widget.is_localized = widget.is_localized
    # Text is never cut off while it is typed or pasted: the server says what is too long.
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.pop("minlength", None)
    if isinstance(widget, forms.Select):
        _name_first_option(field, widget)


def _name_first_option(field: forms.Field, widget: forms.Select) -> None:
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == _BLANK:
            field.empty_label = cast(str, _("Select an option"))
        return
    choices: list[tuple[Any, Any]] = list(widget.choices)
    if choices and choices[0][0] in ("", None) and _is_blank(choices[0][1]):
        widget.choices = [("", _("Select an option")), *choices[1:]]


def _is_blank(label: str | Promise) -> bool:
    return str(label) in (_BLANK, "---------", "")
