"""Who shares what; what has to be known; the marking on prints."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from cases.models import Consent
from rjcase.assurance import defaults
from rjcase.assurance.models import ChecklistItem, ChecklistTick, SharingRule
from rjcase.documents.models import Document
from tests.assurance.test_breaches import errors, signed_in
from tests.cases.walk import case_at, file_at
from tests.world import World

pytestmark = pytest.mark.django_db
MATRIX, ITEMS = "/northshire/data-protection/sharing/", "/northshire/data-protection/information/"
LINE = {
    "stage": "received",
    "what": "Warrant markers",
    "from_whom": "Police",
    "to_whom": "The RJ service",
    "when": "Every Monday",
    "purpose": "risk",
    "basis": "crime",
    "how": "Secure email",
    "is_active": "on",
}


@pytest.mark.requirement("WTE-4.2-03")
def test_it_says_who_shares_what_when_with_whom_by_stage(world: World) -> None:
    volunteer, manager = signed_in(world, "volunteer"), signed_in(world, "manager")
    page = volunteer.get(MATRIX).content.decode()
    for words in ("Referral", "Preparation", "Follow-up", "Within 5 working days", "Police", "Probation"):
        assert words in page, words
    assert "Add a line" not in page
    assert volunteer.get(f"{MATRIX}add/").status_code == 404
    assert manager.post(f"{MATRIX}add/", LINE).status_code == 303
    changed = LINE | {"what": "Only what is needed", "stage": "closed", "to_whom": "The referrer"}
    assert manager.post(f"{MATRIX}outcome/", changed).status_code == 303
    unused = {name: value for name, value in LINE.items() if name != "is_active"} | {"what": "Old habit"}
    assert manager.post(f"{MATRIX}progress/", unused).status_code == 303
    page = volunteer.get(MATRIX).content.decode()
    assert "Warrant markers" in page
    assert "Only what is needed" in page
    assert "Old habit" not in page
    assert "Old habit" in manager.get(MATRIX).content.decode()
    assert "Select the stage" in errors(manager.post(f"{MATRIX}add/", LINE | {"stage": ""}))
    with world.north.at("manager"):
        assert SharingRule.objects.count() == 11
    with world.south.at("manager"):
        assert not SharingRule.objects.exists()
    assert manager.get(f"{MATRIX}no-such-line/").status_code == 404


@pytest.mark.requirement("WTE-4.1-01")
def test_it_lists_the_information_a_case_needs_from_start_to_closure(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    here = case_at(worked.case, "information/")
    page = client.get(here).content.decode()
    for words in ("How each person may safely be reached", "Feedback of each person", "0 of 4 settled"):
        assert words in page, words
    nothing = {str(item["code"]): "missing" for item in defaults.ITEMS}
    known = {"safe-contact": "have", "conditions": "asked", "people": "have", "knows": "not_needed"}
    sent = nothing | known
    assert client.post(here, sent).status_code == 303
    assert "3 of 4 settled" in client.get(here).content.decode()
    assert client.post(here, {**sent, "people": "missing"}).status_code == 303
    assert "2 of 4 settled" in client.get(here).content.decode()
    assert client.post(here, {**sent, "people": "x"}).status_code == 200
    with worked.north.at("facilitator"):
        assert ChecklistTick.objects.get(code="conditions").by_id == worked.north.facilitator.pk
    manager = signed_in(worked, "manager")
    line = {"stage": "received", "what": "A risk note", "from_whom": "Police", "is_active": "on"}
    assert manager.post(f"{ITEMS}add/", line).status_code == 303
    assert "A risk note" in client.get(here).content.decode()
    with worked.north.at("manager"):
        assert ChecklistItem.objects.count() == 21


def test_it_keeps_the_checklist_from_those_who_see_one_side(world: World) -> None:
    world.north.allocate(world.case, who="volunteer", sides="harmed")
    one_sided = signed_in(world, "volunteer")
    assert one_sided.get(case_at(world.case)).status_code == 200
    page = one_sided.get(case_at(world.case, "information/")).content.decode()
    assert "This list tells of both sides" in page
    assert "The signed agreement" not in page
    sent = {str(item["code"]): "have" for item in defaults.ITEMS}
    refused = errors(one_sided.post(case_at(world.case, "information/"), sent))
    assert "Only those who see both sides keep this list" in refused
    with world.north.at("manager"):
        assert not ChecklistTick.objects.exists()


@pytest.mark.requirement("WTE-4.3-01")
def test_it_marks_records_and_every_print(worked: World, client: Client) -> None:
    worked.harmed.case = worked.case
    client.force_login(worked.north.facilitator)
    with worked.north.at("facilitator"):
        Consent.objects.create(file=worked.harmed, purpose="explore", decision="given", form="verbal")

    def printed() -> str:
        client.post(file_at(worked.harmed, "passed-on/print/"))
        with worked.north.at("facilitator"):
            made = Document.objects.defer(None).latest("made_at")
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)

    assert "OFFICIAL-SENSITIVE" in printed()
    assert "OFFICIAL-SENSITIVE" in client.get(file_at(worked.harmed)).content.decode()
    manager = signed_in(worked, "manager")
    marking = {"marking": "PROTECT PERSONAL"}
    assert manager.post("/northshire/scheme/marking/", marking).status_code == 303
    assert "PROTECT PERSONAL" in printed()
    assert "PROTECT PERSONAL" in client.get(case_at(worked.case)).content.decode()
    assert manager.post("/northshire/scheme/marking/", {"marking": ""}).status_code == 303
    assert "PROTECT" not in printed()
    assert client.post("/northshire/scheme/marking/", marking).status_code == 404
