"""Each due reminder reaches the outbox exactly once, whatever happens to worker, beat and broker.

Workers are killed (kill -9) inside the sweep and inside delivery, the broker is emptied, then two
workers and two beats run at once, sweeping every second.
"""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from verify.faults import beat, installation, kill, seed, sweeping, tally, until, worker
from verify.report import fail, figures

CASES = 150
EXPECTED = CASES * 2 * 2  # two things due, two people told
KILLS = 4


def main() -> None:
    """Kill, flush, double; then count."""
    with tempfile.TemporaryDirectory(prefix="rj-reminders-") as name:
        place = Path(name)
        with installation(place, RJCASE_SWEEP_SECONDS="1"):
            scheme = seed(CASES)
            killed = [_kill_in_the_middle(scheme, turn) for turn in range(KILLS)]
            figures(kills_in_sweep=killed.count("sweep"), kills_in_delivery=killed.count("delivery"))
            _flush()
            figures(flushed=True)
            _double(place, scheme)
            found = tally(scheme)
    figures(expected=EXPECTED, sent=found.get("sent", 0), twice=found["twice"])
    if found != {"sent": EXPECTED, "all": EXPECTED, "twice": 0}:
        fail(f"Of {EXPECTED} reminders: {found}.")
    if not {"sweep", "delivery"} <= set(killed):
        fail(f"The workers were killed in {killed}, so this run has shown too little.")


def _kill_in_the_middle(scheme: Any, turn: int) -> str:
    """Kill a worker at work; says where it was hit. What was half done must have left no trace.

    The first half of the turns hits the sweep, the second half the delivery after it.
    """
    from rjcase.notifications.tasks import sweep

    before = tally(scheme).get("sent", 0)
    at_work = sweeping if turn < KILLS // 2 else lambda: tally(scheme).get("sent", 0) > before
    running = worker()
    try:
        sweep.delay()
        if not until(at_work, within=60):
            fail("The worker did not begin.")
        time.sleep(random.uniform(0, 0.05))  # noqa: S311
    finally:
        kill(running)
    until(lambda: not sweeping(), within=10)
    found = tally(scheme)
    if found["all"] not in (0, EXPECTED):
        fail(f"A killed sweep left {found['all']} of {EXPECTED} messages.")
    if found["all"] == 0:
        return "sweep"
    return "delivery" if found.get("pending") else "after"


def _flush() -> None:
    """Empty the broker while it holds work that nobody has taken."""
    import redis
    from django.conf import settings

    from rjcase.notifications.tasks import sweep

    for _turn in range(5):
        sweep.delay()
    redis.Redis.from_url(settings.REDIS_URL).flushall()


def _double(place: Path, scheme: Any) -> None:
    """Two workers and two beats at once, until everything is sent, and then for some more sweeps."""
    running = [worker(), worker(), beat(place, 1), beat(place, 2)]
    try:
        if not until(lambda: tally(scheme).get("sent") == EXPECTED, within=240, pause=0.5):
            fail(f"After four minutes: {tally(scheme)} of {EXPECTED}.")
        time.sleep(8)
    finally:
        for one in running:
            kill(one)


if __name__ == "__main__":
    main()
