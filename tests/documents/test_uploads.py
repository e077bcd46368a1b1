"""Files that people hand in: what is taken, what is refused, who opens them (security.md, T15)."""

import hashlib
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from PIL import Image, ImageFile

from cases.models import File
from rjcase.audit.models import ReadLog
from rjcase.documents.models import Retraction, Upload
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.cases.walk import case_at, day, file_at
from tests.documents import made
from tests.world import World, sql

pytestmark = pytest.mark.django_db
NAMES = "Hana Northvictim statement"


@pytest.fixture
def worked(world: World) -> World:
    """Northshire's case, worked on both sides by the facilitator, on the victim's by a colleague."""
    world.north.allocate(world.case)
    world.north.allocate(world.case, "facilitator2", "harmed")
    world.harmed.case = world.responsible.case = world.case
    return world


def at(world: World, who: str, house: str = "north") -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(getattr(world, house).people[who])
    return client


def send(client: Client, file: File, content: bytes, name: str = f"{NAMES}.pdf", **more: Any) -> Any:
    """Hand a file in through its form."""
    fields = {
        "new_id": str(uuid7()),
        "title": "A letter",
        **day("received_on", today()),
        "upload": SimpleUploadedFile(name, content),
    } | more
    return client.post(file_at(file, "uploads/add/"), fields)


def kept(world: World) -> list[Upload]:
    """What is in the database, with the bytes."""
    with world.north.at("manager"):
        return list(Upload.objects.defer(None).order_by("number", "pk"))


