"""No reminder reaches the mail server twice, and none is lost, when workers die while they send.

Exactly once ends at the mail server: a worker killed (kill -9) between "sending" and "sent" leaves a
row that a person has to look into. So the messages that arrived and those that wait for a person
together are all there are, and no Message-ID arrived twice. Workers are killed inside the sweep and
inside delivery, the broker is emptied, then two workers and two beats run at once.
"""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from verify.faults import beat, installation, kill, seed, sweeping, tally, until, worker
from verify.mailserver import MailServer
from verify.report import fail, figures

CASES = 100
EXPECTED = CASES * 2 * 2  # two things due, two people told
KILLS = 4
HANDS = 2  # messages one worker may hold at once


def main() -> None:
    """Kill, flush, double; then compare what was written with what arrived."""
    server = MailServer()
    with tempfile.TemporaryDirectory(prefix="rj-mail-") as name:
        place = Path(name)
        with installation(place, RJCASE_SWEEP_SECONDS="1", EMAIL_URL=server.url):
            scheme = seed(CASES)
            killed = [_kill_in_the_middle(scheme, turn) for turn in range(KILLS)]
            figures(kills_in_sweep=killed.count("sweep"), kills_in_delivery=killed.count("delivery"))
            _flush()
            _double(place, scheme)
            found = tally(scheme)
    arrived, twice = len(server.got), sum(count > 1 for count in server.got.values())
    waiting = found.get("sending", 0)
    figures(expected=EXPECTED, arrived=arrived, arrived_twice=twice, for_a_person=waiting)
    if found["all"] != EXPECTED or found.get("sent", 0) + waiting != EXPECTED or found["twice"]:
        fail(f"Of {EXPECTED} reminders: {found}.")
    # What waits for a person may have arrived or not: that is why it waits.
    if twice or not EXPECTED - waiting <= arrived <= EXPECTED or waiting > KILLS * HANDS:
        fail(f"{arrived} of {EXPECTED} arrived, {twice} of them twice, {waiting} wait for a person.")
    if not {"sweep", "delivery"} <= set(killed):
        fail(f"The workers were killed in {killed}, so this run has shown too little.")


def _kill_in_the_middle(scheme: Any, turn: int) -> str:
    """Kill a worker at work; says where it was hit. A sweep that was half done left no trace.

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
    """Two workers and two beats at once, until nothing waits to be sent, and then for some more sweeps."""
    running = [worker(), worker(), beat(place, 1), beat(place, 2)]
    try:
        if not until(lambda: _is_quiet(scheme), within=240, pause=0.5):
            fail(f"After four minutes: {tally(scheme)} of {EXPECTED}.")
        time.sleep(8)
    finally:
        for one in running:
            kill(one)


def _is_quiet(scheme: Any) -> bool:
    """Everything was sent, but for what the killed workers held."""
    found = tally(scheme)
    left = found["all"] - found.get("sent", 0)
    return found["all"] == EXPECTED and not found.get("pending") and left <= KILLS * HANDS


if __name__ == "__main__":
    main()
