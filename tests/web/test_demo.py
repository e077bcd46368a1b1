"""`manage.py demo` tells its stories once, and never beside a real scheme."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.models import Case, Disclosure, FileGrant, Progress
from practitioners.models import VettingCheck
from referrals.models import ApiToken, Referral
from rjcase.access.models import User
from rjcase.assurance.selectors import breaches, complaints, papers_out, states_of
from rjcase.kernel.clock import today
from rjcase.rights.models import Erasure, Opening, RightsRequest
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.stories import stories
from tests.world import open_scheme

pytestmark = pytest.mark.django_db


def demo(*more: str) -> str:
    out = io.StringIO()
    call_command("demo", "--scheme=northshire", *more, stdout=out)
    return out.getvalue()


def test_it_loads_people_and_cases_once(client: Client, settings: Any) -> None:
    settings.DEMO_PASSWORD = "a passphrase of my own"
    for _ in range(2):
        assert "a passphrase of my own" in demo("--cases=1")
    manager = User.objects.get(email="manager@northshire.example")
    with acting(Scheme.objects.get(slug="northshire"), manager):
        told = Case.objects.exclude(referrals__channel="self").get()
        assert Progress.objects.get(case=told).reason == stories()[0].ending
    for who in ("facilitator@northshire.example", "operator@rjcase.example"):
        sent = {"login": who, "password": "a passphrase of my own"}
        assert client.post("/accounts/login/", sent).status_code == 303


def test_it_refuses_beside_a_real_scheme() -> None:
    open_scheme("eastshire", "EAS")
    with pytest.raises(CommandError, match="never stands beside"):
        demo()


def test_what_became_of_finished_cases_follows_the_default_shares() -> None:
    finished = [story for story in stories() if story.until == "closed"]
    share = {
        "offender": sum("offender" in story.ending and "declined" in story.ending for story in finished)
        + sum("unsuitable" in story.ending for story in finished),
        "victim": sum(story.ending in ("declined_victim", "not_contactable_victim") for story in finished),
        "withdrawn": sum("withdrawn" in story.ending for story in finished),
        "meeting": sum(not story.ending and story.kind == "conference" for story in finished),
        "indirect": sum(not story.ending and story.kind == "letter" for story in finished),
    }
    assert {name: 100 * count / len(finished) for name, count in share.items()} == {
        "offender": 30,
        "victim": 15,
        "withdrawn": 5,
        "meeting": 30,
        "indirect": 20,
    }


def told_of(slug: str) -> dict[str, Any]:
    """What a manager finds of data protection and of who comes and goes."""
    with acting(Scheme.objects.get(slug=slug), User.objects.get(email=f"manager@{slug}.example")):
        return {
            "shares": sorted(Disclosure.objects.exclude(thing="letter").values_list("basis", flat=True)),
            "waiting reviews": Disclosure.objects.exclude(basis="consent").filter(reviews=None).count(),
            "breaches": [state.status for state in states_of(list(breaches()))],
            "complaints": [row.answered_on is None for row in complaints()],
            "papers": [(row.is_open, row.is_late) for row in papers_out()],
            "requests": sorted(RightsRequest.objects.values_list("kind", "state")),
            "erasures": Erasure.objects.filter(done_at=None).count(),
            "openings": sorted(Opening.objects.values_list("outcome", flat=True)),
            "cover": FileGrant.objects.filter(kind="cover").values("user").distinct().count(),
            "tokens": ApiToken.objects.filter(revoked_at=None).count(),
            "asked for themselves": Referral.objects.filter(channel="self").count(),
            "checks to renew": VettingCheck.objects.filter(
                expires_on__lte=today() + timedelta(days=60), kind="dbs"
            ).count(),
        }


@pytest.mark.long
def test_it_tells_of_what_goes_wrong_and_of_what_people_ask_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = ("closed", "allocated", "preparing", "ready", "in_process", "following_up")
    few = [next(story for story in stories() if story.until == stage) for stage in stages]
    monkeypatch.setattr("rjcase.web.demo.load.stories", lambda: few)
    demo()
    found = told_of("northshire")
    assert found == {
        "shares": ["consent", "consent", "safeguarding", "safeguarding"],
        "waiting reviews": 1,
        "breaches": ["clock_runs", "clock_runs", "in_progress", "closed"],
        "complaints": [True, False],
        "papers": [(True, True), (True, False), (False, False)],
        "requests": [("access", "open")],
        "erasures": 0,
        "openings": ["", "right"],
        "cover": 2,  # for whoever is away, and whoever hands a case over keeps it a few days
        "tokens": 1,
        "asked for themselves": 1,
        "checks to renew": 2,
    }
    demo()
    assert told_of("northshire") == found
