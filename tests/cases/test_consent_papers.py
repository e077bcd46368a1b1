"""What stands around a consent: forms to sign, what was explained, permissions, a court's order."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from cases.models import Case, Consent, Explanation, File, ItemPermission
from cases.selectors import has_live_consent, live_consent
from rjcase.documents.models import Document
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.cases.test_consents import answer
from tests.cases.walk import case_at, day, file_at, set_stage
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


def newest_paper(world: World, file: File) -> tuple[Document, str]:
    """The newest document of a file and its words."""
    with world.north.at("manager"):
        found = Document.objects.filter(file=file).order_by("-made_at").first()
        assert found is not None
        pages = PdfReader(BytesIO(bytes(found.content))).pages
        return found, " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.requirement("WTE-4.5-02", "WTE-6.9-03", "WTE-6.8-02")
def test_it_prints_a_form_and_keeps_what_was_signed_on_it(worked: World, facilitator: Client) -> None:
    wanted = {"purposes": ["explore", "take_part", "research", "observe", "record"]}
    made = facilitator.post(file_at(worked.harmed, "consent/form/"), wanted)
    assert made.status_code == 303, made.content.decode()[:3000]
    form, words = newest_paper(worked, worked.harmed)
    assert form.kind == "consent_form"
    assert "Hana Northvictim" in words
    assert "I want to take part in restorative justice with the other person" in words
    before, apart = words.split("Asked apart")
    assert "research and evaluation" in apart, "a question of its own"
    assert "research" not in before
    assert "used for training and supervision inside the service only" in words
    assert "Nobody has pressed me" in words
    assert "Northoffender" not in words
    assert "Consent form" in facilitator.get(file_at(worked.harmed, "letters/")).content.decode()

    signed = answer(document=str(form.pk), reference="Cabinet 2")
    assert facilitator.post(file_at(worked.harmed, "consent/record/"), signed).status_code == 303
    with worked.north.at("facilitator"):
        live = live_consent(worked.harmed, "take_part")
    assert live is not None
    assert (live.document_id, live.reference) == (form.pk, "Cabinet 2")
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert f"/northshire/documents/{form.pk}/" in page
    assert "Cabinet 2" in page
    theirs = facilitator.post(file_at(worked.responsible, "consent/record/"), signed).content.decode()
    assert "There is a problem" in theirs, "a form of another file is none"


@pytest.mark.requirement("WTE-4B-01")
def test_it_prints_a_notice_that_says_who_sees_what_and_why(worked: World, facilitator: Client) -> None:
    assert facilitator.post(file_at(worked.harmed, "consent/notice/")).status_code == 303
    assert facilitator.post(file_at(worked.harmed, "consent/notice/")).status_code == 303, "pressed twice"
    notice, words = newest_paper(worked, worked.harmed)
    for sentence in (
        "What is shared, with whom and why",
        "Who sees it",
        "Only what you have agreed that we may tell them, thing by thing",
        "What we cannot keep to ourselves",
        "You can withdraw at any time, without a reason",
        "Nobody may record a meeting",
        "I agree that the service keeps and uses what I tell it in this way",
        "Signature",
        "Date it was explained",
        "Hana Northvictim",
        worked.case.reference,
    ):
        assert sentence in words, sentence
    assert "court" not in words
    assert "Northoffender" not in words
    with worked.north.at("manager"):
        assert Document.objects.filter(file=worked.harmed).count() == 1
        content = bytes(Document.objects.get(pk=notice.pk).content)
    assert b"StructTreeRoot" in str(PdfReader(BytesIO(content)).trailer["/Root"]).encode(), "tagged"


@pytest.mark.parametrize("who", ["facilitator2", "liaison", "supervisor"])
def test_it_prints_nothing_for_those_who_may_not_change_the_file(
    worked: World, client: Client, who: str
) -> None:
    client.force_login(getattr(worked.north, who))
    for rest in ("consent/form/", "consent/notice/", "consent/explained/", "consent/permissions/record/"):
        assert client.post(file_at(worked.harmed, rest), {"purposes": ["explore"]}).status_code == 404, rest


@pytest.mark.requirement("WTE-4.4-04", "WM-5.6-10")
def test_it_keeps_the_dates_on_which_things_were_explained(worked: World, facilitator: Client) -> None:
    for file in (worked.harmed, worked.responsible):
        case = facilitator.get(case_at(worked.case)).content.decode()
        assert "confidentiality, limits of confidentiality, data protection" in case, "still to explain"
        first = {"topics": ["confidentiality", "limits"], "note": "Said it back in her own words"}
        first |= day("happened_on", today() - timedelta(days=3))
        rest = {"topics": ["data_protection", "sharing_policy", "social_media"], "social_media": "Tagging"}
        rest |= day("happened_on", today())
        for sent in (first, first, rest):
            assert facilitator.post(file_at(file, "consent/explained/"), sent).status_code == 303
        with worked.north.at("facilitator"):
            dates = dict(Explanation.objects.filter(file=file).values_list("topic", "happened_on"))
            assert Explanation.objects.filter(file=file).count() == 5, "the same day counts once"
        assert dates["limits"] == dates["confidentiality"] == today() - timedelta(days=3)
        assert dates["data_protection"] == dates["sharing_policy"] == today()
        page = facilitator.get(file_at(file, "consent/")).content.decode()
        assert "Not explained yet" not in page
        assert "Said it back in her own words" in page
    assert "Nothing: all was explained" in facilitator.get(case_at(worked.case)).content.decode()


@pytest.mark.requirement("WTE-4.4-09")
def test_it_has_social_media_considered_and_not_only_ticked(worked: World, facilitator: Client) -> None:
    address = file_at(worked.responsible, "consent/explained/")
    ticked = {"topics": ["social_media"], **day("happened_on", today())}
    refused = facilitator.post(address, ticked).content.decode()
    assert "Enter what you considered and agreed about social media" in refused
    card = facilitator.get(case_at(worked.case)).content.decode()
    assert card.count("social media") == 2, "asked of both in each case"
    said = ticked | {"social_media": "He stays off her pages and posts nothing of the meeting"}
    assert facilitator.post(address, said).status_code == 303
    assert (
        "He stays off her pages" in facilitator.get(file_at(worked.responsible, "consent/")).content.decode()
    )
    card = facilitator.get(case_at(worked.case)).content.decode()
    assert card.count("social media") == 1


def permission(world: World, **more: Any) -> dict[str, Any]:
    with world.north.at("manager"):
        party = File.objects.get(pk=world.responsible.pk).party_id
    return {
        "new_id": str(uuid7()),
        "what": "That she comes with her sister",
        "receiver": str(party),
        "answer": "yes",
        "form": "verbal",
        "is_free": "yes",
        **day("happened_on", today()),
    } | more


@pytest.mark.requirement("WTE-7.10-05")
def test_it_keeps_a_permission_for_each_thing_and_receiver(worked: World, facilitator: Client) -> None:
    address = file_at(worked.harmed, "consent/permissions/record/")
    sent = permission(worked)
    for _ in range(2):
        assert facilitator.post(address, sent).status_code == 303
    other = permission(worked, receiver="other", to_whom="Victim Support", what="Her number", answer="no")
    assert facilitator.post(address, other).status_code == 303
    unfree = permission(worked, what="What she felt", is_free="no")
    assert facilitator.post(address, unfree).status_code == 303
    with worked.north.at("facilitator"):
        rows = {row.what: row for row in ItemPermission.objects.filter(file=worked.harmed)}
    assert {what for what, row in rows.items() if row.is_live} == {"That she comes with her sister"}
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert "To Offender 1:" in page
    assert "To Victim Support:" in page
    withdraw = f"consent/permissions/{rows['That she comes with her sister'].pk}/withdraw/"
    wrong_file = facilitator.post(file_at(worked.responsible, withdraw))
    assert wrong_file.status_code == 404
    for _ in range(2):
        assert facilitator.post(file_at(worked.harmed, withdraw)).status_code == 303
    with worked.north.at("facilitator"):
        assert not any(row.is_live for row in ItemPermission.objects.all())
    assert "Withdrawn on" in facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert "with her sister" not in facilitator.get(file_at(worked.responsible, "consent/")).content.decode()


def test_it_ends_permissions_with_the_consent_they_belong_to(worked: World, facilitator: Client) -> None:
    record = file_at(worked.harmed, "consent/record/")
    facilitator.post(record, answer(purpose="share"))
    facilitator.post(record, answer(purpose="explore"))
    permit = file_at(worked.harmed, "consent/permissions/record/")
    facilitator.post(permit, permission(worked))
    facilitator.post(permit, permission(worked, receiver="other", to_whom="Victim Support", what="Number"))

    def live() -> int:
        with worked.north.at("facilitator"):
            return sum(row.is_live for row in ItemPermission.objects.all())

    assert live() == 2
    said = {"form": "verbal", **day("happened_on", today())}
    facilitator.post(file_at(worked.harmed, "consent/withdraw/"), {"purpose": "share", **said})
    assert live() == 1, "an agency is another matter"
    facilitator.post(file_at(worked.harmed, "consent/withdraw/"), {"purpose": "explore", **said})
    assert live() == 0


def test_it_wants_a_receiver_of_this_case(worked: World, facilitator: Client) -> None:
    with worked.south.at("manager"):
        stranger = File.objects.get(pk=worked.south_harmed.pk).party_id
    address = file_at(worked.harmed, "consent/permissions/record/")
    page = facilitator.post(address, permission(worked, receiver=str(stranger))).content.decode()
    assert "There is a problem" in page
    page = facilitator.post(address, permission(worked, receiver="other")).content.decode()
    assert "Enter who, or which agency" in page


@pytest.mark.requirement("WTE-6.9-01")
def test_it_wants_an_informed_yes_on_paper_and_asks_research_apart(
    worked: World, facilitator: Client
) -> None:
    record = file_at(worked.harmed, "consent/record/")
    bare = {"purpose": "take_part", "decision": "given", "form": "written", "is_free": "yes"}
    page = facilitator.post(record, bare | day("happened_on", today())).content.decode()
    assert "Enter where the signed form is kept" in page
    assert "Enter the date it was explained in full" in page
    recorded = facilitator.post(record, answer(form="recorded")).content.decode()
    assert "Enter what the record is, and where it is kept" in recorded
    assert facilitator.post(record, answer(form="recorded", record="Her email")).status_code == 303
    said = facilitator.post(record, answer(purpose="research", form="verbal")).content.decode()
    assert "record a signed form or another record" in said
    assert facilitator.post(record, answer(purpose="research", decision="refused")).status_code == 303
    with worked.north.at("facilitator"):
        assert has_live_consent(worked.harmed, "take_part"), "each purpose by itself"
        assert not has_live_consent(worked.harmed, "research")


def test_it_names_the_agency_and_takes_a_spoken_yes(worked: World, facilitator: Client) -> None:
    record = file_at(worked.harmed, "consent/record/")
    spoken = answer(purpose="agency", form="verbal")
    assert "Enter which agency" in facilitator.post(record, spoken).content.decode()
    assert facilitator.post(record, spoken | {"to_whom": "Victim Support"}).status_code == 303
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    assert "Share information with an agency: Victim Support" in page


@pytest.mark.requirement("WTE-7.6-01")
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"form": "written", "reference": "Cabinet 9"}, "Signed form: Cabinet 9"),
        ({"form": "verbal", "purpose": "explore"}, "Said to us, in the facilitator’s note"),
        ({"form": "recorded", "record": "Her email"}, "Another recorded form: Her email"),
    ],
)
def test_it_keeps_in_what_form_consent_was_given(
    worked: World, facilitator: Client, how: dict[str, str], said: str
) -> None:
    assert facilitator.post(file_at(worked.harmed, "consent/record/"), answer(**how)).status_code == 303
    assert said in facilitator.get(file_at(worked.harmed, "consent/")).content.decode()


def test_it_numbers_the_versions_of_each_purpose(worked: World, facilitator: Client) -> None:
    record = file_at(worked.harmed, "consent/record/")
    for decision in ("given", "refused", "given"):
        facilitator.post(record, answer(decision=decision, note=decision))
    facilitator.post(record, answer(purpose="explore"))
    page = facilitator.get(file_at(worked.harmed, "consent/")).content.decode()
    history = " ".join(page.split("Every answer, newest first")[1].split())
    assert history.count("version 1") == 2
    assert history.count("version 2") == history.count("version 3") == 1


@pytest.mark.requirement("WTE-7.6-02", "WTE-2C-01")
def test_it_wants_a_signature_of_an_offender_under_a_courts_order(worked: World, facilitator: Client) -> None:
    with worked.north.at("manager"):
        Case.objects.filter(pk=worked.case.pk).update(is_court_ordered=True)
    recorded = answer(form="recorded", record="An email")
    page = facilitator.post(file_at(worked.responsible, "consent/record/"), recorded).content.decode()
    assert "record the consent on a signed form" in page
    assert facilitator.post(file_at(worked.responsible, "consent/record/"), answer()).status_code == 303
    harmed = facilitator.post(file_at(worked.harmed, "consent/record/"), recorded)
    assert harmed.status_code == 303, "what a court ordered never touches the victim"
    facilitator.post(file_at(worked.responsible, "consent/notice/"))
    _, words = newest_paper(worked, worked.responsible)
    assert "You still decide freely whether to take part" in words
    facilitator.post(file_at(worked.harmed, "consent/notice/"))
    _, words = newest_paper(worked, worked.harmed)
    assert "court" not in words


@pytest.mark.requirement("WTE-7.6-02")
def test_it_stops_a_case_whose_order_came_after_an_unsigned_consent(world: World, client: Client) -> None:
    from tests.assessments.helpers import prepare

    prepare(world)
    world.responsible.case = world.case
    client.force_login(world.north.facilitator)
    with world.north.at("manager"):
        Consent.objects.filter(file=world.responsible).update(form="recorded")
    ready = case_at(world.case, "ready/")
    assert "a court ordered this" not in client.get(ready).content.decode()
    with world.north.at("manager"):
        Case.objects.filter(pk=world.case.pk).update(is_court_ordered=True)
    assert "Offender 1: a court ordered this" in client.post(ready).content.decode()
    client.force_login(world.north.manager)
    passing = client.post(case_at(world.case, "gates/participation_consent_signed/pass/"), {"reason": "x"})
    assert passing.status_code != 303
    client.force_login(world.north.facilitator)
    signed = answer(note="Signed at last")
    assert client.post(file_at(world.responsible, "consent/record/"), signed).status_code == 303
    assert client.post(ready).status_code == 303


@pytest.mark.requirement("MOJ-P-05", "WTE-2C-01", "WM-3-02")
@pytest.mark.parametrize("side", ["harmed", "responsible"])
@pytest.mark.parametrize("stage", ["allocated", "preparing", "ready", "in_process", "following_up"])
def test_it_lets_anybody_withdraw_at_any_stage_without_a_reason(
    worked: World, facilitator: Client, stage: str, side: str
) -> None:
    file = getattr(worked, side)
    with worked.north.at("manager"):
        Case.objects.filter(pk=worked.case.pk).update(is_court_ordered=True)
    facilitator.post(file_at(file, "consent/record/"), answer())
    set_stage(worked.north, worked.case, stage)
    gone = {"purpose": "take_part", "form": "verbal", **day("happened_on", today())}
    assert facilitator.post(file_at(file, "consent/withdraw/"), gone).status_code == 303
    with worked.north.at("facilitator"):
        live = live_consent(file, "take_part")
    assert live is not None
    assert live.decision == "withdrawn"
    facilitator.force_login(worked.north.manager)
    passing = facilitator.post(case_at(worked.case, "gates/participation_consent/pass/"), {"reason": "x"})
    assert passing.status_code != 303, "nobody passes the gate of consent"


@pytest.mark.requirement("WTE-6.9-02")
@pytest.mark.parametrize("how", ["refused", "withdrawn", "never asked", "given"])
def test_it_opens_the_same_gates_whatever_they_say_to_research(
    world: World, client: Client, how: str
) -> None:
    from tests.assessments.helpers import consent, prepare

    prepare(world)
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        for file in File.objects.filter(kind="party"):
            if how != "never asked":
                consent(file, me, purpose="research", decision=how)
    client.force_login(world.north.facilitator)
    assert client.post(case_at(world.case, "ready/")).status_code == 303


@pytest.mark.requirement("WTE-7A-04")
def test_it_says_of_each_side_whether_they_agree(worked: World, facilitator: Client) -> None:
    def agrees() -> tuple[str, str]:
        page = facilitator.get(case_at(worked.case)).content.decode()
        halves = [page.split(f"app-side-block--{side}")[1] for side in ("harmed", "responsible")]
        return tuple(  # type: ignore[return-value]
            "yes" if "exchange: Yes" in half else "no" if "exchange: No" in half else "not asked"
            for half in (block.split("</section>")[0] for block in halves)
        )

    assert agrees() == ("not asked", "not asked")
    facilitator.post(file_at(worked.harmed, "consent/record/"), answer())
    facilitator.post(file_at(worked.responsible, "consent/record/"), answer(decision="refused"))
    assert agrees() == ("yes", "no")
    for file, said in ((worked.harmed, "Yes"), (worked.responsible, "No")):
        page = " ".join(facilitator.get(file_at(file, "consent/")).content.decode().split())
        assert f'__cell">{said}' in page.split("What was explained")[0]
    facilitator.post(file_at(worked.responsible, "consent/record/"), answer())
    assert agrees() == ("yes", "yes")
