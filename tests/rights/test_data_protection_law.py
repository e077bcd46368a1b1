"""What data protection law asks of the service, one duty after the other, through the pages that meet it."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.models import Contact, Identity
from rjcase.assurance.models import Breach
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.workingdays import Unit, due
from rjcase.rights.models import RightsRequest
from tests.assurance.test_breaches import BASE, report
from tests.cases.walk import case_at, contact, day, file_at
from tests.rights.test_subject_access import ask
from tests.world import World

pytestmark = pytest.mark.django_db
KINDS = ("access", "correction", "objection", "erasure")


@pytest.fixture
def worked(world: World) -> World:
    world.north.allocate(world.case)
    world.harmed.case = world.responsible.case = world.case
    return world


@pytest.mark.requirement("CAMB-23", "WM-10-06")
def test_it_meets_the_duties_of_data_protection_law(worked: World, client: Client) -> None:
    office = Client()
    office.force_login(worked.north.admin)

    # Everybody may learn what is done with their data, before they give any.
    assert "Information Commissioner" in client.get("/about/privacy/").content.decode()
    assert "privacy" in client.get("/northshire/self-refer/").content.decode()

    # Each right is a request with a clock of one month, and an answer with its reason.
    for kind in KINDS:
        asked = ask(office, worked.harmed, kind)
        with worked.north.at("manager"):
            clock = Deadline.objects.get(kind="rights_request", subject=asked.pk)
            assert clock.due_on == due(today(), 1, Unit.MONTHS), kind
        answer = file_at(worked.harmed, f"rights/{asked.pk}/answer/")
        if kind != "erasure":
            sent = {"state": "granted", "answer": "Done", **day("answered_on", today())}
            assert office.post(answer, sent).status_code == 303, kind
    with worked.north.at("manager"):
        states = dict(RightsRequest.objects.values_list("kind", "state"))
        assert {kind: states[kind] for kind in KINDS[:3]} == dict.fromkeys(KINDS[:3], "granted")

    # What was wrong is corrected, what it was before is told; whoever looked is told too.
    client.force_login(worked.north.facilitator)
    assert client.post(file_at(worked.harmed, "contacts/log/"), contact()).status_code == 303
    with worked.north.at("manager"):
        first = Contact.objects.get(file=worked.harmed)
    better = contact(note="Spoke for an hour.", correction_reason="Misheard")
    corrected = client.post(file_at(worked.harmed, f"contacts/{first.pk}/correct/"), better)
    assert corrected.status_code == 303, corrected.content.decode()[-3000:]
    assert "Spoke for a while." in client.get(file_at(worked.harmed, "changes/")).content.decode()
    assert "Facilitator" in office.get(file_at(worked.harmed, "who-looked/")).content.decode()

    # Nobody sees more than their work asks for.
    client.force_login(worked.north.facilitator2)
    assert client.get(case_at(worked.case)).status_code == 404

    # A breach has 72 hours from when it was known, and a manager who decides.
    client.force_login(worked.north.facilitator)
    assert client.post(f"{BASE}report/", report(reference=worked.case.reference)).status_code == 303
    with worked.north.at("manager"):
        breach = Breach.objects.get()
        assert Deadline.objects.get(kind="breach").due_at == breach.aware_at + timedelta(hours=72)

    # What need not be kept is destroyed, by two people, and is gone.
    assert office.get("/northshire/retention/").status_code == 200
    proposal = office.post(file_at(worked.harmed, "rights/erase/"), {})["Location"]
    assert office.post(proposal, {"sure": "on"}).status_code == 404, "never by whoever proposed it"
    client.force_login(worked.north.manager)
    assert client.post(proposal, {"sure": "on"}).status_code == 303
    with worked.north.at("manager"):
        assert not Identity.objects.filter(file=worked.harmed).exists()
        assert Identity.objects.filter(file=worked.responsible).exists(), "and nobody else's"
