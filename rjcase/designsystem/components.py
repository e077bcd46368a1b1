"""The one door to the GOV.UK component macros.

The macros come from `govuk-frontend-jinja`; only this module knows that. A call such as
`component("button", text="Save")` gives exactly the markup of the design system, escaped.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_PACKAGE = "govuk_frontend_jinja"


def _unchanged(text: Any, *_: object, **__: object) -> Any:
    """Stands in for Jinja's `indent`, which would also indent what a person typed in a textarea."""
    return text


@cache
def _environment() -> jinja2.Environment:
    # The macros import each other as "govuk_frontend_jinja/…", hence the prefix.
    loader = jinja2.PrefixLoader({_PACKAGE: jinja2.PackageLoader(_PACKAGE)})
    environment = jinja2.Environment(loader=loader, autoescape=True, auto_reload=False)
    environment.filters["indent"] = _unchanged
    return environment


@cache
def _macro(name: str) -> Any:
    template = _environment().get_template(f"{_PACKAGE}/components/{name}/macro.html")
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    return getattr(template.module, macro)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _is_markup(name: str) -> bool:
    return name == "html" or name.endswith("Html")


def _prepared(value: Any, name: str = "") -> Any:
    """`value` as the macros expect it: camelCase names, plain strings, no unescaped markup."""
    if isinstance(value, str | Promise):
        text = str(value) if isinstance(value, Promise) else value
        return conditional_escape(text) if _is_markup(name) else text
    if isinstance(value, Mapping):
        if name == "attributes":
            return {str(key): _prepared(item) for key, item in value.items()}
        if name == "slots":  # the only markup whose option is not named so
            return {_camel(str(key)): _prepared(item, "html") for key, item in value.items()}
        return {_camel(str(key)): _prepared(item, _camel(str(key))) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_prepared(item) for item in value]
    return value


def component(name: str, /, **params: Any) -> SafeString:
    """The markup of the GOV.UK component `name`, for example "button" or "summary-list".

    Options may be written in snake_case, at any depth. Every text is escaped; an option that takes
    markup (`html`, `…_html`) is escaped too unless it is already safe, made by `format_html` or by
    another component. An unknown name raises `jinja2.TemplateNotFound`.
    """
    # The macros escape what they are given, so their output is markup.
    return mark_safe(str(_macro(name)(_prepared(params))).strip())  # noqa: S308
