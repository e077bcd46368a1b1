"""The list of an error summary: every error of a form at once, each with the input it concerns."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet

from rjcase.designsystem.boundfield import GovukBoundField


def error_list(source: "forms.BaseForm | BaseFormSet[Any]") -> list[dict[str, str]]:
    """The errors of a form or formset in page order, as the error summary component takes them.

    Errors of no single field link to the first input. An unbound form has none.
    """
    if isinstance(source, BaseFormSet):
        return _formset_errors(source)
    if not source.is_bound or not source.errors:
        return []
    order = list(_in_page_order(source))
    errors = [
        {"text": message, "href": f"#{bound.first_input_id}"} for bound in order for message in bound.messages
    ]
    start = order[0].first_input_id if order else "main-content"
    general = [str(message) for message in source.non_field_errors()]
    for hidden in source.hidden_fields():  # a person cannot mend these, but must be told
        general += [str(message) for message in hidden.errors]
    return [{"text": message, "href": f"#{start}"} for message in general] + errors


def _formset_errors(formset: "BaseFormSet[Any]") -> list[dict[str, str]]:
    if not formset.is_bound:
        return []
    general = [{"text": str(message), "href": "#main-content"} for message in formset.non_form_errors()]
    return general + [error for form in formset.forms for error in error_list(form)]


def _in_page_order(form: forms.BaseForm) -> list[GovukBoundField]:
    ordered = form.fields_in_page_order() if hasattr(form, "fields_in_page_order") else form.visible_fields()
    return [bound for bound in ordered if isinstance(bound, GovukBoundField)]
