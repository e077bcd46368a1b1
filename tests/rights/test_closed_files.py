"""A victim's file is closed to everybody outside the team, but for what was passed on with consent."""

import pytest
from django.test import Client

from cases.models import Disclosure, Identity
from rjcase.kernel.clock import now
from tests.cases.walk import file_at
from tests.world import World, sql

pytestmark = pytest.mark.django_db
PAGES = ("", "contacts/", "consent/", "changes/", "rights/", "who-looked/", "passed-on/", "letters/")


@pytest.mark.requirement("WTE-7.5-01")
def test_it_closes_a_victims_file_to_everybody_outside_the_team(world: World, client: Client) -> None:
    north, hers, his = world.north, world.harmed, world.responsible
    hers.case = his.case = world.case
    north.allocate(world.case, "facilitator", sides="harmed")
    north.allocate(world.case, "facilitator2", sides="responsible")
    for who in ("facilitator2", "volunteer", "supervisor", "referrer", "liaison", "commissioner"):
        client.force_login(north.people[who])
        assert {client.get(file_at(hers, page)).status_code for page in PAGES} == {404}, who
        with north.at(who):
            assert sql("select count(*) from cases_identity where file_id = %s", [hers.pk]) == [(0,)]
            assert Disclosure.objects.count() == 0
    with north.at("manager"):
        Disclosure.objects.create(
            file=hers, to_party_file=his, to_whom="Offender 1", what="She would like a letter",
            basis="consent", by=north.manager, happened_at=now(),
        )  # fmt: skip
    with north.at("facilitator2"):
        assert [row.what for row in Disclosure.objects.all()] == ["She would like a letter"]
        assert Identity.objects.filter(file=hers).count() == 0
    client.force_login(north.facilitator2)
    assert {client.get(file_at(hers, page)).status_code for page in PAGES} == {404}
    client.force_login(north.facilitator)
    assert client.get(file_at(hers)).status_code == 200
