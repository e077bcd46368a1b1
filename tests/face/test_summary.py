"""Check-answers pages say what was answered in words."""

from django.template import Context, Template

from rjcase.designsystem.summary import Row, rows_of, summary_rows
from tests.face.gallery import EveryField
from tests.face.test_forms import _whole


def _rows(**changes: object) -> dict[str, object]:
    form = EveryField(_whole(**changes))
    assert form.is_valid(), form.errors
    return {str(row.key): row.value for row in rows_of(form, "/change/")}


def _texts(**changes: object) -> str:
    form = EveryField(_whole(**changes))
    assert form.is_valid(), form.errors
    return Template("{% summary_list rows %}").render(Context({"rows": rows_of(form, "/change/")}))


def test_it_shows_labels_not_codes() -> None:
    drawn = _texts(how="phone", number="0123")
    assert "Phone\n" in drawn
    assert "None of these" in drawn
    assert "5 March 1984" in drawn
    assert "5 March 2020 at 2pm" in drawn
    assert "Not provided" in drawn


def test_it_leaves_out_what_was_not_asked() -> None:
    assert "Phone number" not in _rows(how="none")
    assert "Postal address" not in _rows(how="phone", number="0123")
    assert _rows(how="phone", number="0123")["Phone number"] == "0123"


def test_it_leads_back_to_the_question() -> None:
    drawn = " ".join(_texts().split())
    hidden = '<span class="govuk-visually-hidden"> full name</span>'
    assert f'<a class="govuk-link" href="/change/#id_name">Change{hidden}</a>' in drawn


def test_it_keeps_lines_and_escapes_them() -> None:
    value = summary_rows([Row("Note", "one <b>\ntwo")])[0]["value"]["html"]
    assert value == "one &lt;b&gt;<br>two"


def test_it_titles_a_card() -> None:
    drawn = Template('{% summary_list rows card="Consent" %}').render(
        Context({"rows": [Row("Given on", None)]})
    )
    assert '<h2 class="govuk-summary-card__title">' in drawn
    assert "Not provided" in drawn
