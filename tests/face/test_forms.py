"""Forms: every error at once, nothing lost, the right component for each question."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from rjcase.designsystem.errors import error_list
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from tests.face.gallery import EveryField

WRONG = {
    "name": "x" * 61,
    "email": "jo at example",
    "hours": "three",
    "cost": "much",
    "born-day": "31",
    "born-month": "2",
    "born-year": "1984",
    "met-day": "1",
    "starts": "soon",
    "how": "letter",
    "number": "0123",
    "needs": ["pigeon"],
    "area": "west",
    "note": "line one\r\n  line two <b>" + "y" * 200,
}
EXPECTED = [
    ("Full name must be 60 characters or fewer", "#id_name"),
    ("Enter an email address in the correct format, like name@example.com", "#id_email"),
    ("Hours of training must be a whole number", "#id_hours"),
    ("Cost of the room must be a number", "#id_cost"),
    ("Date of birth must be a real date", "#id_born-day"),
    ("Date and time of the meeting must include a month, year and time", "#id_met-month"),
    ("Enter a time in the correct format, like 2:20pm or 14:20", "#id_starts"),
    ("Enter postal address", "#id_address"),
    ("Select needs from the list", "#id_needs"),
    ("Select area from the list", "#id_area"),
    ("What was said must be 200 characters or fewer", "#id_note"),
    ("Enter password", "#id_secret"),
    ("Select “The person agreed that we keep these notes” to continue", "#id_agreed"),
]


def test_it_says_every_error_at_once_in_page_order() -> None:
    errors = error_list(EveryField(WRONG))
    assert [(error["text"], error["href"]) for error in errors] == EXPECTED


def test_it_links_every_error_to_an_input_that_is_there() -> None:
    form = EveryField(WRONG)
    drawn = str(form)
    for error in error_list(form):
        assert f'id="{error["href"][1:]}"' in drawn
        assert "</span> " + error["text"] in " ".join(drawn.split())


def test_it_loses_nothing_that_was_typed() -> None:
    drawn = str(EveryField(WRONG))
    for typed in ("x" * 61, "jo at example", "three", "much", "31", "1984", "soon", "0123"):
        assert f'value="{typed}"' in drawn, typed
    assert "line one\n  line two &lt;b&gt;" in drawn
    assert 'value="letter" checked' in " ".join(drawn.split())


def test_it_never_sends_a_password_back() -> None:
    assert "hunter2" not in str(EveryField({**WRONG, "secret": "hunter2"}))


def test_it_requires_nothing_of_the_browser() -> None:
    drawn = Template("{% govuk_form form button='Save' %}").render(Context({"form": EveryField()}))
    for attribute in (" required", " maxlength=", "aria-required"):
        assert attribute not in drawn.replace("data-maxlength", "")
    assert "novalidate" in drawn
    assert 'enctype="multipart/form-data"' in drawn


def test_it_marks_what_is_optional() -> None:
    drawn = str(EveryField())
    assert drawn.count("(optional)") == 3
    assert "Start time (optional)" in drawn


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("name", 'autocomplete="name"'),
        ("email", 'type="email"'),
        ("hours", 'inputmode="numeric"'),
        ("cost", 'inputmode="decimal"'),
        ("born", 'role="group"'),
        ("how", 'type="radio"'),
        ("needs", 'type="checkbox"'),
        ("area", "<select"),
        ("note", 'data-maxlength="200"'),
        ("papers", 'type="file"'),
        ("secret", "govuk-password-input"),
        ("agreed", 'type="checkbox"'),
        ("number", 'inputmode="tel"'),
    ],
)
def test_it_draws_each_question_with_its_component(name: str, sign: str) -> None:
    assert sign in str(EveryField()[name])


def test_it_ties_label_hint_and_error_to_the_input() -> None:
    drawn = " ".join(str(EveryField({})["email"]).split())
    assert '<label class="govuk-label govuk-label--s" for="id_email">' in drawn
    assert 'aria-describedby="id_email-hint id_email-error"' in drawn
    assert 'id="id_email-hint"' in drawn
    assert 'id="id_email-error"' in drawn


def test_it_draws_revealed_questions_inside_their_answer_only() -> None:
    drawn = str(EveryField())
    assert drawn.count('name="number"') == 1
    inside = drawn[drawn.index('id="conditional-id_how"') :]
    assert 'name="number"' in inside[: inside.index('name="how" type="radio" value="letter"')]


def _whole(**changes: Any) -> dict[str, Any]:
    right = {
        "name": "Jo",
        "email": "jo@example.com",
        "hours": "3",
        "born-day": "5",
        "born-month": "3",
        "born-year": "1984",
        "met-day": "5",
        "met-month": "3",
        "met-year": "2020",
        "met-time": "2pm",
        "how": "none",
        "needs": ["none"],
        "area": "n",
        "note": "Said hello",
        "secret": "hunter2",
        "agreed": "on",
    }
    return {**right, **changes}


def test_it_checks_only_the_chosen_branch() -> None:
    assert EveryField(_whole()).is_valid()
    phone = EveryField(_whole(how="phone"))
    assert phone.errors == {"number": ["Enter phone number"]}


def test_it_drops_the_answers_of_the_other_branches() -> None:
    form = EveryField(_whole(how="phone", number="0123", address="1 Hidden Street"))
    assert form.is_valid()
    assert (form.cleaned_data["number"], form.cleaned_data["address"]) == ("0123", "")


class Nested(GovukForm):
    """A branch inside a branch."""

    told = forms.BooleanField(label="Somebody was told", required=False)
    who = forms.ChoiceField(label="Who", choices=[("p", "Police"), ("o", "Other")], widget=forms.RadioSelect)
    other = forms.CharField(label="Other person")
    reveals = {"told": {"on": ["who"]}, "who": {"o": ["other"]}}


def test_it_drops_what_hangs_from_a_dropped_answer() -> None:
    form = Nested({"who": "o", "other": "Mary"})
    assert form.is_valid()
    assert form.cleaned_data == {"told": False, "who": "", "other": ""}
    assert Nested({"told": "on", "who": "o"}).errors == {"other": ["Enter other person"]}


def test_it_reveals_below_a_single_checkbox() -> None:
    drawn = str(Nested())
    assert 'data-aria-controls="conditional-id_told"' in drawn
    assert drawn.count('name="other"') == 1


class Odd(GovukForm):
    """Labels that need care in a message."""

    share = forms.IntegerField(label="100% share", min_value=5)
    nhs = forms.CharField(label="NHS number")
    what = forms.CharField(label="What happened?")
    which = forms.ChoiceField(
        label="Which?", choices=[("a", "A")], error_messages={"required": "Select which one"}
    )


def test_it_writes_messages_that_read_well() -> None:
    assert Odd({"share": "1"}).errors == {
        "share": ["100% share must be 5 or higher"],
        "nhs": ["Enter NHS number"],
        "what": ["Answer the question “What happened?”"],
        "which": ["Select which one"],
    }


class Asked(GovukForm):
    when = DatePartsField(label="When were they asked?", past=True)
    care = forms.CharField(label="Is there anything to be careful about?", max_length=5)


def test_a_question_does_not_begin_the_sentence_that_says_what_is_wrong() -> None:
    sent = {"when-day": "31", "when-month": "2", "when-year": "2020", "care": "more than five"}
    assert Asked(sent).errors == {
        "when": ["The date must be a real date"],
        "care": ["Your answer must be 5 characters or fewer"],
    }


def test_it_counts_a_new_line_as_one_character() -> None:
    assert EveryField(_whole(note="a\r\n" * 100)).is_valid()
    assert not EveryField(_whole(note="a\r\n" * 100 + "bb")).is_valid()


def test_it_refuses_a_date_box_of_one_piece() -> None:
    kind = type("Bad", (GovukForm,), {"day": forms.DateField()})
    with pytest.raises(ImproperlyConfigured, match="DatePartsField"):
        str(kind()["day"])


def test_it_shows_general_errors_and_those_of_hidden_fields() -> None:
    kind = type(
        "Hidden", (GovukForm,), {"key": forms.CharField(widget=forms.HiddenInput), "name": forms.CharField()}
    )
    form = kind({"name": "Jo"})
    form.add_error(None, "Someone else has just changed this")
    assert [(error["text"], error["href"]) for error in error_list(form)] == [
        ("Someone else has just changed this", "#id_name"),
        ("Enter key", "#id_name"),
    ]


def test_it_makes_a_label_the_heading_of_its_page() -> None:
    kind = type(
        "One",
        (GovukForm,),
        {"name": forms.CharField(label="Your name"), "presentation": {"name": {"heading": True}}},
    )
    drawn = " ".join(str(kind()["name"]).split())
    assert '<h1 class="govuk-label-wrapper"> <label class="govuk-label govuk-label--l"' in drawn


def test_it_escapes_labels_hints_values_and_choices() -> None:
    bad = "<script>alert(1)</script>"
    kind = type(
        "Bad",
        (GovukForm,),
        {
            "name": forms.CharField(label=bad, help_text=bad),
            "pick": forms.ChoiceField(label=bad, choices=[(bad, bad)], widget=forms.RadioSelect),
        },
    )
    assert "<script" not in str(kind({"name": bad, "pick": bad}))
