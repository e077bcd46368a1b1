"""Files received are in the copy a person asks for, and gone after an erasure."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, File
from cases.rights.documents import documents_naming
from cases.services.uploads import add_upload, retract_upload
from rjcase.audit.tasks import seal
from rjcase.documents.models import Retraction, Upload
from rjcase.documents.uploads.check import check
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.rights.models import Bundle
from tests.cases.walk import file_at
from tests.documents import made
from tests.rights.test_erasure import erase, verified
from tests.rights.test_subject_access import ask
from tests.world import World


def hand_in(world: World, file: File, content: bytes, name: str, title: str = "A paper") -> Upload:
    """Add a file as the manager."""
    with world.north.at("manager"):
        return add_upload(
            file,
            check(name, content),
            actor=world.north.actor("manager"),
            upload_id=uuid7(),
            title=title,
            received_on=today() - timedelta(days=1),
        )


@pytest.mark.django_db
def test_it_gives_a_person_the_words_without_others_and_a_file_only_once_somebody_looked(
    world: World, client: Client
) -> None:
    hers = world.harmed
    hers.case = world.case
    hand_in(world, hers, made.docx("Prefers mornings. Rob Northoffender lives near."), "a.docx")
    picture = hand_in(world, hers, made.picture(), "a.jpg", "Her garden")
    scan = hand_in(world, hers, made.picture("PNG"), "a.png", "Another")
    client.force_login(world.north.admin)
    asked = ask(client, hers)
    here = f"rights/{asked.pk}/"
    one = file_at(hers, f"{here}texts/documents_upload/{picture.pk}/file/")
    page = client.get(one).content.decode()
    assert file_at(hers, f"uploads/{picture.pk}/") in page
    assert client.post(one, {"words": ""}).status_code == 303
    assert client.post(file_at(hers, f"{here}texts/"), {}).status_code == 303
    assert client.post(file_at(hers, f"{here}copy/"), {}).status_code == 303
    with world.north.at("admin"):
        bundle = Bundle.objects.get(request_id=asked.pk)
        whole = bytes(Upload.objects.defer(None).get(pk=picture.pk).content)
    with zipfile.ZipFile(io.BytesIO(bytes(bundle.content))) as archive:
        names = set(archive.namelist())
        given = f"files/{world.case.reference}-file-{picture.number}.jpg"
        assert names == {"your-data.pdf", "your-data.json", given}, "not what nobody looked at"
        assert archive.read(given) == whole
        data = archive.read("your-data.json").decode()
    assert "Prefers mornings." in data
    assert "Northoffender" not in data
    assert f"file-{scan.number}.png" not in data
    kinds = [record["kind"] for file in json.loads(data)["files"] for record in file["records"]]
    assert kinds.count("File received") == 3


@pytest.fixture
def papers(world: World) -> dict[str, Any]:
    """Files of a case: hers, his, and the papers'."""
    case: Case = world.case
    with world.north.at("manager"):
        mixed = File.objects.get(case=case, kind="papers")
    back = hand_in(world, world.harmed, made.docx("zqsecret of hers"), "a.docx", "zqtitle")
    with world.north.at("manager"):
        retract_upload(back, world.harmed, actor=world.north.actor("manager"), reason="zqreason")
    return {
        "hers": hand_in(world, world.harmed, b"zqwords of hers", "a.txt"),
        "his": hand_in(world, world.responsible, b"zqkept, of his own", "a.txt"),
        "naming": hand_in(world, world.responsible, b"zqnaming Hana Northvictim", "b.txt"),
        "his scan": hand_in(world, world.responsible, made.picture("PNG"), "a.png"),
        "mixed": hand_in(world, mixed, b"zqmixed Ms Northvictim", "a.txt"),
        "mixed scan": hand_in(world, mixed, made.picture(), "a.jpg"),
        "mixed other": hand_in(world, mixed, b"zqother", "b.txt", "About Hana Northvictim's wall"),
        "mixed kept": hand_in(world, mixed, b"zqstays, of nobody", "c.txt"),
    }


@pytest.mark.django_db(transaction=True)
def test_it_leaves_no_file_of_an_erased_person_and_none_that_names_them(
    world: World, papers: dict[str, Any], everything: Callable[[], bytes]
) -> None:
    seal()
    before = everything()
    for word in ("zqwords", "zqnaming", "zqmixed", "zqother"):
        assert word.encode().hex().encode() in before, word
    with world.north.at("manager"):
        named = documents_naming(world.case, world.harmed)
    done = erase(world, world.case, world.harmed, named)
    after = everything()
    for word in (
        "zqsecret",
        "zqtitle",
        "zqreason",
        "zqwords",
        "zqnaming",
        "zqmixed",
        "zqother",
        "Northvictim",
    ):
        assert word.encode() not in after, word
        assert word.encode().hex().encode() not in after, word
    with world.north.at("manager"):
        left = set(Upload.objects.values_list("pk", flat=True))
        assert not Retraction.objects.exists()
    assert left == {papers[name].pk for name in ("his", "his scan", "mixed kept")}
    assert (done.counts["documents_upload"], done.counts["documents_retraction"]) == (6, 1)
    assert "findings" not in verified()


@pytest.mark.django_db(transaction=True)
def test_it_leaves_no_file_of_a_case_past_its_time(
    world: World, papers: dict[str, Any], everything: Callable[[], bytes]
) -> None:
    seal()
    with world.north.at("manager"):
        Case.objects.filter(pk=world.case.pk).update(closed_on=today(), face="completed")
    erase(world, world.case, None)
    after = everything()
    for word in ("zqkept", "zqstays", "zqmixed", "zqwords"):
        assert word.encode().hex().encode() not in after, word
    with world.north.at("manager"):
        assert not Upload.objects.exists()
    assert "findings" not in verified()
