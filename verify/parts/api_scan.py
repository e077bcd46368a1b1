"""schemathesis calls every operation of the API as four roles; then the logs are searched for what was sent.

First a small broken API must be found out in all three of its faults. A role that may not come in must be
answered 401 (or 429, too many) and nothing else; a run that reached fewer operations than there are fails.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from verify.report import fail, figures
from verify.runner import ROOT
from verify.scanners import BROKEN, scan
from verify.site import PASSWORD, Site, free_port, site

_SUMMARY = re.compile(r"Selected: (\d+)/(\d+)\s+Tested: (\d+)")
_CASES = re.compile(r"(\d+) generated")
_ANSWERED = re.compile(r'"[A-Z]+ (/api/v1/[^ ?]*)\S* HTTP/1\.1" (\d{3}) ')
# Addresses that lead to a view; others are unknown before anybody is asked who they are.
_OURS = re.compile(r"/api/v1/referrals/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)?", re.IGNORECASE)
# Words that stand nowhere in the program or its demo data; each is sent where such a thing belongs.
MARKERS = ("Zyxquibble", "Plonderwick", "07700900471", "plonder@zyx.example", "Quagmarrow", "ZX9 9QZ")


def main() -> None:
    """Prove the scanner, scan as each role, send the markers, search."""
    with tempfile.TemporaryDirectory(prefix="rj-api-") as name:
        place = Path(name)
        _broken(place)
        with site(place / "site") as there:
            _roles(there, place)
            _send_markers(there)
            time.sleep(1)
            _search(there)


def _broken(place: Path) -> None:
    """The fall, the open door and the talkative log of the broken API must all be found."""
    port, log = free_port(), place / "broken.txt"
    with log.open("w") as written:
        server = subprocess.Popen([sys.executable, str(BROKEN / "api.py"), str(port)], stderr=written)
        try:
            time.sleep(1.5)
            address = f"http://127.0.0.1:{port}/"
            said = _schemathesis(address + "schema/", address, "a-token", seconds=8).stdout
            urllib.request.urlopen(
                f"{address}rows/?offset=1&{urllib.parse.urlencode({'q': MARKERS[0]})}"
            ).close()
        finally:
            server.terminate()
            server.wait(10)
    found = [
        "Server error" in said,
        "authentication" in said.lower(),
        bool(_leaks({"broken": log.read_text()}, (MARKERS[0],))),
    ]
    figures(planted=3, planted_found=sum(found))
    if not all(found):
        fail(f"The broken API was not found out ({found}): {said[-1500:]}")


def _schemathesis(
    document: str, address: str, token: str, seconds: int
) -> "subprocess.CompletedProcess[str]":
    # Our API lets a system in 120 times a minute; whoever is refused may ask as fast as they like.
    rate = "110/m" if seconds > 100 else "2000/m"
    who = ["-H", f"Authorization: Bearer {token}"] if token else []
    return scan(
        "schemathesis", "run", document, "--url", address, *who, "--no-color", "--max-time", str(seconds),
        "--checks", "not_a_server_error,content_type_conformance,ignored_auth,use_after_free",
        "--phases", "coverage,fuzzing", "--rate-limit", rate, "--request-timeout", "20",
        "--generation-database", "none", "--continue-on-failure",
    )  # fmt: skip


def _roles(there: Site, place: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "verify.tokens"],
        cwd=ROOT, env=there.env, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    tokens: dict[str, str] = json.loads(made)
    log, sent = there.place / "web.log", 0
    for role, token in tokens.items():
        before = log.stat().st_size
        done = _schemathesis(
            f"{there.address}/api/schema/", there.address, token, seconds=200 if role == "system" else 25
        )
        selected = _SUMMARY.search(done.stdout)
        if selected is None or len(set(selected.groups())) != 1:
            fail(f"As {role} not every operation was reached: {done.stdout[-1500:]}{done.stderr[-300:]}")
        cases = _CASES.search(done.stdout)
        sent += int(cases[1]) if cases else 0
        figures(operations=int(selected[2]), reached=int(selected[3]), roles=len(tokens), cases=sent)
        if done.returncode:
            fail(f"As {role}: {done.stdout[-2500:]}")
        answered = _ANSWERED.findall(log.read_bytes()[before:].decode(errors="replace"))
        statuses = {status for path, status in answered if _OURS.fullmatch(path)}
        # Wrong tokens are counted by address, so later roles may hear of nothing but too many.
        least = {"401"} if role == "revoked" else set()
        if role != "system" and not (statuses and least <= statuses <= {"401", "405", "429"}):
            fail(f"As {role} some were answered {sorted(statuses)}.")


def _send_markers(there: Site) -> None:
    """Type the markers into a sign-in, a self-referral and the API."""
    first, family, phone, email, password, postcode = MARKERS
    bodies: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("/accounts/login/", {"login": email, "password": password}, {}),
        ("/accounts/login/", {"login": "manager@northshire.example", "password": PASSWORD + password}, {}),
        ("/accounts/forgot/", {"login": email}, {}),
        (
            "/api/v1/referrals/",
            {"victims": [{"name": f"{first} {family}", "phone": phone}]},
            {"Authorization": "Bearer x"},
        ),
        ("/northshire/refer-yourself/", {"family_name": family, "postcode": postcode, "phone": phone}, {}),
    ]
    for path, body, headers in bodies:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        token = ""
        if path.startswith("/accounts/"):
            page = opener.open(there.address + path, timeout=30).read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]
        data = urllib.parse.urlencode(body | {"csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(there.address + path, data=data, headers=headers)
        try:
            opener.open(asked, timeout=30).close()
        except urllib.error.HTTPError as refused:
            refused.close()


def _search(there: Site) -> None:
    """No log of any process holds a marker, a token or the password."""
    files = {path.relative_to(there.place).as_posix(): path for path in there.logs() if path.is_file()}
    texts = {name: path.read_text(errors="replace") for name, path in files.items()}
    read = sum(map(len, texts.values()))
    leaks = _leaks(texts, (*MARKERS, PASSWORD, "rjc.northshire."))
    lines = texts["web.log"].count("\n")
    figures(logs=len(texts), characters_of_log=read, requests_logged=lines, leaks=len(leaks))
    if leaks:
        fail(f"Found in logs: {leaks}")
    if lines < 100 or len(texts) < 3:
        fail(f"Only {sorted(texts)} with {lines} lines were there to search.")


def _leaks(texts: dict[str, str], words: tuple[str, ...]) -> list[str]:
    return [f"{word} in {name}" for name, text in texts.items() for word in words if word in text]


if __name__ == "__main__":
    main()
