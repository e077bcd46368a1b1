"""A copy of one person's data from every case they are in, and nothing about anybody else."""

import io
import json
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from cases.models import Case, Contact, File, Identity
from rjcase.deadlines.models import Deadline
from rjcase.documents.models import Document
from rjcase.documents.pdf import render_pdf
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.kernel.workingdays import Unit, due
from rjcase.rights.models import Bundle, RightsRequest, TextDecision
from tests.cases.walk import day, file_at
from tests.world import World, party

pytestmark = pytest.mark.django_db

# Thirty facts about other people, as practitioners write them.
THIRD = [
    ("Otto Brandreth", "Otto Brandreth rang twice about the meeting."),
    ("Brandreth", "She is afraid that Brandreth drinks again."),
    ("07700 900461", "The other number is 07700 900461."),
    ("otto@brandreth.example", "He writes from otto@brandreth.example now."),
    ("B44 9PX", "The flat is in B44 9PX."),
    ("Marguerite", "Her sister Marguerite drove her."),
    ("Kingsbury Road", "His mother lives on Kingsbury Road."),
    ("diabetes", "Her husband has diabetes."),
    ("Dr Alvaro", "Dr Alvaro signed her off."),
    ("red Corsa", "The neighbour drives a red Corsa."),
    ("St Chad's School", "Her son goes to St Chad's School."),
    ("three months pregnant", "His girlfriend is three months pregnant."),
    ("lost his job", "He lost his job at the yard."),
    ("Wainwright", "PC Wainwright took the statement."),
    ("epilepsy", "The boy, her nephew, has epilepsy."),
    ("0161 496 0888", "Ring 0161 496 0888 after six."),
    ("m.finch@home.example", "Copy to m.finch@home.example please."),
    ("M14 5TQ", "Post goes to M14 5TQ."),
    ("Farrukh", "Farrukh will come along as a supporter."),
    ("in care", "Her daughter was in care."),
    ("methadone", "Her brother takes methadone."),
    ("converted", "His wife converted last year."),
    ("Oakdene", "The offender is at Oakdene until spring."),
    ("NHS 943 476 5919", "Hers is NHS 943 476 5919."),
    ("Leopold", "We met Leopold at the gate."),
    ("evicted", "The lodger was evicted."),
    ("tag", "He is on a tag until May."),
    ("owes her", "Her uncle owes her money."),
    ("Isolde", "Spoke to Isolde, who was calm."),
    ("suspended sentence", "Her cousin got a suspended sentence."),
]
OWN = ["Ann Carraway", "12 Elmfield Close", "prefers mornings", "wants to sleep through the night"]


def person(role: str) -> dict[str, Any]:
    made = party(role, "Ann", "Carraway")
    made["identity"] |= {"date_of_birth": "1984-02-03", "sex": "f"}
    made["contact"] |= {"address": "12 Elmfield Close", "postcode": "B17 8AA", "email": "ann@c.example"}
    return made


@pytest.fixture
def cases(world: World) -> list[Case]:
    """Ann is a victim in one case and an offender in another."""
    other = party("offender", "Otto", "Brandreth")
    other["contact"] |= {"postcode": "B44 9PX", "email": "otto@brandreth.example", "phone": "07700 900461"}
    first = world.north.refer(person("victim"), other)
    second = world.north.refer(party("victim", "Iris", "Fennimore"), person("offender"))
    return [first, second]


@pytest.fixture
def files(world: World, cases: list[Case]) -> list[File]:
    """Her two files, with thirty facts about other people planted in what was written about her."""
    found = [world.north.file(cases[0], "harmed"), world.north.file(cases[1], "responsible")]
    for file, case in zip(found, cases, strict=True):
        file.case = case
    with world.north.at("manager"):
        for number, (_fact, sentence) in enumerate(THIRD[:26]):
            Contact.objects.create(
                file=found[number % 2], happened_at=now(), method="phone", direction="out",
                result="reached", by=world.north.manager,
                note=f"{OWN[2].capitalize()}. {sentence} She {OWN[3]}.",
            )  # fmt: skip
        Identity.objects.filter(file=found[0]).update(needs=THIRD[26][1])
        letter = render_pdf(
            "cases/rights/copy.html", {"scheme": world.north.scheme, "data": {"files": [
                {"case": THIRD[27][1], "part": "", "records": []}]}, "made_on": today(), "profile": None},
            title=THIRD[28][1], author=THIRD[29][0],
        )  # fmt: skip
        Document.objects.create(
            file=found[0], kind="letter", title=THIRD[28][1], medium="post", template="x",
            template_version="1", sha256="b" * 64, content=letter.content, pages=1,
        )  # fmt: skip
    return found


