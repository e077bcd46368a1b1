"""Background work keeps the walls: every task the worker knows, for a scheme or a person not its own."""

import inspect
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import ProgrammingError

from referrals.models import IntakeFile
from rjcase.access.models import Membership
from rjcase.celery import app
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.services import notify
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme
from rjcase.tenancy.registry import SCHEME_TABLES
from rjcase.tenancy.tasks import TenantTask
from tests.isolation.museum import wall_of
from tests.isolation.planting import WALLS, letters
from tests.isolation.stage import Stage
from tests.isolation.table import TASKS
from tests.world import House, sql

pytestmark = pytest.mark.django_db


WORKERS_ALONE = {"rjcase.access.letters"}  # the web role, which tests are, may not even read its post


def tasks() -> dict[str, Any]:
    """Every task of ours that a worker would load."""
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def personal_rows(house: House) -> dict[str, int]:
    """How many rows each personal table of a scheme holds, as its manager sees them."""
    found = {}
    with house.at("manager"):
        for table in SCHEME_TABLES:
            if wall_of(table).kind in WALLS:
                found[table] = sql(f'select count(*) from "{table}"')[0][0]
    return found


def test_every_task_is_in_the_table() -> None:
    """Adding a task means adding its line to tests/isolation/table.py."""
    assert set(tasks()) == set(TASKS)


def test_a_task_takes_a_scheme_or_nothing() -> None:
    """Nothing personal travels through the broker, and a round over all schemes can be pointed at none."""
    for name, task in tasks().items():
        taken = list(inspect.signature(task.run).parameters)
        if isinstance(task, TenantTask):
            assert taken[0] == "scheme", name
        else:
            assert taken == [], f"{name} takes {taken}: make it a TenantTask"


def test_a_task_of_one_scheme_leaves_the_others_alone(stage: Stage) -> None:
    """Run for Southshire: nothing is written, met or sent in Northshire."""
    with stage.north.at("manager"):
        north = stage.north.actor("manager")
        notify(subject=uuid7(), recipients=[north.pk], title="Wait", body="For Northshire's own task")
    with stage.north.at("referrer"):
        me = stage.north.people["referrer"]
        sheet = IntakeFile.objects.create(user=me, purpose="referrals", content=b"What happened\nx")
    more = {"referrals.go_on_with_file": (str(sheet.pk), me.pk)}
    before = personal_rows(stage.north)
    for name, task in tasks().items():
        if isinstance(task, TenantTask):
            task(stage.south.scheme.pk, *more.get(name, ()))
            with pytest.raises(Scheme.DoesNotExist):
                task(999_999)
    with stage.north.at("referrer"):
        assert IntakeFile.objects.get(pk=sheet.pk).state == IntakeFile.State.WAITING
    with acting(stage.north.scheme, SYSTEM):
        assert Notification.objects.get(title="Wait").state == Notification.State.PENDING
    assert personal_rows(stage.north) == before


def test_rounds_write_nothing_personal(stage: Stage) -> None:
    """Every round over all schemes: no row of a file is made or lost, no marker goes out."""
    before = personal_rows(stage.north), personal_rows(stage.south)
    for name, task in tasks().items():
        if name in WORKERS_ALONE:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                task()
        elif not isinstance(task, TenantTask):
            task()
    assert (personal_rows(stage.north), personal_rows(stage.south)) == before
    sent = [(each.subject, each.body, each.message().as_string()) for each in mail.outbox]
    with acting(stage.north.scheme, SYSTEM):
        written = list(Notification.objects.values_list("title", "body"))
    assert letters(str(sent) + str(written)) == set()


def test_what_was_queued_for_somebody_who_left_is_dropped(stage: Stage) -> None:
    """A message waits, its receiver leaves the scheme, the task runs: it is never sent."""
    deliver = tasks()["rjcase.notifications.deliver"]
    worker = stage.north.people["volunteer"]
    with stage.north.at("manager"):
        notify(subject=uuid7(), recipients=[worker.pk], title="Stay", body="x")
    with stage.north.at("manager"):
        Membership.objects.filter(user=worker).update(ends_on=today().replace(year=today().year - 1))
        notify(subject=uuid7(), recipients=[worker.pk], title="Gone", body="x")
    deliver(stage.north.scheme.pk)
    with acting(stage.north.scheme, SYSTEM):
        assert Notification.objects.get(title="Gone").state == Notification.State.DROPPED
        Membership.objects.filter(user=worker).update(ends_on=None)
    with stage.north.at("manager"):  # the mutation: who stays, gets theirs
        notify(subject=uuid7(), recipients=[worker.pk], title="Still here", body="x")
    deliver(stage.north.scheme.pk)
    with acting(stage.north.scheme, SYSTEM):
        assert Notification.objects.get(title="Still here").state == Notification.State.SENT
