"""What is passed on from a file: on which basis, to whom, until when, and who looks at it again."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader

from cases.models import Consent, ContactBar, Disclosure, DisclosureReview, SharingTest
from cases.services.consents import withdraw_consent
from cases.services.disclosures import Receiver, Weighed, pass_on
from rjcase.deadlines.models import Deadline
from rjcase.documents.models import Document
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from tests.cases.walk import day, file_at, moment
from tests.world import World, sql

pytestmark = pytest.mark.django_db
WHAT = "Lives with an aunt until spring"


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


def form(**more: Any) -> dict[str, Any]:
    """A filled-in form: the victim service was told something, with consent."""
    return {
        "new_id": str(uuid7()),
        "to_kind": "third",
        "to_third": "Housing officer, Northshire Council",
        **moment("happened_at", now() - timedelta(hours=1)),
        "thing": "information",
        "what": WHAT,
        "means": "secure",
        "secure_to": "team@northshire.cjsm.net",
        "purpose": "support",
        "basis": "consent",
        "why_needed": "She asked for help with a move",
        "why_no_less": "Nothing was said about the offence",
        "told": "before",
    } | more


def safeguarding(**more: Any) -> dict[str, Any]:
    """A filled-in form: children's services were told at once."""
    return (
        form(
            purpose="safeguard",
            basis="safeguarding",
            at_risk="child",
            **moment("known_at", now() - timedelta(hours=3)),
            told="not",
            told_reason="It would put the child at more risk",
        )
        | more
    )


def agreed(world: World, purpose: str, decision: str = "given", file: Any = None) -> None:
    """The victim's answer about sharing."""
    with world.north.at("facilitator"):
        Consent.objects.create(file=file or world.harmed, purpose=purpose, decision=decision, form="written")


def text_of(made: Document) -> str:
    """What stands in a PDF, in one line."""
    return " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages).split()
    )


def errors(answer: Any) -> str:
    assert answer.status_code == 200, answer
    page = answer.content.decode()
    assert "There is a problem" in page
    return page


def add(client: Client, world: World, **sent: Any) -> Any:
    return client.post(file_at(world.harmed, "passed-on/add/"), sent)


@pytest.mark.requirement("WTE-4.2-05", "WM-10-09", "WTE-7.10-05", "WTE-4.4-03")
def test_it_passes_something_on_with_live_consent_only(worked: World, facilitator: Client) -> None:
    refused = errors(add(facilitator, worked, **form()))
    assert "Victim 1 has not agreed to this, or does not agree any more" in refused
    assert WHAT in refused, "nothing typed is lost"
    agreed(worked, "agency")
    unweighed = errors(add(facilitator, worked, **form(why_needed="", why_no_less="")))
    assert "Enter why they needed to know" in unweighed
    assert "Enter what you left out, and why no less would do" in unweighed
    sent = form()
    for _ in range(2):
        assert add(facilitator, worked, **sent).status_code == 303
    with worked.north.at("facilitator"):
        row = Disclosure.objects.get()
        assert row.consent == Consent.objects.get()
        assert (row.purpose, row.basis, row.by_id) == ("support", "consent", worked.north.facilitator.pk)
        assert not Deadline.objects.filter(kind="disclosure_review").exists()
    page = facilitator.get(file_at(worked.harmed, "passed-on/")).content.decode()
    for words in (WHAT, "Housing officer, Northshire Council", "Nothing was said about the offence"):
        assert words in page, words
    agreed(worked, "agency", "withdrawn")
    assert "does not agree any more" in errors(add(facilitator, worked, **form()))
    with worked.north.at("facilitator"):
        assert Disclosure.objects.count() == 1


@pytest.mark.requirement("WM-10-07")
def test_it_keeps_how_it_was_passed_on(worked: World, facilitator: Client) -> None:
    agreed(worked, "agency")
    blank = errors(add(facilitator, worked, **form(means="")))
    assert "Select how it was passed on" in blank
    assert "Use the case system wherever you can" in blank
    assert add(facilitator, worked, **form()).status_code == 303
    page = facilitator.get(file_at(worked.harmed, "passed-on/")).content.decode()
    assert "Secure email, under our agreement with them" in page


