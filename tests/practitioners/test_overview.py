"""The register as a whole: who fits, what needs attention, training by role, a profile that names nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from practitioners.models import EqualityAnswers, Practitioner
from practitioners.rules import Held, enough_volunteers, meetings_in_year
from practitioners.services.equality import save_answers
from rjcase.access.actors import actor_for
from rjcase.access.models import Area, Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.kernel.smallnumbers import HIDDEN, THRESHOLD, hidden, shown
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import day
from tests.practitioners.test_register import at, entry, facilitated, send
from tests.world import World

LIST = "/northshire/practitioners/"
COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(COUNTS)
def test_it_hides_every_small_number_and_gives_none_away(counts: list[int]) -> None:
    hides = hidden(counts)
    assert all(place in hides for place, count in enumerate(counts) if 0 < count < THRESHOLD)
    assert all(counts[place] > 0 for place in hides), "zero stays zero"
    others = [count for place, count in enumerate(counts) if count > 0 and place not in hides]
    if hides and others:
        rest = sum(counts[place] for place in hides)
        assert len(hides) > 1, "the total would give a single one away"
        assert rest > len(hides), "the total would say that each is one"
    assert [count == HIDDEN for count in shown(counts)] == [place in hides for place in range(len(counts))]


@given(st.lists(st.builds(Held, st.dates(today() - timedelta(900), today()), st.booleans())))
def test_it_counts_the_meetings_of_a_year(held: list[Held]) -> None:
    found = meetings_in_year(held, today())
    recent = [one for one in held if (today() - one.on).days < 365 and one.is_face_to_face]
    assert 0 <= found.have - len(recent) <= sum((today() - one.on).days == 365 for one in held)
    assert found.is_below == (found.have < 5)


@pytest.mark.django_db
@pytest.mark.requirement("CAMB-10")
def test_it_finds_who_fits_by_language_area_competence_time_and_room(world: World, client: Client) -> None:
    with world.north.at("manager"):
        town = Area.objects.create(name="Town")
        Practitioner.objects.create(
            user=world.north.volunteer,
            kind="volunteer",
            languages=["ur"],
            areas=[town.pk],
            times=["evening"],
            caseload_limit=0,
        )
        Practitioner.objects.create(user=world.north.facilitator, kind="paid", languages=["pl"])
    client.force_login(world.north.manager)
    send(client, at(world, "facilitator", "add/competence/"), entry(code="sensitive", note="Ten years of it"))

    def names(query: str) -> list[str]:
        page = client.get(f"{LIST}?{query}").content.decode()
        table = page.partition("<tbody")[2].partition("</tbody>")[0]
        return [name for name in ("Facilitator", "Facilitator2", "Volunteer") if f">{name}</a>" in table]

    assert names("") == ["Facilitator", "Facilitator2", "Volunteer"]
    assert names("language=ur") == ["Volunteer"]
    assert names(f"area={town.pk}") == ["Volunteer"]
    assert names("competence=sensitive") == ["Facilitator"]
    assert names("time=evening&language=ur") == ["Volunteer"]
    assert names("kind=paid") == ["Facilitator", "Facilitator2"]
    assert names("free=on") == ["Facilitator", "Facilitator2"], "the volunteer may take no case"
    assert names("language=pl&competence=complex") == []
    sent = {"new_id": str(uuid7()), "person": str(world.north.facilitator2.pk), "kind": "away"}
    send(client, f"{LIST}rota/add/", sent | day("starts_on", today()) | day("ends_on", today()))
    assert names("free=on") == ["Facilitator"]


@pytest.mark.django_db
@pytest.mark.requirement("CAMB-12", "CAMB-14")
def test_it_warns_of_too_few_volunteers_and_of_too_few_meetings(world: World, client: Client) -> None:
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.volunteer).update(starts_on=today() - timedelta(days=500))
    world.north.allocate(world.case, "volunteer")
    client.force_login(world.north.manager)
    page = client.get(LIST).content.decode()
    assert "The scheme has 1 volunteer facilitator. It should have at least 12." in page
    few = "Volunteers in fewer than 5 meetings in the last year"
    assert few in page
    facilitated(world, *[(days, "direct") for days in (10, 20, 30, 40)], (400, "direct"), who="volunteer")
    assert few in client.get(LIST).content.decode(), "the fifth was more than a year ago"
    facilitated(world, (50, "indirect"), who="volunteer")
    assert few in client.get(LIST).content.decode(), "messages are no meeting"
    facilitated(world, (60, "direct"), who="volunteer")
    with acting(world.north.scheme, SYSTEM):
        for number in range(11):
            world.north.join(f"more{number}", Role.VOLUNTEER)
    page = client.get(LIST).content.decode()
    assert few not in page, "newcomers have a year"
    assert "Too few volunteers" not in page
    assert enough_volunteers(11).is_below


@pytest.mark.django_db
def test_it_says_what_runs_out(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    assert "No check, registration, vetting or training runs out soon" in client.get(LIST).content.decode()
    until = day("expires_on", today() + timedelta(days=30))
    send(client, at(world, "volunteer", "add/registration/"), entry(number="RJC-1") | until)
    page = client.get(LIST).content.decode()
    assert "Registration with the Restorative Justice Council, " in page
    assert "Renew soon" in page


@pytest.mark.django_db
@pytest.mark.requirement("WTE-5.11-01")
def test_it_keeps_risk_training_by_role_of_people_without_an_account_too(
    world: World, client: Client
) -> None:
    client.force_login(world.north.manager)
    for who in ("manager", "admin", "facilitator", "liaison"):
        send(client, at(world, who, "add/training/"), entry(code="risk", provider="County"))
    for name, role in (
        ("Wendy Ward", "wing"),
        ("Sam Safe", "safer_custody"),
        ("Odd Man", "offender_manager"),
    ):
        sent = entry(code="risk", provider="Prison college") | {"outsider": name, "trained_as": role}
        page = send(client, f"{LIST}training/add/", sent)
    rows = [row for row in page.partition("<tbody")[2].split("<tr") if "govuk-table__row" in row]
    for name, role, is_trained in (
        ("Manager", "Manager", True),
        ("Admin", "RJ administrator", True),
        ("Facilitator2", "Facilitator", False),
        ("Liaison", "Liaison", True),
        ("Wendy Ward", "Wing staff of a prison", True),
        ("Sam Safe", "Safer custody staff", True),
        ("Odd Man", "Offender manager or supervisor", True),
    ):
        row = next(row for row in rows if name in row and role in row)
        assert row.count("Not yet started") == (2 if is_trained else 3), name


@pytest.mark.django_db
@pytest.mark.requirement("CAMB-13")
def test_it_shows_a_profile_that_tells_of_nobody(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    alone = client.get(f"{LIST}profile/").content.decode()
    assert "too few volunteers to show answers" in alone
    assert "[c]</td>" not in alone
    with acting(world.north.scheme, SYSTEM):
        others = [world.north.join(f"v{number}", Role.VOLUNTEER) for number in range(10)]
    for number, user in enumerate([world.north.volunteer, *others]):
        with acting(world.north.scheme, user):
            sex = "F" if number < 8 else "M"
            save_answers(
                actor=actor_for(user), sex=sex, age_band="", ethnicity="", religion="", disability=""
            )
    with world.north.at("manager"):
        assert not EqualityAnswers.objects.exists(), "nobody reads another's answers"
        for number, user in enumerate([world.north.volunteer, *others]):
            spoken = ["en", "ur"] if number < 6 else ["en"]
            Practitioner.objects.create(user=user, kind="volunteer", languages=spoken)
    client.force_login(world.north.manager)
    page = client.get(f"{LIST}profile/").content.decode()
    assert page.count("[c]</td>") == 2, "three men, and the women whom the total would give away"
    languages = page.partition("Urdu")[2][:200]
    assert ">6<" in languages
    client.force_login(world.north.volunteer)
    mine = client.get(f"{LIST}me/equality/").content.decode()
    assert 'value="F" selected' in mine
    send(client, f"{LIST}me/equality/", {})
    with world.north.at("volunteer"):
        assert not EqualityAnswers.objects.exists(), "taken back, it is gone"


@pytest.mark.django_db
@pytest.mark.requirement("WTE-4.3-02")
def test_it_lists_who_has_secure_mail_storage_and_a_place_for_paper(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    checklist = f"{LIST}access/"

    def cells(name: str) -> str:
        page = client.get(checklist).content.decode()
        row = next(part for part in page.split("<tr") if f">{name}</a>" in part)
        return row.partition("</a>")[2]

    everybody = client.get(checklist).content.decode()
    for words in ("Secure e-mail", "Secure storage of files", "Secure storage of paper"):
        assert f">{words}</th>" in everybody
    for role in ("Manager", "RJ administrator", "Facilitator", "Volunteer facilitator", "Case supervisor"):
        assert role in everybody, "every worker is on it"
    assert "Not everybody can keep information safe" in everybody
    assert cells("Volunteer").count("Missing") == 3
    for code, title in (
        ("secure_email", "pnn mailbox"),
        ("secure_storage", "Encrypted laptop 7"),
        ("paper_storage", "Cabinet in the office"),
    ):
        send(client, at(world, "volunteer", "add/access/"), entry(code=code, title=title))
        assert title in cells("Volunteer")
    assert "Missing" not in cells("Volunteer")
    assert cells("Facilitator").count("Missing") == 3, "the next person has none of it"
    over = entry(today() - timedelta(days=9), code="paper_storage", title="Safe")
    send(client, at(world, "facilitator", "add/access/"), over | day("expires_on", today() - timedelta(1)))
    assert "Run out" in cells("Facilitator")
    client.force_login(world.north.volunteer)
    assert "Encrypted laptop 7" in client.get("/northshire/practitioners/me/").content.decode()
    assert (
        client.post("/northshire/practitioners/me/add/access/", entry(code="paper_storage")).status_code
        == 404
    )
