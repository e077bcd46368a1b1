"""An installation of its own on the embedded servers, with workers and beats that can be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verify.runner import ROOT

SLUG = "faults"


@contextmanager
def installation(place: Path, **environment: str) -> Iterator[None]:
    """Start both servers in a folder, migrate, set Django up as the worker; stop all of it at the end."""
    os.environ.update(
        RJCASE_DATA=str(place),
        RJCASE_PROCESS="worker",
        DJANGO_SETTINGS_MODULE="rjcase.settings",
        **environment,
    )
    from rjcase import embedded

    embedded.start(place, for_tests=True)
    try:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--no-input"], cwd=ROOT, check=True
        )
        import django

        django.setup()
        yield
    finally:
        embedded.stop(place)


def process(*arguments: str, role: str) -> "subprocess.Popen[bytes]":
    """Start a Celery process in a group of its own, so that one signal ends it with its children."""
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "rjcase.celery", "--quiet", *arguments],
        cwd=ROOT,
        env={**os.environ, "RJCASE_PROCESS": role, "C_FORCE_ROOT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def worker() -> "subprocess.Popen[bytes]":
    """A worker as `make run` starts it."""
    return process("worker", "--concurrency", "2", "--without-gossip", "--without-mingle", role="worker")


def beat(place: Path, number: int) -> "subprocess.Popen[bytes]":
    """A beat with a schedule of its own, as on a second machine."""
    return process("beat", "--schedule", str(place / f"beat-{number}"), "--pidfile=", role="sched")


def kill(running: "subprocess.Popen[bytes]") -> None:
    """kill -9, with all its children."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def until(true: Any, within: float, pause: float = 0.005) -> bool:
    """Wait for something; False if it did not come within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(pause)
    return False


def sweeping() -> bool:
    """Whether another session of the worker is inside a transaction that looks for due things."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_stat_activity where usename = 'rjcase_worker'"
            " and pid <> pg_backend_pid() and xact_start is not null and query ~ 'deadlines_|notifications_')"
        )
        return bool(cursor.fetchone()[0])


def seed(cases: int) -> Any:
    """Make a scheme with two people in its office and, for each case, one thing late and one due."""
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.db import connection

    from cases.models import Case
    from rjcase.access.models import Membership
    from rjcase.deadlines.models import Deadline
    from rjcase.kernel.clock import today
    from rjcase.tenancy import SYSTEM, acting, as_person
    from rjcase.tenancy.context import MachineActor
    from rjcase.tenancy.models import Scheme

    with as_person(MachineActor("operator"), scope="operator"), connection.cursor() as cursor:
        cursor.execute("select open_scheme(%s, %s, %s)", [SLUG, "Faults", "FLT"])
    scheme = Scheme.objects.get(slug=SLUG)
    with acting(scheme, SYSTEM):
        for role in ("manager", "administrator"):
            user = get_user_model().objects.create_user(f"{role}@{SLUG}.example", name=role)
            Membership.objects.create(user=user, roles=[role])
        made = Case.objects.bulk_create(
            Case(scheme_id=scheme.pk, reference=f"FLT-{number}") for number in range(cases)
        )
        day = today()
        Deadline.objects.bulk_create(
            Deadline(
                scheme_id=scheme.pk, case=case, kind=kind, started_on=day, due_on=day + timedelta(days=days)
            )
            for case in made
            for kind, days in (("feedback", -1), ("victim_update", 1))
        )
    return scheme


def tally(scheme: Any) -> dict[str, int]:
    """How many messages there are in each state, and how many say what another says already."""
    from django.db.models import Count

    from rjcase.notifications.models import Notification
    from rjcase.tenancy import SYSTEM, acting

    with acting(scheme, SYSTEM):
        states = dict(Notification.objects.values_list("state").annotate(n=Count("pk")))
        every = list(Notification.objects.values_list("subject", "kind", "recipient_id"))
    return {**states, "all": len(every), "twice": len(every) - len(set(every))}