@pytest.mark.requirement("WM-10-08")
@pytest.mark.parametrize("purpose", ["contact", "arrange", "outcomes"])
def test_it_keeps_the_three_permitted_uses_for_services_of_the_case(
    worked: World, facilitator: Client, purpose: str
) -> None:
    agreed(worked, "agency")
    outside = errors(add(facilitator, worked, **form(purpose=purpose)))
    assert "Somebody outside the case may be told something only to get support with consent" in outside
    inside = form(purpose=purpose, to_kind="partner", to_partner="Officer in the case, Northshire Police")
    assert add(facilitator, worked, **inside).status_code == 303
    with worked.north.at("facilitator"):
        assert Disclosure.objects.get().purpose == purpose


@pytest.mark.requirement("WM-10-09")
@pytest.mark.parametrize(
    ("purpose", "basis", "sentence"),
    [
        ("support", "crime", "Support services are told something only with the person’s consent"),
        ("support", "safeguarding", "Support services are told something only with the person’s consent"),
        ("safeguard", "crime", "select safeguarding or consent"),
    ],
)
def test_it_takes_no_basis_that_does_not_carry_the_purpose(
    worked: World, facilitator: Client, purpose: str, basis: str, sentence: str
) -> None:
    assert sentence in errors(add(facilitator, worked, **safeguarding(purpose=purpose, basis=basis)))


@pytest.mark.requirement("WTE-5.4-09", "NOMS-10", "WTE-4.5-05", "WTE-4.2-05", "WM-10-09")
def test_it_lets_safeguarding_through_at_once_and_has_it_reviewed(worked: World, facilitator: Client) -> None:
    agreed(worked, "agency", "refused")
    assert add(facilitator, worked, **safeguarding()).status_code == 303
    with worked.north.at("manager"):
        row, due = Disclosure.objects.get(), Deadline.objects.get(kind="disclosure_review")
        assert (row.basis, row.consent) == ("safeguarding", None)
        assert (due.subject, due.file_id, due.owner_id) == (row.pk, worked.harmed.pk, worked.north.manager.pk)
        told = Notification.objects.get(subject=row.pk)
        assert told.recipient_id == worked.north.manager.pk
        assert WHAT not in told.title + told.body
    page = facilitator.get(file_at(worked.harmed, "passed-on/")).content.decode()
    assert "A child" in page
    assert "2 hours later" in page
    review = file_at(worked.harmed, f"passed-on/{row.pk}/review/")
    assert facilitator.get(review).status_code == 404, "whoever works the case does not review it"
    manager = Client()
    manager.force_login(worked.north.manager)
    log = manager.get("/northshire/passed-on/?show=waiting").content.decode()
    assert worked.case.reference in log
    assert WHAT not in log
    assert manager.post(review, {"finding": "right", "note": "A child was in danger"}).status_code == 303
    assert worked.case.reference not in manager.get("/northshire/passed-on/?show=waiting").content.decode()
    assert "It was right to pass this on" in manager.get("/northshire/passed-on/").content.decode()
    assert "has reviewed this in the meantime" in errors(
        manager.post(review, {"finding": "wrong", "note": "Another view"})
    )
    with worked.north.at("manager"):
        assert DisclosureReview.objects.get().finding == "right"
        assert Deadline.objects.get(kind="disclosure_review").met_on == today()


