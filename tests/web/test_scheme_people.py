"""The people of a scheme, and the door by which they come in."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.test import Client

from referrals.models import AgencyMember
from rjcase.access.door.letters import send_waiting
from rjcase.access.models import Invitation, Membership, User
from rjcase.access.roles import Role
from rjcase.kernel.clock import now, today
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
PEOPLE = "/northshire/scheme/people/"
GUEST = {"name": "Nia New", "email": "Nia@new.example", "roles": ["facilitator"]}
PASSPHRASE = "wind farm by the river"


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    client.force_login(world.north.manager)
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def link_in(response: Any) -> str:
    """The address that a page shows to be passed on."""
    found = re.search(r"http://testserver(/northshire/join/[^/\s<]+/)", response.content.decode())
    assert found, response.content.decode()
    return found[1]


def invite(manager: Client, **answers: Any) -> str:
    return link_in(manager.post(f"{PEOPLE}invite/", GUEST | answers))


def page_of(world: World, who: str) -> str:
    with world.north.at("manager"):
        return f"{PEOPLE}{Membership.objects.get(user=world.north.people[who]).pk}/"


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def terms(**answers: Any) -> dict[str, Any]:
    return {"roles": ["facilitator"], **day("starts_on", today())} | answers


# --- Invitations --------------------------------------------------------------------------------
def test_it_invites_a_person_who_sets_up_an_account_and_is_in(world: World, manager: Client) -> None:
    link = invite(manager)
    assert link not in text_of(manager.get(PEOPLE))
    guest = Client()
    page = text_of(guest.get(link))
    assert "nia@new.example" in page
    assert "Sign in and accept the invitation" in page
    response = guest.post(link, {"name": "Nia Newcomer", "password": PASSPHRASE})
    assert (response.status_code, response["Location"]) == (303, "/northshire/home/")
    user = User.objects.get(email="nia@new.example")
    assert user.check_password(PASSPHRASE)
    with world.north.at("manager"):
        assert Membership.objects.get(user=user).roles == ["facilitator"]
    assert guest.get("/northshire/home/").status_code == 303
    assert guest.get("/northshire/scheme/").status_code == 404


def test_it_takes_a_link_once_and_says_so_plainly(manager: Client) -> None:
    link = invite(manager)
    Client().post(link, {"name": "Nia", "password": PASSPHRASE})
    for address in (link, "/northshire/join/never-was-one/"):
        for response in (Client().get(address), Client().post(address, {"name": "X", "password": "y"})):
            assert response.status_code == 410
            assert "This invitation cannot be used" in response.text
            assert "nia" not in response.text.lower().replace("communicate", "")


def test_it_lets_an_existing_account_accept_after_signing_in(world: World, manager: Client) -> None:
    link = invite(manager, email="facilitator@southshire.example", roles=["facilitator", "volunteer"])
    guest = Client()
    found = re.search(r'href="(/accounts/login/\?next=[^"]+)"', guest.get(link).text)
    assert found
    response = guest.post(
        found[1], {"login": "facilitator@southshire.example", "password": PASSWORD, "next": link}
    )
    assert response["Location"] == link
    assert "Accept the invitation" in guest.get(link).text
    assert guest.post(link)["Location"] == "/northshire/home/"
    assert guest.get("/southshire/home/").status_code == 303  # still there too
    with world.north.at("manager"):
        row = Membership.objects.get(user=world.south.facilitator)
        assert row.roles == ["facilitator", "volunteer"]


def test_it_tells_nothing_about_accounts_to_whoever_opens_a_link(manager: Client) -> None:
    def seen(email: str) -> str:
        page = Client().get(invite(manager, email=email)).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|/join/[^/]+/', "", page)
        return page.replace(email, "")

    assert seen("nobody@nowhere.example") == seen("facilitator@southshire.example")


def test_it_never_changes_the_password_of_an_account_that_is_there(world: World, manager: Client) -> None:
    link = invite(manager, email="facilitator@southshire.example")
    guest = Client()
    page = guest.post(link, {"name": "Mallory", "password": PASSPHRASE})
    assert page.status_code == 200
    assert "If you have used this service before, sign in instead" in text_of(page)
    assert "_auth_user_id" not in guest.session
    world.south.facilitator.refresh_from_db()
    assert world.south.facilitator.check_password(PASSWORD)
    with world.north.at("manager"):
        assert not Membership.objects.filter(user=world.south.facilitator).exists()


def test_it_lets_nobody_else_accept(world: World, manager: Client) -> None:
    link = invite(manager)
    other = Client()
    other.force_login(world.south.facilitator)
    assert "This invitation is for somebody else" in text_of(other.get(link))
    assert "This invitation is for somebody else" in text_of(other.post(link))
    with world.north.at("manager"):
        assert not Membership.objects.filter(user=world.south.facilitator).exists()
        assert Invitation.objects.get().accepted_at is None


def test_it_shows_every_mistake_of_an_account_at_once(manager: Client) -> None:
    page = text_of(Client().post(invite(manager), {"name": "", "password": "short"}))
    assert "Enter your full name" in page
    assert "at least 12 characters" in page


def test_it_makes_a_new_link_withdraws_and_lets_links_grow_old(world: World, manager: Client) -> None:
    first = invite(manager)
    with world.north.at("manager"):
        invitation = Invitation.objects.get().pk
    second = link_in(manager.post(f"{PEOPLE}invitations/{invitation}/again/"))
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    with world.north.at("manager"):
        last = Invitation.objects.get(withdrawn_at=None)
        Invitation.objects.filter(pk=last.pk).update(expires_at=now() - timedelta(hours=1))
    assert Client().get(second).status_code == 410
    assert "No longer works" in text_of(manager.get(PEOPLE))
    third = link_in(manager.post(f"{PEOPLE}invitations/{last.pk}/again/"))
    with world.north.at("manager"):
        last = Invitation.objects.get(withdrawn_at=None)
    assert manager.post(f"{PEOPLE}invitations/{last.pk}/withdraw/").status_code == 303
    assert Client().get(third).status_code == 410
    assert "nia@new.example" not in manager.get(PEOPLE).text


def test_it_brings_the_link_by_a_letter(
    world: World, manager: Client, settings: LazySettings, mailoutbox: list[EmailMessage]
) -> None:
    settings.NOTIFY_CHANNEL, settings.BASE_URL = "smtp", "https://rj.example/"
    answer = manager.post(f"{PEOPLE}invite/", GUEST)
    assert "A letter with this link is on its way to Nia New" in text_of(answer)

    send_waiting()
    send_waiting()

    (letter,) = mailoutbox
    assert letter.to == ["nia@new.example"]
    assert letter.subject == "Join Northshire"
    assert f"https://rj.example{link_in(answer)}" in letter.body
    assert "Nia" not in letter.body


def test_it_sends_no_letter_for_an_invitation_that_was_withdrawn(
    world: World, manager: Client, mailoutbox: list[EmailMessage]
) -> None:
    assert "Pass this link on to Nia New" in text_of(manager.post(f"{PEOPLE}invite/", GUEST))
    with world.north.at("manager"):
        invitation = Invitation.objects.get().pk
    manager.post(f"{PEOPLE}invitations/{invitation}/withdraw/")
    send_waiting()
    assert mailoutbox == []


def test_it_prints_no_link_where_letters_go_into_a_log(
    world: World, manager: Client, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.EMBEDDED = settings.DEMO = False
    invite(manager)
    send_waiting()
    assert "/join/" not in capsys.readouterr().out


def test_it_invites_nobody_wrongly(world: World, manager: Client) -> None:
    page = text_of(manager.post(f"{PEOPLE}invite/", {"name": "", "email": "x", "roles": ["partner"]}))
    assert "Enter full name" in page
    assert "Enter an email address in the correct format" in page
    assert "Select the agency they refer for" in page
    member = {**GUEST, "email": "Facilitator@northshire.example"}
    page = text_of(manager.post(f"{PEOPLE}invite/", {**member, "roles": []}))
    assert "already in your scheme" in page
    assert "Select at least one role" in page
    foreign = manager.post(
        f"{PEOPLE}invite/", {**GUEST, "roles": ["partner"], "agency": str(world.south.agency.pk)}
    )
    assert foreign.status_code == 200
    with world.north.at("manager"):
        assert not Invitation.objects.exists()


def test_it_brings_a_partner_into_the_agency(world: World, manager: Client) -> None:
    link = invite(manager, roles=["partner"], agency=str(world.north.agency.pk))
    Client().post(link, {"name": "Nia", "password": PASSPHRASE})
    with world.north.at("manager"):
        member = AgencyMember.objects.get(user__email="nia@new.example")
        assert member.agency_id == world.north.agency.pk


# --- Roles, dates, leavers ----------------------------------------------------------------------
def test_it_changes_roles_dates_and_details(world: World, manager: Client) -> None:
    page = page_of(world, "facilitator")
    answers = terms(
        roles=["facilitator", "supervisor"], job_title="Senior practitioner", phone="01632 960001"
    )
    assert manager.post(f"{page}change/", answers)["Location"] == page
    shown = text_of(manager.get(page))
    assert "Case supervisor" in shown
    assert "Senior practitioner" in shown


def test_it_moves_a_partner_between_agencies_and_out(world: World, manager: Client) -> None:
    page = page_of(world, "facilitator")
    agency = str(world.north.agency.pk)
    manager.post(f"{page}change/", terms(roles=["facilitator", "partner"], agencies=[agency]))
    assert "Northshire Police" in text_of(manager.get(page))
    manager.post(f"{page}change/", terms())
    with world.north.at("manager"):
        assert not AgencyMember.objects.filter(user=world.north.facilitator).exists()


def test_it_shows_every_mistake_of_a_change_at_once(world: World, manager: Client) -> None:
    wrong = terms(roles=[], phone="1" * 31, **day("ends_on", today() - timedelta(days=9)))
    page = text_of(manager.post(f"{page_of(world, 'facilitator')}change/", wrong))
    assert "Select at least one role" in page
    assert "Work phone must be 30 characters or fewer" in page
    assert "Last day must be the same as or after the first day" in page


def test_it_records_a_leaver_and_lists_what_is_to_be_handed_over(world: World, manager: Client) -> None:
    world.north.allocate(world.case)
    page = page_of(world, "facilitator")
    leave = text_of(manager.get(f"{page}leave/"))
    assert world.case.reference in leave
    assert f"/northshire/cases/{world.case.reference}/" in leave
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.facilitator).update(starts_on=date(2020, 1, 1))
    yesterday = day("last_day", today() - timedelta(days=1))
    assert manager.post(f"{page}leave/", yesterday).status_code == 303
    assert manager.post(f"{page}leave/", yesterday).status_code == 303  # twice is once
    gone = Client()
    gone.force_login(world.north.facilitator)
    assert gone.get("/northshire/home/").status_code == 404
    assert re.search(r"Have left.*Facilitator", text_of(manager.get(PEOPLE)))


def test_it_keeps_the_last_manager(world: World, manager: Client) -> None:
    with world.north.at("manager"):
        second = world.north.join("second", Role.MANAGER)
        world.north.people["second"] = second
    other = Client()
    other.force_login(second)
    first = page_of(world, "manager")
    last_day = day("last_day", today() + timedelta(days=30))
    assert other.post(f"{first}leave/", last_day).status_code == 303
    # The first manager still acts until then, but the second is the only one who stays.
    mine = page_of(world, "second")
    for address, answers in ((f"{mine}leave/", last_day), (f"{mine}change/", terms())):
        page = manager.post(address, answers)
        assert page.status_code == 200
        assert "only manager without a last day" in text_of(page)
    with world.north.at("manager"):
        row = Membership.objects.get(user=second)
        assert (row.roles, row.ends_on) == (["manager"], None)


def test_it_lets_managers_change_their_details_but_not_their_own_roles(world: World, manager: Client) -> None:
    page = page_of(world, "manager")
    assert 'name="roles"' not in manager.get(f"{page}change/").text
    answers = terms(job_title="Head of service", **day("ends_on", today()))
    assert manager.post(f"{page}change/", answers).status_code == 303
    assert manager.get(f"{page}leave/").status_code == 404
    assert manager.post(f"{page}leave/", day("last_day", today())).status_code == 404
    with world.north.at("manager"):
        row = Membership.objects.get(user=world.north.manager)
        assert (row.roles, row.ends_on, row.job_title) == (["manager"], None, "Head of service")


def test_it_knows_no_person_of_another_scheme(world: World, manager: Client) -> None:
    with world.south.at("manager"):
        strangers = Membership.objects.get(user=world.south.facilitator).pk
    for end in ("", "change/", "leave/"):
        assert manager.get(f"{PEOPLE}{strangers}/{end}").status_code == 404
    assert "southshire" not in manager.get(PEOPLE).text


def test_it_lists_people_with_the_same_number_of_queries(
    world: World, manager: Client, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        manager.get(PEOPLE)
    with world.north.at("manager"):
        for number in range(5):
            world.north.join(f"extra{number}", Role.VOLUNTEER)
    with django_assert_max_num_queries(len(few)):
        manager.get(PEOPLE)
