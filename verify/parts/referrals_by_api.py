"""Referrals by API while web processes are killed: each one that was accepted exists exactly once.

Many systems refer at once and try again with the same key until they are answered; some send everything
twice, at the same moment. Web processes are killed (SIGKILL) in the middle. Wrong bodies must be answered
with the very field and reason. How many: RJCASE_VERIFY_REFERRALS, 10,000 where it is unset.
"""

import copy
import http.client
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from verify.report import fail, figures
from verify.runner import ROOT
from verify.site import Site, site

_WANTED = int(os.environ.get("RJCASE_VERIFY_REFERRALS", "10000"))
_WITHIN = 500.0  # seconds of sending
_SENDERS = 6
_PER_TOKEN = 70  # referrals of one system, which may ask 120 times in a minute
_KILLS = 6
_SEED = 20261122
_BODY: dict[str, Any] = {
    "referrer": {"name": "PC Load", "contact": "01632 960 100", "source": "police_officer"},
    "offence": {"subgroup": "burglary_home", "happened_on": "2026-09-03", "in_area": "yes"},
    "circumstances": {"happened": "Entered by a window."},
    "start": {"started_by": "harmed", "is_court_ordered": "no"},
    "victims": [{"given_names": "Load", "consent": "yes", "phone": "01632 960 001", "ways": ["may_phone"]}],
    "offenders": [{"is_known": "no"}],
}
# One fault each: where it is put, what is put there, what must be said of which field.
_FAULTS: tuple[tuple[tuple[Any, ...], Any, str, str], ...] = (
    (("offence", "subgroup"), "magic", "offence.subgroup", "Select main offence from the list"),
    (("start", "started_by"), "", "start.started_by", "Select who asked for restorative justice"),
    (
        *(("victims", 0, "family_name"), "", "victims.0.family_name"),
        "Enter their last name, or the organisation that was harmed",
    ),
    (("victims", 0, "shoe_size"), "9", "victims.0.shoe_size", "There is no such field."),
    (("victims",), [], "victims", "Name who was harmed."),
    (("circumstances", "happened"), "", "circumstances.happened", "Enter what happened"),
    (
        *(("offence", "happened_on"), "2126-09-03", "offence.happened_on"),
        "Date of the offence must be today or in the past",
    ),
)


