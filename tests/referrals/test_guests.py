"""An officer without an account refers once: a link to a work address, one browser, one referral."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import File, Identity
from referrals.guest_letters import tell_guests
from referrals.models import Agency, AgencyDomain, GuestDraft, GuestLink, GuestPart, Referral
from referrals.services.enter_referral import enter_referral
from referrals.services.visitor import present
from referrals.tasks import forget_drafts
from rjcase.access.door.letters import send_waiting
from rjcase.access.models import AccountMail
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import PUBLIC, SYSTEM, acting
from tests.isolation import mutants
from tests.referrals.typed import PAGES
from tests.world import House, World, party, sql

pytestmark = pytest.mark.django_db
OFFICER = "dana.hill@northshire.police.example"


def newest() -> str:
    """Subject and text of the newest letter."""
    return f"{mail.outbox[-1].subject}\n{mail.outbox[-1].body}"


def without_token(page: str) -> str:
    """A page without what differs from one showing to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


class Guest:
    """An officer at the public pages, in a browser of their own."""

    def __init__(self, house: House) -> None:
        self.client, self.slug, self.house = Client(), house.scheme.slug, house

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"referrals:{name}", kwargs={"scheme": self.slug, **kwargs})

    def ask(self, email: str = OFFICER, name: str = "guest-ask", **kwargs: Any) -> Any:
        return self.client.post(self.url(name, **kwargs), {"email": email})

    def letter(self) -> str:
        """Send what waits; the address in the newest letter, without the installation's own."""
        send_waiting()
        found = re.search(r"https?://[^/\s]+(/\S+/refer/link/\S+)", newest())
        assert found, newest()
        return found[1]

    def open(self, link: str) -> Any:
        return self.client.post(link)

    def fill(self) -> Any:
        """Answer page after page, following where each leads; the page of all answers."""
        address = self.url("guest-step", step="referrer")
        while address != self.url("guest-check"):
            key = address.rstrip("/").rpartition("/")[2]
            pages = PAGES | {"referrer": PAGES["referrer"] | {"agency": str(self.house.agency.pk)}}
            page = pages.get(key) or pages[key.partition("-")[0]]
            answer = self.client.post(address, page)
            assert answer.status_code == 303, (key, answer.text)
            address = answer["Location"]
        return self.client.get(address)

    def send(self) -> Any:
        return self.client.post(self.url("guest-check"))


def register(world: World) -> None:
    with world.north.at("admin"):
        AgencyDomain.objects.create(agency=world.north.agency, domain="northshire.police.example")


@pytest.fixture
def guest(world: World) -> Guest:
    register(world)
    return Guest(world.north)


@pytest.mark.requirement("WM-5.6-09")
def test_it_refers_once_and_hears_how_it_goes(guest: Guest, world: World) -> None:
    assert guest.ask()["Location"] == guest.url("guest-asked")
    link = guest.letter()
    assert guest.client.get(link).status_code == 200, "looking at it uses nothing up"
    assert guest.open(link)["Location"] == guest.url("guest-draft")
    assert "Quillfeather" in guest.fill().text
    assert guest.send()["Location"] == guest.url("guest-progress")
    assert guest.send()["Location"] == guest.url("guest-progress"), "sent twice is once"
    with world.north.at("manager"):
        row = GuestLink.objects.get()
        assert row.became is not None
        referral = Referral.objects.select_related("case").get(pk=row.became)
        assert (referral.agency, referral.channel, referral.referred_by) == (world.north.agency, "form", None)
        harmed = File.objects.get(case=referral.case, side="harmed", kind="party")
        assert Identity.objects.get(file=harmed).family_name == "Quillfeather"
    with acting(world.north.scheme, SYSTEM):
        assert not GuestDraft.objects.exists()
        tell_guests(world.north.scheme)
    page = guest.client.get(guest.url("guest-progress")).text
    assert referral.receipt in page
    assert "Received" in page
    assert "Quillfeather" not in page
    assert "Thistlewood" not in page
    sent = len(mail.outbox)
    send_waiting()
    assert len(mail.outbox) == sent, "received is no news"
    for face, words in (("accepted", "Accepted"), ("completed", "Completed")):
        with world.north.at("manager"):
            referral.case.face = face
            referral.case.save(update_fields=["face"])
        for _twice in range(2):
            with acting(world.north.scheme, SYSTEM):
                tell_guests(world.north.scheme)
        again = guest.letter()
        sent += 1
        assert len(mail.outbox) == sent, "told once"
        assert words in newest()
        assert referral.receipt in newest()
        for secret in ("Quillfeather", "Thistlewood", "Harbour", referral.case.reference, "burglary"):
            assert secret not in newest()
    other = Client()
    assert other.post(again)["Location"] == guest.url("guest-draft")
    assert "Completed" in other.get(guest.url("guest-progress")).text
    assert guest.client.get(guest.url("guest-progress")).status_code == 404, "one browser at a time"


