"""Job descriptions of facilitators in the register."""

import pytest
from django.test import Client

from practitioners.job_descriptions import FACTS
from practitioners.models import JobDescription
from tests.world import World

pytestmark = pytest.mark.django_db
JOBS = "/northshire/practitioners/jobs/"
PRISON = (
    *("Group profile", "Organisation level", "Band", "Overview of the job", "Summary"),
    *("Responsibilities, activities and duties", "First competency", "Sixth competency"),
    *("Minimum eligibility", "Essential skills, qualifications and registration", "Hours a week", "Benefits"),
)
COMMUNITY = (
    *("Post number", "Reports to", "Staff reporting to the post", "Grade", "Purpose of the job"),
    *("Duties: working with cases", "Duties: partners and referrals", "Duties: records and information"),
    *("Duties: standards, training and supervision", "Duties: everything else"),
)


@pytest.mark.requirement("WTE-3D-01", "WTE-3E-01")
@pytest.mark.parametrize(("kind", "labels"), [("prison", PRISON), ("community", COMMUNITY)])
def test_it_keeps_a_job_description_with_every_field_of_its_kind(
    world: World, client: Client, kind: str, labels: tuple[str, ...]
) -> None:
    client.force_login(world.north.manager)
    empty = client.get(f"{JOBS}add/{kind}/").text
    for label in labels:
        assert label in empty, label
    assert ('value="37"' in empty) == (kind == "prison")
    assert "Enter job title" in client.post(f"{JOBS}add/{kind}/", {"title": ""}).text
    facts = {name: f"Text of {name}" for name in FACTS[kind]}
    key = {"new_id": "00000000-0000-7000-8000-00000000000a"}
    for _twice in range(2):
        done = client.post(f"{JOBS}add/{kind}/", {"title": "RJ facilitator", **facts, **key})
        assert done["Location"] == JOBS
    page = client.get(JOBS).text
    for text in ("RJ facilitator", *facts.values()):
        assert text in page, text
    with world.north.at("manager"):
        job = JobDescription.objects.get()
    changed = client.post(f"{JOBS}{job.pk}/", {"title": "<b>Lead</b>", **facts})
    assert changed.status_code == 303
    assert "&lt;b&gt;Lead&lt;/b&gt;" in client.get(JOBS).text


def test_it_is_for_managers_of_the_scheme(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    client.post(f"{JOBS}add/prison/", {"title": "RJ facilitator"})
    assert client.get(f"{JOBS}add/cook/").status_code == 404
    too_long = client.post(f"{JOBS}add/prison/", {"title": "x" * 151, "summary": "x" * 4001}).text
    assert "Job title must be 150 characters or fewer" in too_long
    assert "Summary must be 4000 characters or fewer" in too_long
    with world.north.at("manager"):
        job = JobDescription.objects.get()
    client.force_login(world.south.manager)
    assert client.get(f"/southshire/practitioners/jobs/{job.pk}/").status_code == 404
    for who in (world.north.facilitator, world.north.admin, world.south.manager):
        client.force_login(who)
        assert client.get(JOBS).status_code == 404