def test_it_lets_nobody_review_their_own_alone(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    assert add(client, worked, **safeguarding()).status_code == 303
    with worked.north.at("manager"):
        row = Disclosure.objects.get()
    review = file_at(worked.harmed, f"passed-on/{row.pk}/review/")
    sent = {"finding": "right", "note": "A child was in danger"}
    assert "You passed this on yourself" in errors(client.post(review, sent))
    assert client.post(review, sent | {"reviewed_with": "A. Head, safeguarding lead"}).status_code == 303


def test_it_asks_who_is_at_risk_and_since_when(worked: World, facilitator: Client) -> None:
    sent = safeguarding(at_risk="", told_reason="") | day("known_at", today()) | {"known_at-time": ""}
    page = errors(add(facilitator, worked, **sent))
    assert "Select who is at risk" in page
    assert "Enter why you did not tell them" in page


@pytest.mark.parametrize("thing", ["letter", "recording"])
def test_it_leaves_letters_between_the_parties_to_the_exchange(
    worked: World, facilitator: Client, thing: str
) -> None:
    agreed(worked, "share")
    sent = form(purpose="arrange", to_kind="party", to_file=str(worked.responsible.pk), thing=thing)
    assert "delivered as a message of an exchange" in errors(add(facilitator, worked, **sent))


def test_it_passes_nothing_between_people_who_are_barred(worked: World, facilitator: Client) -> None:
    agreed(worked, "share")
    with worked.north.at("facilitator"):
        ContactBar.objects.create(file=worked.responsible, source="restraining", from_on=today())
    sent = form(purpose="arrange", to_kind="party", to_file=str(worked.responsible.pk))
    assert "A legal bar on contact is recorded" in errors(add(facilitator, worked, **sent))


def test_it_asks_first_when_the_other_person_would_read_details(worked: World, facilitator: Client) -> None:
    agreed(worked, "share")
    sent = form(
        purpose="arrange", to_kind="party", to_file=str(worked.responsible.pk), what="Hana Northvictim agrees"
    )
    assert "from the other side of this case" in errors(add(facilitator, worked, **sent))


def passed_to_the_other_side(world: World, **more: Any) -> Disclosure:
    """The victim lets the offender know something."""
    with world.north.at("facilitator"):
        facts: dict[str, Any] = {"until_on": today() + timedelta(days=3), "what": WHAT} | more
        return pass_on(
            world.harmed,
            actor=world.north.actor("facilitator"),
            disclosure_id=uuid7(),
            to=Receiver(Disclosure.To.PARTY, world.responsible),
            thing="information",
            means="spoken",
            purpose="arrange",
            basis="consent",
            happened_at=now(),
            weighed=Weighed("To plan the meeting", "Only the month", SharingTest.Told.BEFORE),
            **facts,
        )


def seen(world: World, who: str, **narrow: Any) -> list[str]:
    with world.north.at(who, **narrow):
        return [row.what for row in Disclosure.objects.all()]


@pytest.mark.requirement("WTE-7.5-02")
def test_it_is_reached_by_the_one_it_was_passed_to_and_only_while_it_lasts(world: World) -> None:
    world.harmed.case = world.responsible.case = world.case
    world.north.allocate(world.case)
    world.north.allocate(world.case, who="facilitator2", sides="responsible")
    agreed(world, "share")
    passed_to_the_other_side(world)
    narrow = {"only_file": world.responsible}
    assert seen(world, "facilitator2") == seen(world, "manager", **narrow) == [WHAT]
    assert seen(world, "volunteer") == []
    with world.north.at("facilitator2"):
        assert not SharingTest.objects.exists(), "how it was weighed is for the giver's side"
        assert sql("select count(*) from cases_disclosureevent") == [(0,)]
    with world.north.at("facilitator"):
        Disclosure.objects.update(ended_on=today())
    assert seen(world, "facilitator2") == seen(world, "manager", **narrow) == []
    assert seen(world, "facilitator") == seen(world, "manager", only_file=world.harmed) == [WHAT]


def test_a_last_day_that_has_passed_ends_it_in_the_database(world: World) -> None:
    world.harmed.case = world.responsible.case = world.case
    world.north.allocate(world.case)
    agreed(world, "share")
    with world.north.at("facilitator"):
        consent = Consent.objects.get()
        for until in (today(), today() - timedelta(days=1)):
            Disclosure.objects.create(
                file=world.harmed,
                to_party_file=world.responsible,
                to_whom="Offender 1",
                what=str(until),
                basis="consent",
                consent=consent,
                by=world.north.facilitator,
                happened_at=now() - timedelta(days=2),
                until_on=until,
            )
    assert seen(world, "manager", only_file=world.responsible) == [str(today())]


@pytest.mark.parametrize("answer", ["withdrawn", "refused", "pressed"])
def test_a_withdrawal_ends_what_is_still_shared(world: World, answer: str) -> None:
    world.harmed.case = world.responsible.case = world.case
    world.north.allocate(world.case)
    agreed(world, "share")
    agreed(world, "agency")
    timed, once = passed_to_the_other_side(world), passed_to_the_other_side(world, until_on=None)
    with world.north.at("facilitator"):
        actor = world.north.actor("facilitator")
        if answer == "withdrawn":
            withdraw_consent(world.harmed, actor=actor, purpose="share", form="verbal", happened_on=today())
        else:
            Consent.objects.create(
                file=world.harmed,
                purpose="share",
                decision="refused" if answer == "refused" else "given",
                is_free=answer != "pressed",
                form="verbal",
            )
        timed.refresh_from_db()
        once.refresh_from_db()
    assert (timed.ended_on, timed.lasts) == (today(), False)
    assert once.ended_on is None, "what was told once was told"
    assert seen(world, "manager", only_file=world.responsible) == [WHAT]


def test_nothing_of_a_disclosure_changes_but_its_end(worked: World) -> None:
    agreed(worked, "share")
    passed_to_the_other_side(worked)
    with worked.north.at("manager"):
        for change in (
            "what = 'x'",
            "to_whom = 'x'",
            "basis = 'crime'",
            "until_on = null",
            "file_id = file_id",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(f"update cases_disclosure set {change}")
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("delete from cases_disclosure")


def test_it_ends_at_once_with_a_reason(worked: World, facilitator: Client) -> None:
    agreed(worked, "share")
    row = passed_to_the_other_side(worked)
    end = file_at(worked.harmed, f"passed-on/{row.pk}/end/")
    assert "Enter why it ends now" in errors(facilitator.post(end, {"reason": ""}))
    assert facilitator.post(end, {"reason": "The meeting is over"}).status_code == 303
    assert "The meeting is over" in facilitator.get(file_at(worked.harmed, "passed-on/")).content.decode()
    assert facilitator.get(end).status_code == 404


def test_it_makes_a_list_for_the_person_without_what_they_must_not_learn(
    worked: World, facilitator: Client
) -> None:
    agreed(worked, "agency")
    agreed(worked, "share", file=worked.responsible)
    add(facilitator, worked, **form())
    add(facilitator, worked, **safeguarding(what="Reported to children’s services"))
    told = form(
        purpose="arrange", to_kind="party", to_file=str(worked.harmed.pk), what="Will be in Leeds all of May"
    )
    assert facilitator.post(file_at(worked.responsible, "passed-on/add/"), told).status_code == 303
    assert facilitator.post(file_at(worked.harmed, "passed-on/print/")).status_code == 303
    with worked.north.at("facilitator"):
        made = Document.objects.defer(None).get()
        text = text_of(made)
    assert (made.file_id, made.kind) == (worked.harmed.pk, "passed_on")
    assert WHAT in text
    assert "Will be in Leeds all of May" in text
    assert "children" not in text, "they were not told of it, so the list is silent"
    assert "She asked for help with a move" not in text, "our own reasons stay with us"


def test_it_is_closed_to_those_who_may_not_disclose(worked: World, client: Client) -> None:
    with worked.north.at("manager"):
        sql(
            "select grant_file(%s, %s, 2, 'supervision', 'To supervise', null)",
            [worked.harmed.pk, worked.north.supervisor.pk],
        )
    client.force_login(worked.north.supervisor)
    assert client.get(file_at(worked.harmed, "passed-on/")).status_code == 200
    assert client.get(file_at(worked.harmed, "passed-on/add/")).status_code == 404
    client.force_login(worked.north.volunteer)
    assert client.get(file_at(worked.harmed, "passed-on/")).status_code == 404
    assert client.get("/northshire/passed-on/").status_code == 404


@pytest.mark.requirement("WTE-4.2-02")
def test_it_takes_a_secure_mailbox_only(worked: World, facilitator: Client) -> None:
    agreed(worked, "agency")
    assert "Enter the secure email address it went to" in errors(
        add(facilitator, worked, **form(secure_to=""))
    )
    for wrong in ("housing@gmail.com", "housing@cjsm.net.example", "housing@nothing"):
        page = errors(add(facilitator, worked, **form(secure_to=wrong)))
        assert "Enter a secure email address" in page or "Enter an email address" in page, wrong
    with worked.north.at("facilitator"):
        assert not Disclosure.objects.exists()
    volunteer = form(secure_to="Vera.Volunteer@rj.cjsm.net")
    assert add(facilitator, worked, **volunteer).status_code == 303
    page = facilitator.get(file_at(worked.harmed, "passed-on/")).content.decode()
    assert "Vera.Volunteer@rj.cjsm.net" in page
    spoken = form(means="spoken", secure_to="")
    assert add(facilitator, worked, **spoken).status_code == 303, "nothing was sent"