class _Run:
    """What is still to be sent, and what was answered."""

    def __init__(self, address: str, tokens: list[str]) -> None:
        self.place = urlsplit(address)
        self.tokens = tokens
        self.todo: queue.Queue[int] = queue.Queue()
        for number in range(_WANTED):
            self.todo.put(number)
        self.accepted: dict[int, str] = {}
        self.refused_well = 0
        self.wrong: list[str] = []
        self.tries: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.ends = time.monotonic() + _WITHIN

    def work(self) -> None:
        """One sender: takes the next number until none is left or the time is over."""
        while time.monotonic() < self.ends and not self.wrong:
            try:
                number = self.todo.get_nowait()
            except queue.Empty:
                return
            token = self.tokens[number // _PER_TOKEN]
            if number % 40 == 0:
                self._send_wrong(token, number)
            self._send(token, number)

    def _send(self, token: str, number: int) -> None:
        body = copy.deepcopy(_BODY)
        body["victims"][0]["family_name"] = f"Loadtest{number:06d}"
        key = f"load-{number:06d}"
        twins = [threading.Thread(target=self._until_answered, args=(token, key, body, number))]
        if number % 20 == 0:  # the same request once more, at the same moment
            twins.append(threading.Thread(target=self._until_answered, args=(token, key, body, number)))
        for twin in twins:
            twin.start()
        for twin in twins:
            twin.join()

    def _until_answered(self, token: str, key: str, body: dict[str, Any], number: int) -> None:
        """What a sound client does: the same key until there is an answer."""
        while True:
            status, said = self._ask(token, key, body)
            if status == 201:
                with self.lock:
                    before = self.accepted.setdefault(number, said["id"])
                    if before != said["id"]:
                        self.wrong.append(f"Key {key} became two referrals.")
                return
            if status in (0, 429, 502, 503):
                time.sleep(1.0 if status == 429 else 0.2)
                continue
            with self.lock:
                self.wrong.append(f"{status} for {key}: {str(said)[:300]}")
            return

    def _send_wrong(self, token: str, number: int) -> None:
        path, value, field, message = _FAULTS[number // 40 % len(_FAULTS)]
        body = copy.deepcopy(_BODY)
        body["victims"][0]["family_name"] = f"Wrong{number:06d}"
        inner: Any = body
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value
        status, said = self._ask(token, f"wrong-{number:06d}", body)
        while status in (0, 429, 502, 503):
            time.sleep(1.0 if status == 429 else 0.2)
            status, said = self._ask(token, f"wrong-{number:06d}", body)
        with self.lock:
            if status == 400 and said.get("errors") == {field: [message]}:
                self.refused_well += 1
            else:
                self.wrong.append(f"{status} for a fault at {field}: {str(said)[:300]}")

    def _ask(self, token: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer; 0 where the connection broke, which a killed process does."""
        line = http.client.HTTPConnection(self.place.hostname or "", self.place.port, timeout=30)
        try:
            line.request(
                "POST",
                "/api/v1/referrals/",
                json.dumps(body),
                {
                    "Authorization": f"Bearer {token}",
                    "Idempotency-Key": key,
                    "Content-Type": "application/json",
                },
            )
            answer = line.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            status, text = 0, b"{}"
        finally:
            line.close()
        with self.lock:
            self.tries[str(status)] += 1
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {"said": text.decode(errors="replace")[:300]}


def main() -> None:
    """Refer, kill, count."""
    with (
        tempfile.TemporaryDirectory(prefix="rj-load-") as name,
        site(Path(name), workers=2) as there,
    ):
        tokens = json.loads(_run(there, "verify.load", "tokens", str(-(-_WANTED // _PER_TOKEN))))
        run = _Run(there.address, tokens)
        began = time.monotonic()
        senders = [threading.Thread(target=run.work) for _ in range(_SENDERS)]
        for sender in senders:
            sender.start()
        kills = _kill_now_and_then(there, run)
        for sender in senders:
            sender.join()
        seconds = time.monotonic() - began
        _judge(there, run, kills, seconds)


def _kill_now_and_then(there: Site, run: _Run) -> int:
    """SIGKILL one web process after each share of the work; how many were killed with work left."""
    choose, kills = random.Random(_SEED), 0  # noqa: S311 - chooses a process, not a secret
    for share in range(1, _KILLS + 1):
        while len(run.accepted) < _WANTED * share // (_KILLS + 1):
            if time.monotonic() > run.ends or run.wrong:
                return kills
            time.sleep(0.05)
        found = subprocess.run(
            ["pgrep", "-P", str(there.server)], capture_output=True, text=True, check=False
        ).stdout.split()
        if found:
            os.kill(int(choose.choice(found)), signal.SIGKILL)
            kills += 1
    return kills


def _judge(there: Site, run: _Run, kills: int, seconds: float) -> None:
    kept: dict[str, Any] = json.loads(_run(there, "verify.load", "count"))
    names, ids = Counter(kept["names"]), kept["ids"]
    expected = {f"Loadtest{number:06d}" for number in run.accepted}
    twice = [name for name, times in names.items() if times > 1]
    figures(
        wanted=_WANTED,
        accepted=len(run.accepted),
        exist=len(ids),
        cases=kept["cases"],
        more_than_once=len(twice),
        lost=len(expected - set(names)),
        malformed=run.refused_well,
        web_processes_killed=kills,
        connections_broken=run.tries["0"],
        requests=sum(run.tries.values()),
        sending_seconds=round(seconds, 1),
        per_second=round(len(run.accepted) / seconds, 1),
    )
    if run.wrong:
        fail(run.wrong[0])
    if set(names) != expected or twice or set(ids) != set(run.accepted.values()) or len(ids) != kept["cases"]:
        fail("What was accepted and what exists differ.")
    if len(run.accepted) < _WANTED:
        fail(f"Only {len(run.accepted)} of {_WANTED} were sent within {_WITHIN:.0f} seconds.")
    if kills < _KILLS or not run.tries["0"] or not run.refused_well:
        fail("No request was in the hands of a process that was killed, or nothing wrong was sent.")


def _run(there: Site, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT, env=there.env, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


if __name__ == "__main__":
    main()
