"""wapiti attacks one address of every route and one form of every kind, as the people who came to them.

First it must find four faults of four kinds of `verify/broken/site.py`: markup given back, a redirect
anywhere, files of the machine, an injection. It is given what our own walk has found, since a scanner that
follows links by itself would spend its minutes on lists; the log of the site says which routes it reached.
What it attacked on this commit is kept: a run that its ten minutes cut short goes on where it stopped.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from verify.crawl import ATTACKERS, Visit, route_of, starts, visit
from verify.progress import Progress
from verify.report import fail, figures
from verify.scanners import BROKEN, scan
from verify.site import Site, free_port, site
from verify.targets import ENDS_THE_SCAN, TOKEN, cookies_of

MODULES = "xss,redirect,file,sql"
PLANTED = {
    "Reflected Cross Site Scripting": "/echo/",
    "Open Redirect": "/go/",
    "Path Traversal": "/file/",
    "SQL Injection": "/search/",
}
_ATTACK = 90  # seconds for each module and batch
_UNTIL = 400.0  # seconds after the start no new batch begins
_BATCH = 6
_ASKED = re.compile(r'"(?:GET|POST) (\S+) HTTP/1\.1" (\d{3}) ')


def main() -> None:
    """Prove wapiti, walk, attack as each role what it was first to reach."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rj-wapiti-") as name:
        place = Path(name)
        _broken(place)
        with site(place / "site", furnished=True) as there:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
            import django

            django.setup()
            visits = [visit(there.address, role, *starts(role)) for role in ATTACKERS]
            _attack_all(there, place, visits, began)


def _broken(place: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(BROKEN / "site.py"), str(port)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.5)
        said = _wapiti(place, f"http://127.0.0.1:{port}", "session=open-sesame", ["/"], depth=2)
    finally:
        server.terminate()
        server.wait(10)
    seen = [kind for kind, path in PLANTED.items() if path in {each["path"] for each in said.get(kind, ())}]
    figures(planted=len(PLANTED), planted_found=len(seen))
    if len(seen) < len(PLANTED):
        fail(f"wapiti found {seen} alone of {sorted(PLANTED)}.")


def _wapiti(place: Path, base: str, cookies: str, paths: list[str], depth: int) -> dict[str, Any]:
    """What it found, by kind; only the given addresses, their forms and so many links further."""
    report = place / "wapiti.json"
    report.unlink(missing_ok=True)
    given = [part for path in paths for part in ("-s", base + path)]
    done = scan(
        "wapiti", "-u", base + "/", "--scope", "folder", "-m", MODULES, "-d", str(depth),
        *given, *(["-C", cookies] if cookies else []), "--skip", TOKEN, "-S", "insane",
        "--max-attack-time", str(_ATTACK), "--max-scan-time", "60", "-t", "30", "-v", "0", "--no-bugreport",
        "-x", f"{base}/accounts/logout/", "-x", f"{base}/leave/", "-x", f"{base}/accounts/sessions/*",
        "--flush-session", "--store-session", place / "session", "--store-config", place / "config",
        "-f", "json", "-o", report, limit=420, family="wapiti",
    )  # fmt: skip
    if not report.exists():
        fail(f"wapiti wrote no report: {done.stdout[-800:]}{done.stderr[-400:]}")
    said: dict[str, Any] = json.loads(report.read_text())
    return {kind: found for kind, found in (said["vulnerabilities"] | said["anomalies"]).items() if found}


def _first_reached(visits: list[Visit]) -> list[tuple[Visit, str]]:
    """One address of each route, and of each list with a filter, with whoever reached it first."""
    found: dict[str, tuple[Visit, str]] = {}
    for each in visits:
        for name, addresses in each.opened.items():
            if name.rstrip("?") not in ENDS_THE_SCAN:
                found.setdefault(name, (each, addresses[0]))
    return list(found.values())


def _attack_all(there: Site, place: Path, visits: list[Visit], began: float) -> None:
    done, log, targets = Progress("wapiti_pages"), there.place / "web.log", _first_reached(visits)
    wanted = {route_of(address) for _who, address in targets}
    left = [(who, address) for who, address in targets if route_of(address) not in done.tried]
    while left and time.monotonic() - began < _UNTIL:
        who = left[0][0]
        batch = [address for each, address in left if each is who][:_BATCH]
        before = log.stat().st_size
        said = _wapiti(place, there.address, cookies_of(who), batch, depth=0)
        found = [f"{kind}: {row['path']} {row['parameter']}" for kind in said for row in said[kind]]
        asked = _ASKED.findall(log.read_bytes()[before:].decode(errors="replace"))
        found += [f"fell over: {address.partition('?')[0]}" for address, status in asked if status[0] == "5"]
        reached = {route_of(address) for address, _status in asked}
        if missed := [address for address in batch if route_of(address) not in reached]:
            fail(f"It did not reach {missed}.")
        done.keep({route_of(address) for address in batch}, sorted(set(found)), len(asked))
        left = [(each, address) for each, address in left if address not in batch]
    figures(
        routes=len(wanted), reached=len(wanted & done.tried), requests=done.requests, found=len(done.found)
    )
    if done.found:
        fail(f"Found: {done.found[:10]}")
    if left:
        fail(f"{len(left)} of {len(targets)} are left: run this part again, it goes on where it stopped.")


if __name__ == "__main__":
    main()
