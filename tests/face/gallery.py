"""Pages that show every part once, for the tests of the face. Served in tests only."""

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from rjcase.designsystem.fields import DatePartsField, DateTimePartsField, TimeField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.summary import rows_of

WAYS = [("phone", "Phone"), ("letter", "Letter"), ("none", "No contact")]


class EveryField(GovukForm):
    """One of each kind of question."""

    name = forms.CharField(label="Full name", max_length=60, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label="Email address",
        help_text="We only use this to reply",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    hours = forms.IntegerField(label="Hours of training", min_value=0, max_value=99)
    cost = forms.DecimalField(label="Cost of the room", required=False, max_digits=6, decimal_places=2)
    born = DatePartsField(label="Date of birth", help_text="For example, 27 3 1984", past=True)
    met = DateTimePartsField(label="Date and time of the meeting", past=True)
    starts = TimeField(label="Start time", required=False, help_text="For example, 2:20pm or 14:20")
    how = forms.ChoiceField(label="How we may make contact", choices=WAYS, widget=forms.RadioSelect)
    number = forms.CharField(
        label="Phone number", widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"})
    )
    address = forms.CharField(label="Postal address", widget=forms.Textarea({"rows": 3}))
    needs = forms.MultipleChoiceField(
        label="Needs",
        choices=[("interpreter", "Interpreter"), ("access", "Step-free access"), ("none", "None of these")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply",
    )
    area = forms.ChoiceField(label="Area", choices=[("", "---------"), ("n", "North"), ("s", "South")])
    note = forms.CharField(label="What was said", max_length=200, widget=forms.Textarea)
    papers = forms.FileField(label="a police report", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="The person agreed that we keep these notes")
    token = forms.CharField(widget=forms.HiddenInput, initial="kept", required=False)

    reveals = {"how": {"phone": ["number"], "letter": ["address"]}}
    presentation = {
        "name": {"classes": "govuk-input--width-20"},
        "hours": {"classes": "govuk-input--width-2", "suffix": "hours"},
        "cost": {"classes": "govuk-input--width-5", "prefix": "£"},
        "how": {"divider": {"none": "or"}, "hints": {"phone": "We will ask for the number next"}},
        "needs": {"divider": {"none": "or"}, "exclusive": "none"},
        "papers": {"label_size": "s"},
    }


class OneQuestion(GovukForm):
    """One question on its page, as the public meets it."""

    born = DatePartsField(label="What is your date of birth?", past=True)
    presentation = {"born": {"heading": True}}


class Filters(GovukForm):
    """The filters of a list."""

    q = forms.CharField(label="Reference or name", required=False)
    stage = forms.MultipleChoiceField(
        label="Stage",
        choices=[("received", "Received"), ("ready", "Ready")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    presentation = {"q": {"optional": False}, "stage": {"optional": False, "small": True}}


class Person:
    """Someone signed in, with every role."""

    is_authenticated = True
    is_operator = False

    def __str__(self) -> str:
        return "Mary Facilitator"


def _signed_in(request: HttpRequest) -> HttpRequest:
    request.actor = SimpleNamespace(roles=["manager", "facilitator"])
    request.user = Person()  # type: ignore[assignment]
    request.current_scheme = SimpleNamespace(name="Northshire Restorative Justice", slug="northshire")
    return request


def form_page(request: HttpRequest) -> HttpResponse:
    """Every field; a right answer leads to the answers."""
    form = EveryField(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        answers = {"page_title": "Check your answers", "rows": rows_of(form, "/gallery/form/")}
        return render(_signed_in(request), "gallery/answers.html", answers)
    context = {
        "form": form,
        "page_title": "Log a contact",
        "back_url": "/gallery/",
        "case_reference": "NS-2026-0142-K",
    }
    return render(_signed_in(request), "gallery/form.html", context)


def question_page(request: HttpRequest) -> HttpResponse:
    """One question, public."""
    form = OneQuestion(request.POST or None)
    if form.is_bound and form.is_valid():
        messages.success(request, "Your answer was saved")
        return redirect("/gallery/")
    return render(request, "gallery/question.html", {"form": form, "back_url": "/gallery/"})


def case_page(request: HttpRequest, scheme: str = "") -> HttpResponse:
    """A case with both sides."""
    moment = datetime.datetime(2026, 3, 5, 14, 20, tzinfo=datetime.UTC)
    context = {
        "page_title": "Overview",
        "case_reference": "NS-2026-0142-K",
        "crumbs": [{"text": "Cases", "href": "/gallery/list/"}, {"text": "NS-2026-0142-K"}],
        "facts": [
            ("Offence", "Burglary"),
            ("Received", moment.date()),
            ("Facilitator", "Mary Facilitator"),
            ("Court", ""),
        ],
        "badges": [
            {"text": "Under 18", "colour": "red"},
            {"text": "Do not leave voicemail", "colour": "purple"},
        ],
        "sections": [
            {"text": "Overview", "href": "/gallery/case/"},
            {"text": "Together", "href": "/gallery/together/"},
            {"text": "Papers", "href": "/gallery/papers/", "count": 3},
        ],
        "tasks": [
            {"title": {"text": "Record consent"}, "href": "#", "status": {"text": "Completed"}},
            {
                "title": {"text": "Hold the conference"},
                "status": {
                    "text": "Cannot start yet",
                    "classes": "govuk-task-list__status--cannot-start-yet",
                },
            },
        ],
        "events": [
            {
                "title": "Contact logged",
                "by": "Mary",
                "when": moment,
                "text": "Spoke\non the phone",
                "side": "harmed",
            },
            {"title": "Referral received", "by": "Police", "when": moment},
        ],
        "parties": {"harmed": "J. B.", "responsible": "K. L."},
    }
    return render(_signed_in(request), "gallery/case.html", context)


def list_page(request: HttpRequest, scheme: str = "") -> HttpResponse:
    """A list with filters, order and pages."""
    form = Filters(request.GET)
    names = [f"NS-2026-{number:04d}" for number in range(1, 96)]
    if request.GET.get("q"):
        names = [name for name in names if request.GET["q"] in name]
    page = Paginator(names, 10).get_page(request.GET.get("page"))
    context = {"page_title": "Cases", "filters": form, "results": page}
    return render(_signed_in(request), "gallery/list.html", context)


def return_page(request: HttpRequest, scheme: str = "") -> HttpResponse:
    """A chart with its table."""
    rows = [
        ("Referrals from police", 41),
        ("Referrals from probation", 1234),
        ("Self-referrals", None),
        ("Other", 0),
    ]
    return render(
        _signed_in(request), "gallery/return.html", {"page_title": "Quarterly return", "rows": rows}
    )


def settings_page(request: HttpRequest) -> HttpResponse:
    """A settings area with side navigation, after something was saved."""
    messages.success(request, "Labels saved")
    items: list[dict[str, Any]] = [
        {"text": "Profile", "href": "/gallery/profile/"},
        {"text": "Labels", "href": "/gallery/settings/"},
    ]
    return render(_signed_in(request), "gallery/settings.html", {"page_title": "Labels", "items": items})


def start_page(request: HttpRequest) -> HttpResponse:
    """A public page with nothing but text."""
    return render(request, "gallery/start.html", {"page_title": "Talk to someone"})


def broken(request: HttpRequest) -> HttpResponse:
    """A page that fails."""
    raise RuntimeError("broken on purpose")


CASES = [
    path("", list_page, name="list"),
    path("calendar/", list_page, name="calendar"),
    path("search/", list_page, name="search"),
    path("case/", case_page),
]
urlpatterns = [
    path("", include("rjcase.web.urls")),
    path("gallery/", start_page),
    path("gallery/form/", form_page),
    path("gallery/question/", question_page),
    path("gallery/case/", case_page),
    path("gallery/list/", list_page),
    path("gallery/return/", return_page),
    path("gallery/settings/", settings_page),
    path("gallery/broken/", broken),
    path("accounts/logout/", start_page, name="logout"),
    path("accounts/stay/", start_page, name="stay"),
    path("<slug:scheme>/cases/", include((CASES, "cases"))),
    path("<slug:scheme>/returns/", include(([path("", return_page, name="returns")], "reporting"))),
]
handler403 = "rjcase.web.errors.forbidden"
handler404 = "rjcase.web.errors.not_found"
handler500 = "rjcase.web.errors.server_error"
