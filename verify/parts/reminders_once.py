"""Each due reminder stands in the outbox exactly once: killed workers, two beats, a flushed Redis.

Real processes on servers of their own: two schemes with hundreds of things due, two beats that ask
for a sweep every second, two workers that are killed again and again (SIGKILL, in the middle of
whatever they do), the broker emptied each time.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from verify.report import fail, figures
from verify.runner import ROOT

_DUE = 150  # things due in each scheme, for two recipients each
_KILLS = 8
_WITHIN = 300.0  # seconds
_SEED = 20260


def main() -> None:
    """Set the scene, break things, count."""
    with tempfile.TemporaryDirectory(prefix="rj-once-") as name:
        os.environ |= {
            "RJCASE_DATA": name,
            "RJCASE_SWEEP_SECONDS": "1",
            "DJANGO_SETTINGS_MODULE": "rjcase.settings",
            "PYTHONWARNINGS": "ignore:You're running the worker",  # as root
        }
        from rjcase import embedded

        data = Path(name)
        embedded.start(data, for_tests=True)
        crew = _Crew()
        try:
            _run_all(data, crew)
        finally:
            crew.end()
            embedded.stop(data)


def _run_all(data: Path, crew: "_Crew") -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "-v0"], cwd=ROOT, check=True)
    import django

    django.setup()
    houses = _scene()
    began = time.monotonic()
    crew.start("beat")
    crew.start("beat")
    crew.start("worker")
    crew.start("worker")
    killed_while_busy = _break_things(data, crew, houses)
    _wait_for_quiet(houses, began + _WITHIN)
    time.sleep(5)  # more sweeps, which must find nothing to do
    figures(kills=_KILLS, kills_with_work_left=killed_while_busy, seconds=round(time.monotonic() - began, 1))
    _judge(houses)
    if not killed_while_busy:
        fail("No worker was killed while there was work left: this run shows nothing.")


def _scene() -> list[Any]:
    """Two schemes with one case each, and many things due tomorrow in it."""
    from rjcase.deadlines.models import Deadline
    from rjcase.deadlines.services import open_deadline
    from rjcase.kernel.clock import today
    from rjcase.kernel.ids import uuid7
    from rjcase.tenancy import SYSTEM, acting
    from tests.world import World

    world = World()
    for house, case in ((world.north, world.case), (world.south, world.south_case)):
        with acting(house.scheme, SYSTEM):
            Deadline.objects.running().update(met_on=today())
            for _number in range(_DUE):
                open_deadline("feedback", case, due_on=today() + timedelta(days=1), subject=uuid7())
    return [world.north, world.south]


def _break_things(data: Path, crew: "_Crew", houses: list[Any]) -> int:
    """Kill a worker and empty the broker, over and over; how often there was work left then."""
    chance = random.Random(_SEED)  # noqa: S311
    busy = 0
    crew.wait_until_working(lambda: sum(_states(houses).values()) > 0)
    for _turn in range(_KILLS):
        time.sleep(chance.uniform(0.1, 1.5))
        busy += sum(_states(houses).get(state, 0) for state in ("pending", "sending")) > 0
        crew.kill_a_worker()
        _flush(data)
        crew.start("worker")
    return busy


def _states(houses: list[Any]) -> Counter[str]:
    from rjcase.notifications.models import Notification
    from rjcase.tenancy import SYSTEM, acting

    found: Counter[str] = Counter()
    for house in houses:
        with acting(house.scheme, SYSTEM):
            found.update(Notification.objects.values_list("state", flat=True))
    return found


def _wait_for_quiet(houses: list[Any], until: float) -> None:
    """Until everything written was delivered."""
    while (
        not (states := _states(houses))
        or set(states) != {"sent"}
        or sum(states.values()) < len(houses) * _DUE
    ):
        if time.monotonic() > until:
            fail(f"It did not come to rest: {dict(states)}.")
        time.sleep(0.5)


def _judge(houses: list[Any]) -> None:
    """Each thing due was said once to the manager and once to the administrator, and nothing else."""
    from rjcase.deadlines.models import Deadline
    from rjcase.notifications.models import Notification
    from rjcase.tenancy import SYSTEM, acting

    total = 0
    for house in houses:
        with acting(house.scheme, SYSTEM):
            wanted = {
                (due, person.pk)
                for due in Deadline.objects.running().values_list("pk", flat=True)
                for person in (house.manager, house.admin)
            }
            rows = Counter(Notification.objects.filter(state="sent").values_list("subject", "recipient_id"))
        if missing := wanted - rows.keys():
            fail(f"{len(missing)} reminders are missing in {house.scheme.slug}.")
        if extra := rows.keys() - wanted:
            fail(f"{len(extra)} reminders went to somebody else in {house.scheme.slug}.")
        if twice := [key for key, count in rows.items() if count > 1]:
            fail(f"{len(twice)} reminders stand more than once in {house.scheme.slug}.")
        total += len(rows)
    figures(reminders=total)


def _flush(data: Path) -> None:
    import redis

    from rjcase import embedded

    client = redis.Redis.from_url(embedded.urls(data)["REDIS_URL"])
    client.flushall()
    client.close()


class _Crew:
    """The beats and workers of this run."""

    def __init__(self) -> None:
        self.workers: list[subprocess.Popen[bytes]] = []
        self.beats: list[subprocess.Popen[bytes]] = []

    def start(self, kind: str) -> None:
        """One more beat or worker, in a process group of its own."""
        number = len(self.beats) + len(self.workers)
        command = [str(Path(sys.executable).with_name("celery")), "--quiet", "--app", "rjcase.celery", kind]
        if kind == "worker":
            command += [
                "--concurrency",
                "2",
                "--loglevel",
                "error",
                "--hostname",
                f"w{number}-{time.time_ns()}@here",
            ]
        else:
            schedule = Path(os.environ["RJCASE_DATA"]) / f"schedule-{number}"
            command += ["--loglevel", "error", "--pidfile=", "--schedule", str(schedule)]
        role = {"worker": "worker", "beat": "sched"}[kind]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "RJCASE_PROCESS": role}, start_new_session=True
        )
        (self.workers if kind == "worker" else self.beats).append(process)

    def wait_until_working(self, working: Any) -> None:
        """Until the first message was written; the workers take a while to come up."""
        end = time.monotonic() + 120
        while not working():
            if time.monotonic() > end or any(p.poll() is not None for p in [*self.workers, *self.beats]):
                fail("The workers and beats did not come up.")
            time.sleep(0.05)

    def kill_a_worker(self) -> None:
        """SIGKILL to the worker that has run longest, children and all."""
        victim = self.workers.pop(0)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()

    def end(self) -> None:
        """End all that still run."""
        for process in [*self.workers, *self.beats]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


if __name__ == "__main__":
    main()
