"""A partner adds files to a referral of their agency: into the papers, without reading back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cases.models import Case, File
from referrals.models import Agency, AgencyMember, Referral
from rjcase.access.roles import Role
from rjcase.documents.models import Upload
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import file_at
from tests.documents import made
from tests.world import World

pytestmark = pytest.mark.django_db


def at(world: World, who: str, house: str = "north") -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(getattr(world, house).people[who])
    return client


def address(world: World) -> str:
    """Where files are added to the referral of Northshire's case."""
    with world.north.at("manager"):
        return f"/northshire/our-referrals/{Referral.objects.get(case=world.case).pk}/files/"


def send(client: Client, where: str, content: bytes, name: str = "Rob Northoffender.pdf", **more: Any) -> Any:
    """Send the form."""
    fields = {"new_id": str(uuid7()), "title": "Statement", "upload": SimpleUploadedFile(name, content)}
    return client.post(where, fields | more)


def test_it_goes_to_the_papers_and_cannot_be_read_back(world: World) -> None:
    partner, where, key = at(world, "referrer"), address(world), str(uuid7())
    assert where in partner.get("/northshire/our-referrals/").content.decode()
    for _ in range(2):
        assert send(partner, where, made.pdf(), new_id=key).status_code == 303
    page = partner.get(where).content.decode()
    assert page.count("<li>PDF, ") == 1
    assert "Statement" not in page
    with world.north.at("referrer"):
        assert not Upload.objects.exists()
    with world.north.at("admin"):
        row = Upload.objects.defer(None).get()
        papers = File.objects.get(case=world.case, kind="papers")
        assert (row.file_id, row.by, row.number, row.title) == (
            papers.pk, world.north.referrer, 1, "Statement",
        )  # fmt: skip
        assert bytes(row.content) == made.pdf()
    papers.case = world.case
    there = file_at(papers, f"uploads/{row.pk}/")
    assert partner.get(there).status_code == 404
    assert at(world, "admin").get(there).content == made.pdf()


def test_it_says_why_it_takes_nothing_and_keeps_what_was_typed(world: World, settings: Any) -> None:
    partner, where, room = at(world, "referrer"), address(world), dict(settings.UPLOADS)
    assert send(partner, where, made.pdf()).status_code == 303
    for content, name, words in (
        (made.pdf() + b"<script>", "a.pdf", "something else hung onto it"),
        (b"", "a.pdf", "is empty"),
        (made.pdf(), "a.pdf", "The same file was added before"),
    ):
        page = send(partner, where, content, name, title="Kept text").content.decode()
        assert words in page
        assert 'value="Kept text"' in page
    for limit, words in (
        ({"case_count": 1}, "no room for more files. Put"),
        ({"case_bytes": 10}, "no room for more files. Put"),
        ({"scheme_bytes": 10}, "There is no room for more files"),
    ):
        settings.UPLOADS = room | limit
        assert words in send(partner, where, made.pdf(2)).content.decode(), limit
    settings.UPLOADS = room
    with world.north.at("manager"):
        Case.objects.filter(pk=world.case.pk).update(closed_on=today())
    assert "This referral is closed" in send(partner, where, made.pdf(2)).content.decode()
    with world.north.at("manager"):
        assert Upload.objects.count() == 1


def test_it_is_not_there_for_another_agency_another_scheme_or_anybody_else(world: World) -> None:
    with acting(world.north.scheme, SYSTEM):
        other = world.north.people["other"] = world.north.join("other", Role.PARTNER)
        probation = Agency.objects.create(name="Northshire Probation", kind="probation")
        AgencyMember.objects.create(agency=probation, user=other)
    where = address(world)
    assert send(at(world, "referrer"), where, made.pdf()).status_code == 303
    for who in ("other", "manager", "facilitator", "commissioner", "liaison"):
        assert at(world, who).get(where).status_code == 404, who
        assert send(at(world, who), where, made.pdf(2)).status_code == 404, who
    assert at(world, "referrer", "south").get(where).status_code == 404
    referral = where.split("/")[3]
    call = "select hand_in_upload(uuidv7(), %s, '{}', 'x', '{}')"
    for who in ("other", "manager"):
        with world.north.at(who), connection.cursor() as cursor:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(call, [referral])
            cursor.execute("select count(*) from handed_in(%s)", [referral])
            assert cursor.fetchone() == (0,)
    with world.north.at("manager"):
        assert Upload.objects.count() == 1