def ask(client: Client, file: File, kind: str = "access", **more: Any) -> RightsRequest:
    """Record a request through the page, and return its id as the address says it."""
    key = uuid7()
    sent = {
        "new_id": str(key), "kind": kind, "identity_how": "Known to the facilitator",
        "details": "All you have on me", **day("received_on", today()),
    } | more  # fmt: skip
    answer = client.post(file_at(file, "rights/new/"), sent)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    assert str(key) in answer["Location"]
    return RightsRequest(pk=key)


def bundle_of(client: Client, world: World, file: File, asked: RightsRequest) -> dict[str, bytes]:
    with world.north.at("manager"):
        made = Bundle.objects.get(request_id=asked.pk)
    answer = client.get(file_at(file, f"rights/{asked.pk}/copy/{made.pk}/"))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything_in(bundle: dict[str, bytes], tmp_path: Any) -> str:
    """All that tools recover: text, metadata, every stream of the PDF unpacked, and the raw bytes."""
    path = tmp_path / "copy.pdf"
    path.write_bytes(bundle["your-data.pdf"])
    reader = PdfReader(str(path))
    text = "\n".join(page.extract_text() for page in reader.pages)
    text += str(reader.metadata) + str(reader.attachments) + str(reader.xmp_metadata)
    for number in range(len(reader.xref_objStm) + 2000):
        try:
            thing: Any = reader.get_object(number)
        except Exception:  # noqa: S112 - a number without an object
            continue
        if hasattr(thing, "get_data"):
            text += thing.get_data().decode("utf-8", "replace")
        text += str(thing)
    text += bundle["your-data.json"].decode() + str(list(bundle))
    return " ".join((text + plain_text(path)).split())