def test_a_known_and_an_unknown_address_are_one_to_the_page(
    guest: Guest,
) -> None:
    def asked(email: str) -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as made:
            answer = Client().post(guest.url("guest-ask"), {"email": email})
        return (answer.status_code, answer["Location"], answer.text), len(made)

    assert asked(OFFICER) == asked("somebody@nowhere.example")
    send_waiting()
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [OFFICER]
    states = dict(AccountMail.objects.filter(kind="guest").values_list("email", "state"))
    assert states == {OFFICER: "sent", "somebody@nowhere.example": "dropped"}
    for text, said in (("", "Enter your work email address"), ("x@", "email address in the correct format")):
        assert said in Client().post(guest.url("guest-ask"), {"email": text}).text


def test_it_counts_what_is_asked_for_without_a_puzzle(guest: Guest) -> None:
    for email in (OFFICER, "somebody@nowhere.example"):
        assert [guest.ask(email).status_code for _try in range(4)] == [303, 303, 303, 429]


def test_a_link_opens_once_and_in_one_browser(guest: Guest, world: World) -> None:
    guest.ask()
    link = guest.letter()
    guest.open(link)
    guest.client.post(guest.url("guest-step", step="offence"), PAGES["offence"])
    thief = Guest(world.north)
    used = thief.open(link)
    assert used.status_code == 410
    never = thief.open(link[:-9] + "AAAAAAAA/")
    assert without_token(used.text) == without_token(never.text), "used and never made are one"
    assert thief.client.get(guest.url("guest-draft")).status_code == 404
    # A new link goes to the same address, and takes what was typed along.
    assert thief.client.post(link, {"again": "1"})["Location"] == guest.url("guest-asked")
    fresh = guest.letter()
    assert mail.outbox[-1].to == [OFFICER]
    assert fresh != link
    elsewhere = Guest(world.north)
    elsewhere.open(fresh)
    assert "22NR/1234/26" in elsewhere.client.get(guest.url("guest-step", step="offence")).text
    assert guest.client.get(guest.url("guest-draft")).status_code == 404
    with world.north.at("manager"):
        row = GuestLink.objects.get()
        token = fresh.rstrip("/").rpartition("/")[2]
        assert token not in str(vars(row)), "only digests are kept"
    assert elsewhere.client.post(guest.url("guest-leave")).status_code == 303
    assert elsewhere.client.get(guest.url("guest-draft")).status_code == 404


@pytest.mark.parametrize("end", ["revoked", "domain", "expired", "ended"])
def test_nothing_opens_after_its_end(guest: Guest, world: World, client: Client, end: str) -> None:
    guest.ask()
    guest.open(guest.letter())
    guest.client.post(guest.url("guest-step", step="offence"), PAGES["offence"])
    with world.north.at("manager"):
        row = GuestLink.objects.get()
    client.force_login(world.north.admin)
    at = f"/northshire/agencies/{world.north.agency.pk}/refer/"
    if end == "revoked":
        assert OFFICER in client.get(at).text
        for _twice in range(2):
            assert client.post(f"{at}{row.pk}/").status_code == 303
        with acting(world.north.scheme, SYSTEM):
            assert not GuestPart.objects.exists()
    elif end == "domain":
        with world.north.at("manager"):
            domain = AgencyDomain.objects.get()
        assert client.post(f"{at}domains/{domain.pk}/remove/").status_code == 303
    else:
        change = {"expired": "session_until = now()", "ended": "ends_on = current_date - 1"}[end]
        with world.north.at("manager"):
            sql(f"update referrals_guestlink set {change}")
    for name in ("guest-draft", "guest-check", "guest-progress"):
        assert guest.client.get(guest.url(name)).status_code == 404
    assert guest.client.post(guest.url("guest-step", step="offence"), PAGES["offence"]).status_code == 404


def test_the_database_lets_a_guest_do_nothing_else(guest: Guest, world: World) -> None:
    guest.ask()
    guest.open(guest.letter())
    guest.client.post(guest.url("guest-step", step="offence"), PAGES["offence"])
    token = guest.client.session["refer-once:northshire:token"]
    payload = {
        "channel": "form",
        "agency": str(world.north.agency.pk),
        "parties": [party("victim", "A", "B")],
    }

    def refers(**more: Any) -> bool:
        try:
            with transaction.atomic():
                enter_referral(payload | {"id": str(uuid7())} | more)
                transaction.set_rollback(True)
        except Error as refused:
            assert getattr(refused.__cause__, "sqlstate", "") == "42501"
            return False
        return True

    tables = ("referrals_guestlink", "referrals_referral", "cases_case", "cases_identity")
    with acting(world.north.scheme, PUBLIC):
        present("")  # a test is one transaction, and the pages above have shown the token in it
        assert not refers(), "no token"
        assert not GuestPart.objects.exists()
        present(token)
        assert GuestPart.objects.count() == 1
        assert [sql(f"select count(*) from {table}") for table in tables] == [[(0,)]] * 4
        assert sql("select count(*) from guest_progress()") == [(0,)], "nothing was sent"
        assert refers()
    with acting(world.north.scheme, SYSTEM):
        sql("update referrals_guestlink set revoked_at = now()")
    with acting(world.north.scheme, PUBLIC):
        present(token)
        assert not refers(), "revoked"
    gone = mutants.function("guest_link()", "g.revoked_at is null and", "")
    with gone, acting(world.north.scheme, PUBLIC):
        present(token)
        # A table that is not locked yet: at its lock the session hears that the function was changed.
        sql("select count(*) from referrals_apitoken")
        assert refers(), "this test sees the guard that is gone"
    with acting(world.south.scheme, PUBLIC):
        present(token)
        assert sql("select count(*) from guest_link()") == [(0,)]
        assert not GuestPart.objects.exists()


