"""`manage.py demo` tells its stories once, and never beside a real scheme."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.models import Case, Progress
from rjcase.access.models import User
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
        assert Case.objects.count() == 1
        assert Progress.objects.get().reason == stories()[0].ending
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
