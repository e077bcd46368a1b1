"""Documents about the security of the case system: held, dated, looked at again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rjcase.assurance.models import SecurityDocument
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.assurance.test_breaches import errors, signed_in
from tests.cases.walk import day
from tests.world import World, sql

pytestmark = pytest.mark.django_db
REGISTER = "/northshire/data-protection/security/"


def policy(dated: int, review: int, **more: Any) -> dict[str, Any]:
    """A policy of so many days ago that is reviewed in so many days."""
    return {
        "new_id": str(uuid7()),
        "kind": "policy",
        "title": "Security policy of Northshire",
        "version": "3.1",
        "kept_at": "Shared drive, folder 12",
        "is_held": "on",
        **day("dated_on", today() - timedelta(days=dated)),
        **day("review_on", today() + timedelta(days=review)),
    } | more


@pytest.mark.requirement("WM-10-10")
def test_it_holds_and_dates_the_security_documents_and_says_what_is_missing(
    world: World, client: Client
) -> None:
    client.force_login(world.north.manager)
    page = client.get(REGISTER).content.decode()
    assert "No document is recorded" in page
    assert "<li>Information security policy</li>" in page, "what is not held is named"
    sent = policy(dated=30, review=-1)
    for _ in range(2):
        assert client.post(f"{REGISTER}add/", sent).status_code == 303
    page = client.get(REGISTER).content.decode()
    for words in ("Security policy of Northshire", "3.1", "Shared drive, folder 12", "Overdue"):
        assert page.count(words) >= 1, words
    assert "<li>Information security policy</li>" not in page
    assert "Security policy of Northshire" in client.get("/northshire/work/").content.decode()
    with world.north.at("manager"):
        row = SecurityDocument.objects.get()
    newer = policy(dated=0, review=365, version="4.0")
    assert client.post(f"{REGISTER}{row.pk}/", newer).status_code == 303
    page = client.get(REGISTER).content.decode()
    assert "4.0" in page
    assert "3.1" not in page
    assert "Overdue" not in page
    assert "Security policy of Northshire" not in client.get("/northshire/work/").content.decode()
    with world.north.at("manager"):
        kept = sql("select version from assurance_securitydocumentevent where pgh_obj_id = %s", [row.pk])
        assert {version for (version,) in kept} == {"3.1", "4.0"}, "the history keeps the earlier one"
    assert client.post(f"{REGISTER}{row.pk}/", policy(dated=0, review=1, is_held="")).status_code == 303
    assert "<li>Information security policy</li>" in client.get(REGISTER).content.decode()


def test_it_is_kept_by_managers_and_refuses_days_that_cannot_be(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    said = errors(client.post(f"{REGISTER}add/", policy(dated=1, review=-2)))
    assert "The day of the review must be after the date of the document" in said
    assert "must be today or in the past" in errors(
        client.post(f"{REGISTER}add/", policy(dated=-1, review=9))
    )
    office = signed_in(world, "admin")
    assert "Add a security document" not in office.get(REGISTER).content.decode()
    assert office.post(f"{REGISTER}add/", policy(1, 1)).status_code == 404
    with world.north.at("manager"):
        assert not SecurityDocument.objects.exists()
