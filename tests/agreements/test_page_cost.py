"""The case page asks the database as often, whatever a case holds."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.services.record_progress import record_progress
from cases.models import Contact, File, Progress, StageChange
from cases.services.contacts import log_contact
from cases.services.parties import add_party
from conferences.models import Participant, Process
from rjcase.kernel.clock import now
from tests.agreements.scene import Scene
from tests.world import party

pytestmark = pytest.mark.django_db

MOST = 46  # a case that holds one of everything; a young one stays under FEW
FEW = 34


def cost(browser: Client, scene: Scene) -> Counter[str]:
    """How often the case page asks each table."""
    browser.get(scene.url())  # what is read once a process (content types) is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(scene.url()).status_code == 200
    tables = (re.search(r'(?:FROM|INTO) "(\w+)"', query["sql"]) for query in queries)
    return Counter(found[1] for found in tables if found)  # without begin, commit and the like


def contacts(scene: Scene, number: int) -> None:
    with scene.north.at("facilitator"):
        for file in File.objects.filter(case=scene.case, kind="party"):
            for back in range(number):
                log_contact(
                    file,
                    actor=scene.north.actor("facilitator"),
                    happened_at=now() - timedelta(hours=back + 1),
                    method=Contact.Method.PHONE,
                    direction=Contact.Direction.IN,
                    result=Contact.Result.REACHED,
                    note=f"Call {back}",
                )


def process(scene: Scene, state: str) -> None:
    joint = scene._open_joint()
    with scene.north.at("manager"):
        made = Process.objects.create(
            case=scene.case,
            joint=joint,
            form="direct",
            kind="conference",
            state=state,
            held_at=now() if state == "held" else None,
            opened_by=scene.north.manager,
        )
        for file in File.objects.filter(case=scene.case, kind="party").select_related("party"):
            Participant.objects.create(joint=joint, process=made, party=file.party, file=file)


def more_of_everything(scene: Scene) -> None:
    """Two more parties, many contacts, consents, processes, and an agreement for one of them."""
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        for role, side in (("victim", "harmed"), ("offender", "responsible")):
            add_party(scene.case, actor=actor, role=role, given_names="Another", family_name=side.title())
    contacts(scene, 5)
    for purpose in ("explore", "take_part", "share"):
        scene.consent(scene.harmed, purpose)
        scene.consent(scene.responsible, purpose)
    for state in ("held", "planned", "cancelled"):
        process(scene, state)
    first = scene.joint
    with scene.north.at("manager"):
        held = Process.objects.filter(case=scene.case, state="held").exclude(joint=first)
        scene.joint = held.select_related("joint__case").get().joint
    scene.agreed(due_on=scene.held_on + timedelta(days=20))


def put_in(scene: Scene, stage: str) -> None:
    with scene.north.at("manager"):
        Progress.objects.filter(case=scene.case).update(stage=stage)


@pytest.mark.parametrize("stage", ["following_up", "ready", "in_process", "preparing"])
@pytest.mark.parametrize("who", ["facilitator", "manager"])
def test_it_costs_the_same_whatever_the_case_holds(scene: Scene, who: str, stage: str) -> None:
    contacts(scene, 1)
    process(scene, "planned")
    for purpose in ("explore", "take_part", "share"):
        scene.consent(scene.harmed, purpose)
    _agreement, item = scene.agreed()
    with scene.north.at("facilitator"):
        record_progress(item, actor=scene.north.actor("facilitator"), state="done", settled_on=scene.held_on)
    with scene.north.at("manager"):
        StageChange.objects.create(case=scene.case, step="allocate", to_stage="allocated")
    browser = Client()
    browser.force_login(scene.north.people[who])
    put_in(scene, stage)
    before = cost(browser, scene)

    more_of_everything(scene)
    put_in(scene, stage)

    assert cost(browser, scene) == before
    assert before.total() <= MOST


def test_it_is_cheap_for_a_young_case(scene: Scene) -> None:
    scene.case = scene.north.refer(party("victim", "Vi", "Young"), party("offender", "Olu", "Young"))
    scene.north.allocate(scene.case)
    browser = Client()
    browser.force_login(scene.north.facilitator)
    assert cost(browser, scene).total() <= FEW
