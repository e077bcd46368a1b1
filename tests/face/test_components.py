"""The adapter: upstream's own markup, nothing unescaped, nothing a person typed changed."""

import html as html_module
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from rjcase.designsystem.components import component

COMPONENTS = (
    Path(__file__).resolve().parent.parent.parent
    / "node_modules"
    / "govuk-frontend"
    / "dist"
    / "govuk"
    / "components"
)
# Where the macros (of frontend 6.3) differ from the stylesheets (of 6.6), and why it does not touch us.
KNOWN_DIFFERENCES = {
    "character-count": "6.6 adds data-count-type, which only its own script of a later day reads",
    "date-input": "6.6 adds shortcuts for the three items; we always pass the items",
    "panel": "6.6 adds the interruption panel, which we do not use",
    "service-navigation": "6.6 adds an inline end slot, which we do not use",
    "button": "6.6 wraps the text of a start button in a span",
}
MISSING = {"feedback", "language-navigation"}  # on trial upstream, no macro yet
_MARKUP = ("html", "Html")


def _trusted(value: Any, name: str = "") -> Any:
    """Fixtures hold markup as plain strings; ours must be told that it is safe."""
    if name == "slots":
        return {key: _trusted(item, "html") for key, item in value.items()}
    if isinstance(value, str) and name.endswith(_MARKUP):
        return mark_safe(value)  # noqa: S308
    if isinstance(value, dict):
        return {key: _trusted(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_trusted(item) for item in value]
    return value


def _tidy(markup: str) -> str:
    markup = re.sub(r"\s+", " ", html_module.unescape(markup))
    markup = re.sub(r"\s*(</?[a-zA-Z][^>]*>)\s*", lambda found: found[1], markup)
    markup = re.sub(r"\s+(/?>)", r"\1", markup)
    return re.sub(r"=\"\s+|\s+\"", '"', markup).strip()


def _fixtures() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(COMPONENTS.glob("*/fixtures.json")):
        data = json.loads(path.read_text())
        found += [(data["component"], fixture) for fixture in data["fixtures"]]
    return found


def test_it_draws_what_upstream_draws() -> None:
    fixtures = _fixtures()
    assert len(fixtures) > 600, "Build the assets first: tools/build_assets.py --with-packages"
    different: dict[str, list[str]] = {}
    for name, fixture in fixtures:
        if name in MISSING:
            continue
        drawn = component(name, **_trusted(fixture["options"]))
        if _tidy(drawn) != _tidy(fixture["html"]):
            different.setdefault(name, []).append(fixture["name"])
    assert set(different) <= set(KNOWN_DIFFERENCES), different
    assert sum(map(len, different.values())) <= 58, different


def test_it_knows_every_component_it_says_is_missing() -> None:
    assert {name for name, _ in _fixtures()} >= MISSING


@pytest.mark.parametrize("option", ["text", "html"])
def test_it_escapes_what_is_not_markup(option: str) -> None:
    drawn = component("inset-text", **{option: "<b>Jo & Mary</b>"})
    assert "&lt;b&gt;Jo &amp; Mary&lt;/b&gt;" in drawn


def test_it_escapes_what_is_put_into_a_slot() -> None:
    drawn = component("service-navigation", service_name="S", slots={"end": "<script>"})
    assert "<script>" not in drawn


def test_it_keeps_markup_that_is_safe() -> None:
    assert "<b>Jo &amp; Mary</b>" in component("inset-text", html=format_html("<b>{}</b>", "Jo & Mary"))


def test_it_escapes_attributes() -> None:
    drawn = component("button", text="Go", attributes={"data-note": '"><script>'})
    assert "<script>" not in drawn


def test_it_takes_names_in_python_and_texts_of_any_language() -> None:
    drawn = component("details", summary_text=gettext_lazy("Help"), text="Inside")
    assert "Help" in drawn
    assert 'class="govuk-details__summary-text"' in drawn


def test_it_leaves_the_lines_of_a_typed_text_as_they_are() -> None:
    inner = component("textarea", id="a", name="a", label={"text": "A"}, value="one\n  two\nthree")
    outer = component(
        "radios",
        name="r",
        fieldset={"legend": {"text": "R"}},
        items=[{"value": "1", "text": "1", "conditional": {"html": inner}}],
    )
    assert "one\n  two\nthree</textarea>" in outer