def error(answer: Any) -> str:
    """The one message at the field of the file."""
    assert answer.status_code == 200, answer.status_code
    found = re.findall(r'id="id_upload-error".*?</span>(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert len(found) == 1, answer.content.decode()[:4000]
    return str(found[0]).strip()


def test_it_takes_what_services_are_given_and_gives_it_back_as_a_neutral_download(worked: World) -> None:
    mine = at(worked, "facilitator")
    for name, content in (
        (f"{NAMES}.pdf", made.pdf(3)),
        ("../../../etc/passwd.docx", made.docx()),
        ("..\\..\\boot.odt", made.odt()),
        ("NOTE.TXT", "Dear café".encode("cp1252")),
        ("photo.png", made.picture("PNG")),
    ):
        answer = send(mine, worked.harmed, content, name)
        assert answer.status_code == 303, error(answer)
    rows = kept(worked)
    assert [(row.number, row.kind, row.pages) for row in rows] == [
        (1, "pdf", 3), (2, "docx", None), (3, "odt", None), (4, "txt", None), (5, "png", None),
    ]  # fmt: skip
    assert bytes(rows[3].content).decode() == "Dear café"
    assert all(row.sha256 == hashlib.sha256(bytes(row.content)).hexdigest() for row in rows)
    page = mine.get(file_at(worked.harmed, "uploads/")).content.decode()
    assert "5. A letter" in page
    pass_on = f"{file_at(worked.harmed, 'passed-on/add/')}?received=2"
    assert pass_on in page
    form = mine.get(pass_on).content.decode()
    assert "File number 2 of those received (Word document, received on" in form
    assert "File number" not in mine.get(pass_on.replace("=2", "=99")).content.decode()
    with worked.north.at("manager"):
        stored = repr(list(Upload.objects.values("title", "kind", "sha256", "size")))
    assert "passwd" not in stored
    assert "Northvictim" not in stored

    answer = mine.get(file_at(worked.harmed, f"uploads/{rows[0].pk}/"))
    assert answer.content == bytes(rows[0].content)
    assert answer["Content-Disposition"] == f'attachment; filename="{worked.case.reference}-file-1.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    with worked.north.at("manager"):
        looked = ReadLog.objects.get(page="cases:upload")
        assert (looked.user, looked.files) == (worked.north.facilitator, [worked.harmed.pk])


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes, and what the refusal says."""
    other, acts = "must be a PDF, JPG, PNG, DOCX, ODT or TXT", "scripts, moving parts or other files"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    archive, document = made.zipped({"a.txt": "x"}), made.docx()
    yield "empty.pdf", b"", "is empty"
    yield "picture.svg", svg, other
    yield "picture.txt", svg, other
    yield "picture.png", svg, other
    yield "words.txt", b"Hello <script>alert(1)</script>", "plain text, with no HTML"
    yield "page.txt", b"<!DOCTYPE html><html><body>x", other
    yield "data.txt", b"\0\1\2\3 words", other
    yield "program.pdf", b"MZ\x90\0" + b"\0" * 200, other
    yield "many.docx", archive, other
    yield "many.zip", archive, other
    yield "old.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, other
    yield "letter.exe", made.pdf(), other
    yield "letter", made.pdf(), other
    yield "photo.pdf", made.picture(), "ends in .pdf, but it is a JPEG"
    yield "letter.jpg", made.pdf(), "ends in .jpg, but it is a PDF"
    yield "letter.odt", document, "ends in .odt, but it is a DOCX"
    # One file that is two
    yield "both.pdf", made.pdf() + archive, "something else hung onto it"
    yield "both.pdf", made.pdf() + b"<script>alert(1)</script>", "something else hung onto it"
    yield (
        "both.pdf",
        made.pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<html><script>x</script>\n"),
        "hung onto it",
    )
    yield "both.docx", document + b"%PDF-1.7 trailing", "damaged"
    yield "both.docx", b"GIF89a" + document, other
    for act in made.scripts():
        yield "acts.pdf", act, acts
    yield "locked.pdf", made.locked_pdf(), "has a password"
    yield "cut.pdf", made.pdf()[:-300] + b"%%EOF", "damaged"
    yield "pages.pdf", made.pdf(1001), "between 1 and 1000 pages"
    # Archives that burst, climb, lie, act or fetch
    yield "bomb.docx", made.docx(more={"word/big.xml": b" " * 61_000_000}), "too large when unpacked"
    yield "dense.docx", made.docx(more={"word/big.xml": b" " * 9_000_000}), "too large when unpacked"
    yield "liar.docx", made.liar(), "damaged"
    yield (
        "crowd.docx",
        made.docx(more={f"word/{n}.xml": "<a/>" for n in range(2001)}),
        "too large when unpacked",
    )
    yield "climb.docx", made.docx(more={"../../etc/cron.d/x": "x"}), "damaged"
    yield "climb.docx", made.docx(more={"/etc/passwd": "x"}), "damaged"
    yield "climb.docx", made.docx(more={"word\\..\\x": "x"}), "damaged"
    yield "macro.docx", made.docx(more={"word/vbaProject.bin": b"x"}), "macros"
    yield "ole.docx", made.docx(more={"word/embeddings/oleObject1.bin": b"x"}), "macros"
    yield "nested.docx", made.docx(more={"word/media/a.png": archive}), "macros"
    yield (
        "fetch.docx",
        made.docx(more={"word/_rels/settings.xml.rels": made.RELATIONS.format("attachedTemplate")}),
        "outside content",
    )
    entities = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    yield "laughs.docx", made.docx(more={"word/styles.xml": entities}), "damaged"
    # Pictures
    yield "flood.png", made.flood(), "fewer than 50 million pixels"
    yield "cut.jpg", made.picture()[:400], "damaged"


def test_it_refuses_what_is_not_what_it_says_with_one_message_each_and_keeps_nothing(
    worked: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = at(worked, "facilitator")
    decoded: list[tuple[int, int]] = []
    load = ImageFile.ImageFile.load

    def watched(self: Any) -> Any:
        decoded.append(self.size)
        return load(self)

    monkeypatch.setattr(ImageFile.ImageFile, "load", watched)
    for name, content, words in hostile():
        answer = send(mine, worked.harmed, content, name, title="Kept text")
        said = error(answer)
        assert words in said, (name, said)
        page = answer.content.decode()
        assert 'value="Kept text"' in page, name
        assert "Northvictim statement" not in page
    assert kept(worked) == []
    assert decoded == []  # no pixel of the flood was ever in memory
    assert send(mine, worked.harmed, made.picture(), "a.jpg").status_code == 303
    assert set(decoded) == {(60, 40)}
    # A link that a reader may follow acts on nobody.
    link = made.RELATIONS.format("hyperlink")
    assert send(mine, worked.harmed, made.docx(more={"word/_rels/a.rels": link}), "a.docx").status_code == 303


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_it_keeps_of_a_picture_what_can_be_seen_and_nothing_else(worked: World, form: str) -> None:
    sent = made.picture(form) + b"<script>alert(1)</script>PK\x05\x06" + b"\0" * 18
    assert made.MAKE.encode() in sent
    assert made.COMMENT.encode() in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (52.0, 28.0, 48.0)
    answer = send(at(worked, "facilitator"), worked.harmed, sent, f"photo.{form.lower()}")
    assert answer.status_code == 303, error(answer)
    content = bytes(kept(worked)[0].content)
    drawn = Image.open(io.BytesIO(content))
    assert drawn.size == (40, 60)  # upright, as its camera meant it
    red, green, _blue = cast(tuple[int, int, int], drawn.convert("RGB").getpixel((20, 30)))
    assert (red > 180, green < 60) == (True, True)
    assert dict(drawn.getexif()) == {}
    assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for hung in (made.MAKE.encode(), made.COMMENT.encode(), b"<script>", b"PK\x05\x06", b"Exif"):
        assert hung not in content, hung


def test_it_asks_before_it_takes_a_paper_that_names_the_other_side(worked: World) -> None:
    mine = at(worked, "facilitator")
    paper = made.docx("He is Rob Northoffender of B1 1AA.")
    answer = send(mine, worked.harmed, paper, "a.docx")
    page = answer.content.decode()
    assert "a name" in page
    assert "Select the file again" in error(answer)
    assert kept(worked) == []
    ticked = send(mine, worked.harmed, paper, "a.docx", file_holds_other_side="on")
    assert ticked.status_code == 303
    assert len(kept(worked)) == 1
    assert send(mine, worked.responsible, paper, "a.docx").status_code == 303


def test_it_is_kept_once_when_sent_twice_and_says_when_it_stands_there_already(worked: World) -> None:
    mine, twice = at(worked, "facilitator"), str(uuid7())
    for _ in range(2):
        assert send(mine, worked.harmed, made.pdf(), new_id=twice).status_code == 303
    assert len(kept(worked)) == 1
    answer = send(mine, worked.harmed, made.pdf())
    assert "The same file was added before, as number 1" in answer.content.decode()
    assert "Select the file again" in error(answer)


def test_it_stops_at_the_size_of_a_file_and_the_room_of_a_case_and_a_scheme(
    worked: World, settings: Any
) -> None:
    mine, room = at(worked, "facilitator"), dict(settings.UPLOADS)
    settings.UPLOADS = room | {"file_bytes": 2_000_000}
    assert "smaller than 2 MB" in error(send(mine, worked.harmed, b"%PDF-" + b"x" * 2_000_000))
    assert send(mine, worked.harmed, b"%PDF-" + b"x" * 8_000_000).status_code == 413
    settings.UPLOADS = room | {"case_count": 1}
    assert send(mine, worked.harmed, made.pdf()).status_code == 303
    full = "This case has no room for more files"
    # Counted over the whole case, also by somebody who sees one side of it.
    for who, file in (("facilitator", worked.responsible), ("facilitator2", worked.harmed)):
        assert full in send(at(worked, who), file, made.pdf(2)).content.decode()
    settings.UPLOADS = room | {"case_bytes": 1000}
    assert full in send(mine, worked.harmed, made.pdf(2)).content.decode()
    settings.UPLOADS = room | {"scheme_bytes": 1000}
    assert "There is no room for more files" in send(mine, worked.harmed, made.pdf(2)).content.decode()
    assert len(kept(worked)) == 1


def test_it_is_taken_back_with_a_reason_and_stays_for_the_office_alone(worked: World) -> None:
    mine, office = at(worked, "facilitator"), at(worked, "manager")
    assert send(mine, worked.harmed, made.pdf()).status_code == 303
    upload = kept(worked)[0]
    address, form = (file_at(worked.harmed, f"uploads/{upload.pk}/{rest}") for rest in ("", "take-back/"))
    assert "Enter why you take it back" in mine.post(form, {"reason": ""}).content.decode()
    assert mine.post(form, {"reason": "It belongs in another file"}).status_code == 303
    page = mine.get(file_at(worked.harmed, "uploads/")).content.decode()
    assert "It belongs in another file" in page
    assert address not in page
    assert mine.get(address).status_code == 404
    assert mine.post(form, {"reason": "Again"}).status_code == 404
    again = office.post(form, {"reason": "Somebody else says so too"}).content.decode()
    assert "This file was taken back in the meantime" in again
    assert office.get(address).content == bytes(upload.content)
    history = mine.get(case_at(worked.case, "history/")).content.decode()
    for words in ("file taken back", "1. A file: It belongs in another file"):
        assert words in history, words
    assert "A letter" not in page + history, "its title may name somebody too"
    assert "1. A letter: It belongs" in office.get(case_at(worked.case, "history/")).content.decode()
    with worked.north.at("facilitator"):  # past the pages and the ORM
        assert sql("select 1 from documents_upload") == []
        assert sql("select number from documents_retraction") == [(1,)]
    with worked.north.at("manager"):
        assert sql("select title from documents_upload") == [("A letter",)]
    # The same file may then be added where it belongs, or anew.
    assert send(mine, worked.harmed, made.pdf()).status_code == 303
    with worked.north.at("manager"):
        for model, act in (
            (Upload, lambda rows: rows.update(title="x")),
            (Retraction, lambda rows: rows.delete()),
            (Upload, lambda rows: rows.delete()),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act(model.objects.all())


def test_it_is_not_there_for_the_other_side_another_scheme_or_nobody(worked: World) -> None:
    assert send(at(worked, "manager"), worked.responsible, made.pdf()).status_code == 303
    upload = kept(worked)[0]
    absent = at(worked, "facilitator2").get(file_at(worked.responsible, f"uploads/{uuid7()}/"))
    assert absent.status_code == 404
    tail = f"uploads/{upload.pk}/"
    for who in ("facilitator2", "volunteer", "referrer", "commissioner", "liaison", "supervisor"):
        client = at(worked, who)
        for rest in ("uploads/", "uploads/add/", tail, f"{tail}take-back/"):
            assert client.get(file_at(worked.responsible, rest)).status_code == 404, (who, rest)
        # Nor through a file that is theirs.
        assert client.get(file_at(worked.harmed, tail)).status_code == 404
        assert send(client, worked.responsible, made.pdf(2)).status_code == 404
    for slug in ("northshire", "southshire"):
        elsewhere = at(worked, "manager", "south").get(file_at(worked.responsible, tail, slug))
        assert elsewhere.status_code == 404
    assert at(worked, "facilitator").get(file_at(worked.responsible, tail)).status_code == 200
    # The wall of the row is the wall of the bytes.
    for who, seen in (("facilitator2", 0), ("liaison", 0), ("facilitator", 1)):
        with worked.north.at(who), connection.cursor() as cursor:
            cursor.execute("select count(content) from documents_upload")
            assert cursor.fetchone() == (seen,), who
    with worked.north.at("liaison"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select * from uploads_taken(%s)", [worked.case.pk])


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_do_not_both_find_the_last_place(worked: World, settings: Any) -> None:
    settings.UPLOADS = settings.UPLOADS | {"case_count": 2}
    send(at(worked, "manager"), worked.harmed, made.pdf(9))
    together = Barrier(2)
    senders = [(at(worked, "facilitator"), worked.responsible), (at(worked, "facilitator2"), worked.harmed)]

    def hand_in(which: int) -> int:
        client, file = senders[which]
        together.wait(20)
        try:
            return int(send(client, file, made.pdf(which + 1)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(hand_in, range(2))) == [200, 303]
    assert len(kept(worked)) == 2


def test_it_goes_to_the_papers_and_a_joint_file_for_those_who_see_both_sides(worked: World) -> None:
    with worked.north.at("manager"):
        sql("select open_joint(uuidv7(), %s)", [worked.case.pk])
        mixed = list(File.objects.filter(case=worked.case).exclude(kind="party").order_by("kind"))
    assert [file.kind for file in mixed] == ["joint", "papers"]
    for file in mixed:
        file.case = worked.case
        # Both sides are named here by their nature: nothing is asked.
        about = made.docx("Hana Northvictim met Rob Northoffender.")
        assert send(at(worked, "facilitator"), file, about, "a.docx").status_code == 303
        with worked.north.at("manager"):
            upload = Upload.objects.get(file=file)
        for rest in ("uploads/", f"uploads/{upload.pk}/", "uploads/add/"):
            assert at(worked, "facilitator").get(file_at(file, rest)).status_code == 200
            assert at(worked, "facilitator2").get(file_at(file, rest)).status_code == 404
    page = at(worked, "admin").get(case_at(worked.case, "papers/")).content.decode()
    assert file_at(mixed[1], "uploads/") in page