def plain_text(path: Path) -> str:
    """What another tool reads out of the PDF, where there is one."""
    tool = which("pdftotext")
    if tool is None:
        return ""
    return subprocess.run([tool, str(path), "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603


@pytest.mark.requirement("WTE-7.10-01")
def test_it_gives_one_person_their_own_data_of_both_cases_and_nothing_of_anybody_else(
    world: World, client: Client, cases: list[Case], files: list[File], tmp_path: Any
) -> None:
    client.force_login(world.north.admin)
    asked = ask(client, files[0])
    here = f"rights/{asked.pk}/"
    offered = client.get(file_at(files[0], f"{here}files/")).content.decode()
    assert cases[1].reference in offered
    assert world.case.reference not in offered
    client.post(file_at(files[0], f"{here}files/"), {"same_person": [str(files[1].pk)]})
    unread = client.post(file_at(files[0], f"{here}copy/"), {})
    assert "Read every text first" in unread.content.decode()
    page = client.get(file_at(files[0], f"{here}texts/")).content.decode()
    assert "<del>" in page
    assert client.post(file_at(files[0], f"{here}texts/"), {}).status_code == 303
    assert client.post(file_at(files[0], f"{here}copy/"), {}).status_code == 303
    bundle = bundle_of(client, world, files[0], asked)
    found = everything_in(bundle, tmp_path)
    assert [fact for fact, _sentence in THIRD if fact.lower() in found.lower()] == []
    for own in ("Carraway", "12 Elmfield Close", "Prefers mornings", cases[0].reference, cases[1].reference):
        assert own in found, own
    data = json.loads(bundle["your-data.json"])
    assert [file["part"] for file in data["files"]] == ["Victim 1", "Offender 1"]
    assert "Fennimore" not in found
    assert "Papers of" not in found


def test_it_lets_a_reader_leave_out_more_and_less(world: World, client: Client, files: list[File]) -> None:
    client.force_login(world.north.admin)
    asked = ask(client, files[0])
    with world.north.at("manager"):
        note = Contact.objects.filter(file=files[0]).earliest("recorded_at")
    text = file_at(files[0], f"rights/{asked.pk}/texts/cases_contact/{note.pk}/note/")
    shown = client.get(text).content.decode()
    assert "Otto Brandreth rang twice" in shown
    refused = client.post(text, {"words": "not there at all"}).content.decode()
    assert "Enter words that stand in the text" in refused
    assert client.post(text, {"words": "mornings"}).status_code == 303
    with world.north.at("manager"):
        row = TextDecision.objects.get(request_id=asked.pk)
        assert [note.note[a:b] for a, b in row.spans] == ["mornings"]
        assert "mornings" not in str(row.spans)
        Contact.objects.filter(pk=note.pk).update(note="Another text. Otto Brandreth too.")
    page = client.get(file_at(files[0], f"rights/{asked.pk}/texts/")).content.decode()
    assert "<del>Otto Brandreth too.</del>" in page, "a text that changed is read again"


def test_it_runs_a_clock_of_one_month_that_can_be_extended_once(
    world: World, client: Client, files: list[File]
) -> None:
    client.force_login(world.north.admin)
    asked = ask(client, files[0], **day("received_on", today() - timedelta(days=3)))
    came = today() - timedelta(days=3)
    with world.north.at("manager"):
        clock = Deadline.objects.get(kind="rights_request")
        assert clock.due_on == due(came, 1, Unit.MONTHS)
        assert (clock.file_id, clock.subject) == (files[0].pk, asked.pk)
    more = file_at(files[0], f"rights/{asked.pk}/more-time/")
    assert "Enter why more time is needed" in client.post(more, {}).content.decode()
    assert client.post(more, {"reason": "Eleven cases to read"}).status_code == 303
    assert "More time was taken already" in client.post(more, {"reason": "Again"}).content.decode()
    with world.north.at("manager"):
        assert Deadline.objects.get(kind="rights_request").due_on == due(came, 3, Unit.MONTHS)
    answer = file_at(files[0], f"rights/{asked.pk}/answer/")
    refused = client.post(answer, {"state": "refused", **day("answered_on", today())})
    assert "Enter why not all of it was done" in refused.content.decode()
    sent = {"state": "granted", "answer": "Copy handed over", **day("answered_on", today())}
    assert client.post(answer, sent).status_code == 303
    with world.north.at("manager"):
        assert Deadline.objects.get(kind="rights_request").met_on == today()
        assert RightsRequest.objects.get(pk=asked.pk).state == "granted"
    assert "answered already" in client.post(answer, sent).content.decode()


@pytest.mark.parametrize("kind", ["correction", "objection", "erasure"])
def test_it_records_every_kind_of_request_once(
    world: World, client: Client, files: list[File], kind: str
) -> None:
    client.force_login(world.north.admin)
    asked = ask(client, files[0], kind)
    again = client.post(
        file_at(files[0], "rights/new/"),
        {"new_id": str(asked.pk), "kind": kind, "identity_how": "x", **day("received_on", today())},
    )
    assert again.status_code == 303
    page = client.get(file_at(files[0], "rights/")).content.decode()
    assert page.count(f"rights/{asked.pk}/") == 1
    assert client.get(file_at(files[0], f"rights/{asked.pk}/")).status_code == 200
    texts = client.get(file_at(files[0], f"rights/{asked.pk}/texts/"))
    assert texts.status_code == 404


def test_it_is_the_offices_alone(world: World, client: Client, cases: list[Case], files: list[File]) -> None:
    world.north.allocate(cases[0])
    client.force_login(world.north.admin)
    asked = ask(client, files[0])
    places = ["rights/", "rights/new/", "rights/erase/"]
    places += [
        f"rights/{asked.pk}/{rest}" for rest in ("", "more-time/", "answer/", "files/", "texts/", "copy/")
    ]
    for who in (world.north.facilitator, world.north.supervisor, world.north.liaison, world.south.manager):
        client.force_login(who)
        assert {client.get(file_at(files[0], place)).status_code for place in places} == {404}
    client.force_login(world.north.admin)
    stranger = world.harmed
    stranger.case = world.case
    assert client.get(file_at(stranger, f"rights/{asked.pk}/")).status_code == 404
    assert client.get(file_at(stranger, f"rights/{asked.pk}/copy/{uuid7()}/")).status_code == 404
