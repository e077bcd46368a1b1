"""A field on a page: label, hint, error and input, with the ids that tie them together.

Options of a form's `presentation`, per field:

- `heading=True`: the label or legend is the page's h1 (one question per page); `label_size`: "", s, m, l, xl
- `classes`: for example "govuk-input--width-10"; `prefix`, `suffix`: texts beside the box
- `inline=True`: radios side by side; `small=True`: small radios or checkboxes
- `hints={value: text}`: a hint below one choice; `divider={value: "or"}`: a word before one choice
- `exclusive=value`: the checkbox that unticks all others ("None of these")
- `optional=False`: do not add "(optional)"

Attributes such as `autocomplete`, `inputmode` and `rows` are the widget's `attrs`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.components import component
from rjcase.designsystem.widgets import CharacterCount, DateParts, DatePartsInput

_PART_LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year"), "time": _("Time")}
_OWN_ATTRIBUTES = ("class", "rows", "autocomplete", "inputmode", "spellcheck", "type", "id", "autocapitalize")
# The browser checks nothing: its own messages are unlike ours, come one at a time and cut off text.
_LEFT_TO_THE_SERVER = ("required", "maxlength", "minlength", "min", "max", "step", "aria-describedby")


class GovukBoundField(BoundField):
    """Draws its field whole: `{{ form.name }}` is label, hint, error and input together."""

    def __str__(self) -> SafeString:
        return self.draw()

    __html__ = __str__

    def as_field_group(self) -> SafeString:
        """The same, under the name Django's form templates use."""
        return self.draw()

    def render(self, *_args: Any, **_options: Any) -> SafeString:
        """The same, for callers that render."""
        return self.draw()

    def draw(self) -> SafeString:
        """The field as the design system draws it; a hidden field is its bare input."""
        if self.is_hidden:
            return self.as_widget()
        return self._drawer()()

    # --- What the pages ask -----------------------------------------------------------------
    @property
    def look(self) -> dict[str, Any]:
        """The presentation options of this field."""
        return dict(getattr(self.form, "presentation", {}).get(self.name, {}))

    @cached_property
    def dom_id(self) -> str:
        """The id of the (first) input."""
        return str(self.auto_id or f"id_{self.html_name}")

    @property
    def label_text(self) -> str:
        """The label, marked when the answer is optional."""
        text = str(self.label)
        optional = self.look.get("optional", not isinstance(self.field, forms.BooleanField))
        if self.field.required or not optional or self.field.disabled:
            return text
        return gettext("%(label)s (optional)") % {"label": text}

    @property
    def messages(self) -> list[str]:
        """The error messages of this field, each once."""
        return list(dict.fromkeys(str(message) for message in self.errors))

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong, in order; all of them when an error does not say."""
        parts: list[str] = []
        for error in self.errors.as_data() if self.errors else ():
            named: Iterable[str] = (error.params or {}).get("parts", ())
            parts += named or getattr(self.field, "part_names", ())
        return tuple(name for name in getattr(self.field, "part_names", ()) if name in parts)

    @property
    def first_input_id(self) -> str:
        """The id an error summary links to: the first input concerned."""
        if isinstance(self.field.widget, DatePartsInput):
            wrong = self.wrong_parts or ("day",)
            return f"{self.dom_id}-{wrong[0]}"
        return self.dom_id

    # --- Which component ----------------------------------------------------------------------
    def _drawer(self) -> Callable[[], SafeString]:
        # CheckboxSelectMultiple is a subclass of RadioSelect, so it must be asked first; so are
        # others below relatives of each other.
        drawers: tuple[tuple[type[forms.Widget], Callable[[], SafeString]], ...] = (
            (DatePartsInput, self._date),
            (forms.CheckboxSelectMultiple, self._checkboxes),
            (forms.RadioSelect, self._radios),
            (forms.CheckboxInput, self._checkbox),
            (forms.SelectMultiple, self._checkboxes),
            (forms.Select, self._select),
            (CharacterCount, self._character_count),
            (forms.Textarea, self._textarea),
            (forms.FileInput, self._file),
            (forms.PasswordInput, self._password),
        )
        for kind, drawer in drawers:
            if isinstance(self.field.widget, kind):
                return drawer
        if type(self.field.widget) in (forms.DateInput, forms.DateTimeInput, forms.TimeInput):
            raise ImproperlyConfigured(
                f"{type(self.form).__name__}.{self.name}: use DatePartsField, DateTimePartsField or "
                "TimeField of rjcase.designsystem.fields, which ask as the design system does."
            )
        if isinstance(self.field.widget, forms.widgets.Input):
            return self._input
        raise ImproperlyConfigured(
            f"{type(self.form).__name__}.{self.name}: no component draws {type(self.field.widget).__name__}."
        )

    # --- Shared parameters --------------------------------------------------------------------
    def _title(self, kind: str) -> dict[str, Any]:
        look = self.look
        size = look.get("label_size", "l" if look.get("heading") else "" if self._inside() else "s")
        return {
            "text": self.label_text,
            "classes": f"govuk-{kind}--{size}" if size else "",
            "isPageHeading": bool(look.get("heading")),
        }

    def _inside(self) -> bool:
        """Whether the field is drawn inside another field's answer."""
        revealed = getattr(self.form, "revealed_names", None)
        return bool(revealed and self.name in revealed())

    def _common(self) -> dict[str, Any]:
        params: dict[str, Any] = {"name": self.html_name}
        if self.help_text:
            params["hint"] = {"text": self.help_text}
        if self.messages:
            params["error_message"] = {
                "html": format_html_join(SafeString("<br>"), "{}", ((text,) for text in self.messages)),
                "visuallyHiddenText": pgettext("before an error message", "Error"),
            }
        return params

    def _attrs(self) -> dict[str, Any]:
        """Attributes that go to the input as they are."""
        attrs = {name: str(value) for name, value in self.field.widget.attrs.items() if value is not None}
        for name in (*_OWN_ATTRIBUTES, *_LEFT_TO_THE_SERVER):
            attrs.pop(name, None)
        return attrs

    def _classes(self) -> str:
        return " ".join(filter(None, (self.field.widget.attrs.get("class"), self.look.get("classes"))))

    def _box(self) -> dict[str, Any]:
        attrs = self.field.widget.attrs
        value = self.value()
        return {
            **self._common(),
            "id": self.dom_id,
            "label": self._title("label"),
            "classes": self._classes(),
            "attributes": self._attrs(),
            "value": "" if value is None else self.field.widget.format_value(value) or "",
            "autocomplete": attrs.get("autocomplete"),
            "disabled": self.field.disabled,
        }

    # --- Components ---------------------------------------------------------------------------
    def _input(self) -> SafeString:
        attrs = self.field.widget.attrs
        params = self._box()
        params["type"] = getattr(self.field.widget, "input_type", "text")
        params["inputmode"] = attrs.get("inputmode")
        params["spellcheck"] = attrs.get("spellcheck")
        if params["type"] == "number":  # the number type loses what was typed and scrolls by accident
            params["type"] = "text"
            params["inputmode"] = params["inputmode"] or _keyboard(self.field)
        for beside in ("prefix", "suffix"):
            if self.look.get(beside):
                params[beside] = {"text": self.look[beside]}
        return component("input", **params)

    def _textarea(self) -> SafeString:
        attrs = self.field.widget.attrs
        return component("textarea", **self._box(), rows=_rows(attrs), spellcheck=attrs.get("spellcheck"))

    def _character_count(self) -> SafeString:
        limit = getattr(self.field, "max_length", None)
        attrs = self.field.widget.attrs
        return component(
            "character-count",
            **self._box(),
            rows=_rows(attrs),
            maxlength=limit,
            threshold=getattr(self.field.widget, "threshold", None),
            **_count_words(),
        )

    def _select(self) -> SafeString:
        return component("select", **self._box_of_choices(), items=list(self._options()))

    def _box_of_choices(self) -> dict[str, Any]:
        params = self._box()
        del params["value"], params["autocomplete"]
        if self.field.widget.attrs.get("autocomplete"):
            params["attributes"]["autocomplete"] = self.field.widget.attrs["autocomplete"]
        return params

    def _file(self) -> SafeString:
        params = self._box_of_choices()
        if self.field.widget.attrs.get("multiple"):
            params["multiple"] = True
            params["attributes"].pop("multiple", None)
        return component("file-upload", **params)

    def _password(self) -> SafeString:
        params = self._box()
        params["autocomplete"] = params["autocomplete"] or "current-password"
        params["value"] = ""  # a password never travels back
        return component(
            "password-input",
            **params,
            show_password_text=gettext("Show"),
            hide_password_text=gettext("Hide"),
            show_password_aria_label_text=gettext("Show password"),
            hide_password_aria_label_text=gettext("Hide password"),
            password_shown_announcement_text=gettext("Your password is visible"),
            password_hidden_announcement_text=gettext("Your password is hidden"),
        )

    def _group(self, kind: str) -> dict[str, Any]:
        look = self.look
        sizes = " ".join(
            f"govuk-{kind}--{name}"
            for name in ("inline", "small")
            if look.get(name) and (kind, name) != ("checkboxes", "inline")
        )
        return {
            **self._common(),
            "id_prefix": self.dom_id,
            "fieldset": {"legend": self._title("fieldset__legend")},
            "classes": " ".join(filter(None, (self._classes(), sizes))),
        }

    def _radios(self) -> SafeString:
        return component("radios", **self._group("radios"), items=list(self._choice_items("radios")))

    def _checkboxes(self) -> SafeString:
        return component(
            "checkboxes", **self._group("checkboxes"), items=list(self._choice_items("checkboxes"))
        )

    def _checkbox(self) -> SafeString:
        item = {
            "value": "on",
            "text": self.label_text,
            "checked": bool(self.value()),
            "hint": {"text": self.help_text} if self.help_text else None,
            "disabled": self.field.disabled,
        }
        reveal = self._revealed("on")
        if reveal:
            item["conditional"] = {"html": reveal}
        params = self._common()
        params.pop("hint", None)
        return component("checkboxes", **params, id_prefix=self.dom_id, items=[item])

    def _date(self) -> SafeString:
        parts = DateParts.of(self.value())
        items = [self._date_item(name, getattr(parts, name)) for name in self.field.widget.part_names]
        return component(
            "date-input",
            **self._common(),
            id=self.dom_id,
            fieldset={"legend": self._title("fieldset__legend")},
            items=items,
        )

    def _date_item(self, name: str, value: str) -> dict[str, Any]:
        widths = {"year": "4", "time": "5"}
        wrong = " govuk-input--error" if self.errors and name in self.wrong_parts else ""
        item: dict[str, Any] = {
            "name": f"{self.html_name}-{name}",
            "id": f"{self.dom_id}-{name}",
            "label": _PART_LABELS[name],
            "value": value,
            "classes": f"govuk-input--width-{widths.get(name, '2')}{wrong}",
        }
        if name == "time":
            item["inputmode"] = "text"
        if self.field.widget.attrs.get("autocomplete") == "bday" and name != "time":
            item["autocomplete"] = f"bday-{name}"
        return item

    # --- Choices --------------------------------------------------------------------------------
    def _options(self) -> Iterator[dict[str, Any]]:
        """The choices as the widget gives them, groups flattened, each with its state."""
        widget = self.field.widget
        assert isinstance(widget, forms.widgets.ChoiceWidget)  # noqa: S101  only choice widgets come here
        for group, options, _index in widget.optgroups(self.html_name, widget.format_value(self.value()), {}):
            for option in options:
                label = f"{group}: {option['label']}" if group else str(option["label"])
                yield {
                    "value": str(option["value"]),
                    "text": label,
                    "selected": bool(option["selected"]),
                    "checked": bool(option["selected"]),
                    "disabled": self.field.disabled,
                }

    def _choice_items(self, kind: str) -> Iterator[dict[str, Any]]:
        look = self.look
        for option in self._options():
            if not option["value"]:  # radios need no "nothing chosen"
                continue
            value = option["value"]
            if value in look.get("divider", {}):
                yield {"divider": look["divider"][value]}
            if value in look.get("hints", {}):
                option["hint"] = {"text": look["hints"][value]}
            if kind == "checkboxes" and look.get("exclusive") == value:
                option["behaviour"] = "exclusive"
            reveal = self._revealed(value)
            if reveal:
                option["conditional"] = {"html": reveal}
            yield option

    def _revealed(self, value: str) -> SafeString | None:
        """The fields that belong to the answer `value`."""
        names = getattr(self.form, "reveals", {}).get(self.name, {}).get(value, ())
        inner = [self.form[name] for name in names if name in self.form.fields]
        return format_html_join("\n", "{}", ((bound,) for bound in inner)) if inner else None


def _rows(attrs: dict[str, Any]) -> str:
    return str(attrs.get("rows") if attrs.get("rows") not in (None, "10") else "5")


def _keyboard(field: forms.Field) -> str:
    return "decimal" if isinstance(field, forms.DecimalField | forms.FloatField) else "numeric"


def _count_words() -> dict[str, Any]:
    """The counter's sentences in the language of the page, for the script to fill in."""
    return {
        "textarea_description_text": gettext("You can enter up to %{count} characters"),
        "characters_under_limit_text": {
            "one": gettext("You have %{count} character remaining"),
            "other": gettext("You have %{count} characters remaining"),
        },
        "characters_at_limit_text": gettext("You have 0 characters remaining"),
        "characters_over_limit_text": {
            "one": gettext("You have %{count} character too many"),
            "other": gettext("You have %{count} characters too many"),
        },
    }