def test_an_agency_gives_its_own_link_to_its_people(guest: Guest, world: World, client: Client) -> None:
    with world.north.at("manager"):
        other = Agency.objects.create(name="Northshire Custody", kind="police")
        AgencyDomain.objects.create(agency=other, domain="northshire.police.example")
    at = guest.url("refer-for", agency=other.pk)
    assert "Northshire Custody" in guest.client.get(at).text
    guest.ask(name="refer-for", agency=other.pk)
    guest.open(guest.letter())
    with world.north.at("manager"):
        assert GuestLink.objects.get().agency == other
    assert 'name="agency"' not in guest.client.get(guest.url("guest-step", step="referrer")).text
    client.force_login(world.north.referrer)
    mine = guest.url("refer-for", agency=world.north.agency.pk)
    assert "Start a referral" in client.get(mine).text
    assert "/refer/" in client.post(mine)["Location"]
    assert "Start a referral" not in client.get(at).text, "not their agency"
    assert client.get(guest.url("refer-for", agency=world.south.agency.pk)).status_code == 404


def test_the_office_keeps_domains_contacts_and_hands_a_link_over(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    agency = f"/northshire/agencies/{world.north.agency.pk}/"
    for wrong, said in (
        ("", "Enter mail domain"),
        ("police", "such as"),
        ("gmail.com", "Anybody can"),
        ("a b.c", "such as"),
    ):
        assert said in client.post(f"{agency}refer/", {"domain": wrong}).text
    for _twice in range(2):
        assert client.post(f"{agency}refer/", {"domain": "@Northshire.Police.Example"}).status_code == 303
    page = client.get(f"{agency}refer/").text
    assert page.count("northshire.police.example</") <= 2
    assert f"/northshire/refer/for/{world.north.agency.pk}/" in page
    form = {"new_id": str(uuid7()), "email": "x@elsewhere.example"}
    assert "must be in a mail domain of this agency" in client.post(f"{agency}refer/link/", form).text
    form["email"] = OFFICER
    made = [client.post(f"{agency}refer/link/", form)["Location"] for _twice in range(2)]
    assert made[0] == made[1]
    found = re.search(r"(/northshire/refer/link/[^<\s]+)", client.get(made[0]).text)
    assert found
    officer = Guest(world.north)
    assert officer.open(found[1]).status_code == 303
    assert found[1] not in client.get(made[0]).text, "opened: nothing to pass on"
    named = {"name": "Kim Lowe", "post": "Single point of contact"}
    assert "Enter phone number or email address" in client.post(f"{agency}whom-to-ask/add/", named).text
    assert client.post(f"{agency}whom-to-ask/add/", named | {"phone": "101 ext 5"}).status_code == 303
    assert "Kim Lowe, Single point of contact, 101 ext 5" in client.get(agency).text
    assert client.get(made[0].replace("northshire", "southshire")).status_code == 404


def test_it_forgets_an_address_ninety_days_after_its_link_is_over(world: World, guest: Guest) -> None:
    guest.ask()
    guest.open(guest.letter())
    guest.fill()
    assert guest.client.post(guest.url("guest-check")).status_code == 303
    unused = "unused@northshire.police.example"
    guest.ask(unused)
    send_waiting()
    day = today()
    for back, ends_on, left in (
        (0, day, {OFFICER, unused}),
        (90, day - timedelta(days=90), {OFFICER, unused}),
    ):
        with world.north.at("manager"):
            GuestLink.objects.update(ends_on=ends_on)
        forget_drafts()
        with world.north.at("manager"):
            assert set(GuestLink.objects.values_list("email", flat=True)) == left, back
    with world.north.at("manager"):
        GuestLink.objects.filter(email=OFFICER).update(ends_on=day - timedelta(days=91))
        GuestLink.objects.filter(email=unused).update(ends_on=day, revoked_at=now() - timedelta(days=90))
    forget_drafts()
    with world.north.at("manager"):
        assert not GuestLink.objects.exists()
        kept = Referral.objects.exclude(case=world.case).get()
        assert (kept.agency, kept.channel) == (world.north.agency, "form")
        tables = sql("select table_name::text from information_schema.columns where column_name = 'email'")
        for (table,) in tables:
            if table.startswith("referrals_"):
                found = sql(f"select count(*) from {table} where email in (%s, %s)", [OFFICER, unused])
                assert found == [(0,)], table
