"""Documents are tagged PDFs, made behind the wall of one file, kept whole."""

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.template import engines
from django.test import Client
from pypdf import PdfReader

from cases.models import File, Identity, SafeContact
from rjcase.audit.models import ReadLog
from rjcase.documents import pdf
from rjcase.documents.models import Document
from rjcase.documents.services import make_document
from rjcase.tenancy import OutsideScheme
from tests.world import World

pytestmark = pytest.mark.django_db

LETTER = "documents/letters/intro_harmed.html"


def letter_about(file: File, **more: Any) -> Any:
    """A context that reads every identity and address it can reach, as a careless author would."""

    def context() -> dict[str, Any]:
        names = [who.name for who in Identity.objects.order_by("family_name")]
        addresses = [where.address for where in SafeContact.objects.order_by("address")]
        return {
            "addressee": ", ".join(names),
            "address": "\n".join(addresses),
            "reference": "NOR-2026-0001-A",
            "sender": {"name": "Fran", "email": "fran@northshire.example"},
        } | more

    return context


def make(world: World, file: File, who: str = "manager", **more: Any) -> Document:
    with world.north.at(who):
        return make_document(
            template=LETTER,
            file=file,
            actor=world.north.actor(who),
            context=letter_about(file, **more),
            kind=Document.Kind.LETTER,
            title="An offer to talk",
        )


def reader(document: Document) -> PdfReader:
    return PdfReader(BytesIO(bytes(document.content)))


def test_it_reaches_one_file_only_even_for_those_who_may_see_both(world: World) -> None:
    world.north.allocate(world.case)
    for who in ("manager", "facilitator"):
        with world.north.at(who):
            text = reader(make(world, world.harmed, who)).pages[0].extract_text()
        assert "Hana Northvictim" in text
        assert "1 Northvictim Road" in text
        assert "Northoffender" not in text
    with world.north.at("manager"):
        other = reader(make(world, world.responsible)).pages[0].extract_text()
    assert "Rob Northoffender" in other
    assert "Northvictim" not in other


def test_it_makes_a_tagged_pdf_with_language_and_title(world: World, tmp_path: Path) -> None:
    document = make(world, world.harmed)
    made = reader(document)
    catalogue: Any = made.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"].lower() == "en-gb"
    assert made.metadata is not None
    assert made.metadata.title == "An offer to talk"
    assert made.metadata.author == "Northshire"
    path = tmp_path / "letter.pdf"
    path.write_bytes(bytes(document.content))
    checker = Path(sys.executable).with_name("pdfua")
    judged = subprocess.run([checker, "check", path], capture_output=True, text=True, check=False)  # noqa: S603
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "errors=0 warnings=0" in judged.stdout, judged.stdout


def test_it_keeps_version_digest_and_maker_and_makes_the_same_letter_once(world: World) -> None:
    first, again = make(world, world.harmed), make(world, world.harmed)
    assert first.pk == again.pk
    with world.north.at("manager"):
        kept = Document.objects.get()
        assert kept.sha256 == hashlib.sha256(bytes(kept.content)).hexdigest()
        assert kept.template == LETTER
        assert kept.template_version == pdf.template_version(LETTER)
        assert kept.made_by == world.north.manager
    assert make(world, world.harmed, addressee="Somebody Else").pk != first.pk


def test_it_lets_nobody_change_or_remove_what_was_given(world: World) -> None:
    document = make(world, world.harmed)
    with world.north.at("manager"):
        for act in (
            lambda: Document.objects.filter(pk=document.pk).update(title="x"),
            lambda: Document.objects.filter(pk=document.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        assert Document.objects.get().title == "An offer to talk"


def test_it_keeps_nothing_for_somebody_who_may_not_change_the_file(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make(world, world.harmed, "facilitator")
    with world.north.at("manager"):
        assert not Document.objects.exists()


def test_it_fetches_nothing_from_anywhere(world: World) -> None:
    from weasyprint.urls import FatalURLFetchingError

    for address in ("https://example.org/pixel.png", "file:///etc/passwd", "pixel.png", "//example.org/x"):
        page = engines["django"].from_string(f'<html lang="en"><img alt="" src="{address}"></html>')

        with pytest.raises(FatalURLFetchingError), pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf, "get_template", lambda _name, page=page: page)
            pdf.render_pdf("x", {}, title="x")
    # What a person typed is text, never markup that could ask for anything.
    document = make(world, world.harmed, address='<img src="https://example.org/pixel.png">')
    with world.north.at("manager"):
        assert "<img" in reader(document).pages[0].extract_text()


def test_it_is_made_only_inside_a_scheme(world: World) -> None:
    with pytest.raises(OutsideScheme):
        make_document(
            template=LETTER, file=world.harmed, actor=None, context=dict, kind="letter", title="Letter"
        )


def download(world: World, who: str, document: Document, slug: str = "northshire") -> Any:
    client = Client()
    client.force_login((world.north if slug == "northshire" else world.south).people[who])
    return client.get(f"/{slug}/documents/{document.pk}/")


def test_it_is_downloaded_under_a_neutral_name_and_the_read_is_logged(world: World) -> None:
    document = make(world, world.harmed)
    world.north.allocate(world.case)
    answer = download(world, "facilitator", document)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{world.case.reference}-letter.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    with world.north.at("manager"):
        looked = ReadLog.objects.get(page="document")
        assert (looked.user, looked.files) == (world.north.facilitator, [world.harmed.pk])


def test_it_is_not_there_for_anybody_without_the_file(world: World) -> None:
    document = make(world, world.harmed)
    world.north.allocate(world.case, sides="responsible")
    for who in ("facilitator", "facilitator2", "referrer", "commissioner", "liaison"):
        assert download(world, who, document).status_code == 404
    assert download(world, "manager", document, "southshire").status_code == 404
