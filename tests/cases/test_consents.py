"""Consent: per purpose, free, dated, withdrawn at any time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Consent
from cases.selectors import has_live_consent, live_consent
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from tests.cases.walk import day, file_at
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


def answer(**more: Any) -> dict[str, Any]:
    sent = {"purpose": "take_part", "decision": "given", "form": "written", "is_free": "yes", "note": ""}
    kept = {"reference": "Cabinet 2, drawer 4"}
    when = more.pop("on", today())
    return sent | kept | day("happened_on", when) | day("explained_on", when) | more


def record(world: World, client: Client, **more: Any) -> Any:
    return client.post(file_at(world.harmed, "consent/record/"), answer(**more))


def is_live(world: World, purpose: str = "take_part") -> bool:
    with world.north.at("facilitator"):
        return has_live_consent(world.harmed, purpose)


@pytest.mark.requirement("WTE-6.9-01", "WTE-7.6-01", "WM-3-02")
def test_it_records_and_withdraws_consent_with_effect_at_once(worked: World, facilitator: Client) -> None:
    assert record(worked, facilitator).status_code == 303
    assert record(worked, facilitator).status_code == 303, "sent twice"
    assert is_live(worked)
    with worked.north.at("facilitator"):
        assert Consent.objects.count() == 1
    withdraw = {"purpose": "take_part", "form": "verbal", **day("happened_on", today())}
    assert facilitator.post(file_at(worked.harmed, "consent/withdraw/"), withdraw).status_code == 303
    assert not is_live(worked)
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert "Withdrawn" in page
    assert "Yes" in page, "the history stays"


@pytest.mark.requirement("MOJ-P-06")
def test_people_find_the_way_in_and_decide_once_it_was_explained(worked: World, facilitator: Client) -> None:
    anybody = Client()
    assert 'href="/northshire/"' in anybody.get("/").text
    public = anybody.get("/northshire/").text
    for said in (
        "Taking part is a choice. Anybody can stop at any time.",
        "A trained facilitator talks with each person separately and explains what is possible.",
        'href="/northshire/self-refer/"',
    ):
        assert said in public
    for side in ("harmed", "responsible"):
        visitor = Client()
        begun = visitor.post("/northshire/self-refer/", follow=True)
        assert begun.status_code == 200
        answered = visitor.post("/northshire/self-refer/who/", {"who": side})
        assert answered.status_code == 303, "either side asks by themself"
    for file in (worked.harmed, worked.responsible):
        page = facilitator.get(file_at(file, "consent/")).text
        assert "Explain everything before they answer, so that the answer is informed." in page
        at = file_at(file, "consent/record/")
        unexplained = answer(**{f"explained_on-{part}": "" for part in ("day", "month", "year")})
        assert "Enter the date it was explained in full" in facilitator.post(at, unexplained).text
        yesterday = today() - timedelta(days=1)
        late = answer(on=yesterday, **day("explained_on", today()))
        assert "It must have been explained on or before the answer" in facilitator.post(at, late).text
        with worked.north.at("facilitator"):
            assert not has_live_consent(file, "take_part")
        assert facilitator.post(at, answer(**day("explained_on", yesterday))).status_code == 303
        with worked.north.at("facilitator"):
            assert has_live_consent(file, "take_part")
        shown = re.sub("<[^>]+>", "", facilitator.get(file_at(file, "consent/")).text)
        assert f"explained on {say_date(yesterday)}" in shown


def test_it_withdraws_everything_with_the_wish_to_explore(worked: World, facilitator: Client) -> None:
    record(worked, facilitator)
    record(worked, facilitator, purpose="explore", form="verbal")
    withdraw = {"purpose": "explore", "form": "verbal", **day("happened_on", today())}
    facilitator.post(file_at(worked.harmed, "consent/withdraw/"), withdraw)
    assert not is_live(worked, "explore")
    assert not is_live(worked, "take_part")
    page = facilitator.get(file_at(worked.harmed, "consent/withdraw/")).content.decode()
    assert "There is no live consent to withdraw" in page


def test_it_wants_more_than_a_spoken_yes_to_take_part(worked: World, facilitator: Client) -> None:
    page = record(worked, facilitator, form="verbal").content.decode()
    assert "A spoken yes is enough to explore" in page
    assert record(worked, facilitator, form="verbal", purpose="explore").status_code == 303


@pytest.mark.requirement("WM-5.5-08")
def test_it_counts_no_consent_that_is_not_free(worked: World, facilitator: Client) -> None:
    assert "Enter what makes you think" in record(worked, facilitator, is_free="no").content.decode()
    assert record(worked, facilitator, is_free="no", note="Her brother insists").status_code == 303
    assert not is_live(worked)
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert "No: it does not count" in page


@pytest.mark.requirement("WTE-6.9-03")
def test_it_lets_no_old_paper_bring_a_consent_back(worked: World, facilitator: Client) -> None:
    record(worked, facilitator, decision="refused")
    page = record(worked, facilitator, on=today() - timedelta(days=5)).content.decode()
    assert "They said no, or withdrew, after that date" in page
    with worked.north.at("facilitator"):
        live = live_consent(worked.harmed, "take_part")
        assert live is not None
        assert live.decision == "refused"


def test_it_shows_every_mistake_at_once(worked: World, facilitator: Client) -> None:
    page = facilitator.post(
        file_at(worked.harmed, "consent/record/"),
        {"note": "Kept", **day("happened_on", today() + timedelta(1))},
    ).content.decode()
    for sentence in (
        "Select what they were asked",
        "Select their answer",
        "Select how it was given",
        "Date of the answer must be today or in the past",
        "Select whether the answer was free of pressure",
        "Kept",
    ):
        assert sentence in page, sentence


def test_it_records_a_bar_and_its_end(worked: World, facilitator: Client) -> None:
    sent = {
        "source": "restraining",
        "detail": "Order 12",
        "told_by": "The court",
        **day("from_on", today() - timedelta(days=9)),
    }
    assert facilitator.post(file_at(worked.responsible, "bars/record/"), sent).status_code == 303
    page = facilitator.get(file_at(worked.responsible)).content.decode()
    assert "Restraining order" in page
    with worked.north.at("facilitator"):
        bar = worked.responsible.contact_bars.get()
    end = file_at(worked.responsible, f"bars/{bar.pk}/end/")
    why = {"end_reason": "The court lifted it"}
    wrong = facilitator.post(end, why | day("until_on", today() - timedelta(days=20))).content.decode()
    assert "must be on or after the date it begins" in wrong
    facilitator.post(end, why | day("until_on", today() - timedelta(days=1)))
    assert "Restraining order" not in facilitator.get(file_at(worked.responsible)).content.decode()
