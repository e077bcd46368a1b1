"""wapiti attacks one address of every route and one form of every kind, as the people who came to them.

First it must find four faults of four kinds of `verify/broken/site.py`: markup given back, a redirect
anywhere, files of the machine, an injection. It is handed what our own walk has found (`wapiti_attack.py`),
since a scanner that follows links by itself would spend its minutes on lists, and must have asked for all
of it. Every address is attacked with markup and redirects, with and without a query; one with a query also
with paths of files and with SQL. Forms are attacked with markup; their SQL is left to `sqlmap_forms`, and no
field of a form names a file. What it attacked on this code is kept: a run that its ten minutes cut short
goes on where it stopped.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path
from typing import Any

from verify.crawl import Form, Visit, route_of
from verify.pieces import Attack
from verify.prepared import prepared
from verify.progress import Progress
from verify.report import fail, figures
from verify.scanners import BROKEN, scan
from verify.site import Site, free_port
from verify.targets import ENDS_THE_SCAN, TOKEN, cookies_of, forms_of

PLANTED = {
    "Reflected Cross Site Scripting": "/echo/",
    "Open Redirect": "/go/",
    "Path Traversal": "/file/",
    "SQL Injection": "/search/",
}
_ALL, _PLAIN, _SENT = "xss,redirect,file,sql", "xss,redirect", "xss"
_BATCHES = {_ALL: 4, _PLAIN: 20, _SENT: 4}  # requests of one piece
_ALSO = r"^requirements-wapiti\.txt$|^verify/(targets|pieces|wapiti_attack|parts/wapiti_pages)\.py$"
# One request as it stands: what the site calls it, its method, where it goes, what it sends.
_Request = tuple[str, str, str, tuple[tuple[str, str], ...]]


def main() -> None:
    """Prove wapiti, attack as each role what it was first to reach."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rj-wapiti-") as name:
        place = Path(name)
        _broken(place)
        with prepared(place / "site") as (there, visits):
            _attack_all(there, place, visits, began)


def _broken(place: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(BROKEN / "site.py"), str(port)], stderr=subprocess.DEVNULL)
    asked: list[_Request] = [
        ("echo", "GET", "/echo/?said=hello", ()),
        ("go", "GET", "/go/?next=/search/", ()),
        ("file", "GET", "/file/?name=readme.txt", ()),
        ("search", "POST", "/search/", ((TOKEN, "t"), ("word", "apple"))),
    ]
    try:
        time.sleep(1.5)
        said = _wapiti(place, f"http://127.0.0.1:{port}", "session=open-sesame", asked, _ALL, 200)
    finally:
        server.terminate()
        server.wait(10)
    kinds = (said or {}).get("kinds", {})
    seen = [kind for kind, path in PLANTED.items() if path in {each["path"] for each in kinds.get(kind, ())}]
    figures(planted=len(PLANTED), planted_found=len(seen))
    if len(seen) < len(PLANTED):
        fail(f"wapiti found {seen} alone of {sorted(PLANTED)}.")


def _wapiti(
    place: Path, base: str, cookies: str, asked: list[_Request], modules: str, seconds: float
) -> dict[str, Any] | None:
    """What it found, by kind, and how each request was answered; `None` if it did not come to its end."""
    requests = [{"method": verb, "path": path, "fields": fields} for _name, verb, path, fields in asked]
    job = {
        "base": base, "cookies": cookies, "modules": modules, "skip": [TOKEN], "level": 2,
        "seconds": seconds, "requests": requests,
    }  # fmt: skip
    (place / "job.json").write_text(json.dumps(job))
    report, answers = place / "report.json", place / "answers.json"
    script = Path(__file__).parents[1] / "wapiti_attack.py"
    done = scan("python", script, place / "job.json", place, limit=seconds, family="wapiti")
    if not report.exists() or not answers.exists():
        fail(f"wapiti wrote no report: {done.stdout[-800:]}{done.stderr[-400:]}")
    said, answered = json.loads(report.read_text()), json.loads(answers.read_text())
    idle = [each for each in modules.split(",") if f"Launching module {each}" not in done.stdout]
    if idle or len(answered["answers"]) < len(asked):
        fail(f"wapiti left out {idle}, or requests: {done.stdout[-800:]}{done.stderr[-400:]}")
    kinds = {kind: found for kind, found in (said["vulnerabilities"] | said["anomalies"]).items() if found}
    unanswered = re.findall(r"\d+ requests were skipped", done.stdout)
    said = {"kinds": kinds, "answers": answered["answers"], "unanswered": unanswered}
    return said if answered["ended"] else None


def pieces_of(visits: list[Visit]) -> list[tuple[str, Any]]:
    """Batches of requests that one person sends and the same modules attack, under the names of all."""
    sorts: dict[tuple[str, str], list[_Request]] = {}
    for modules, who, request in _requests(visits):
        sorts.setdefault((modules, who.role), []).append(request)
    people, found = {each.role: each for each in visits}, []
    for (modules, role), asked in sorts.items():
        for at in range(0, len(asked), _BATCHES[modules]):
            some = asked[at : at + _BATCHES[modules]]
            name = " ".join([modules, role or "nobody", *(each[0] for each in some)])
            found.append((name, (people[role], modules, some)))
    return found


def _requests(visits: list[Visit]) -> list[tuple[str, Visit, _Request]]:
    """One address of each route, one of each with a query, one form of each kind, of whoever came first."""
    addresses: dict[str, tuple[str, Visit, _Request]] = {}
    for each in visits:
        for name, opened in each.opened.items():
            if name.rstrip("?") not in ENDS_THE_SCAN:
                modules = _ALL if urllib.parse.urlsplit(opened[0]).query else _PLAIN
                addresses.setdefault(name, (modules, each, (name, "GET", opened[0], ())))
    forms = [(_SENT, who, _sent(form)) for form, who in forms_of(visits) if form.method == "POST"]
    return [*addresses.values(), *forms]


def _sent(form: Form) -> _Request:
    return (f"{form.route}/{len(form.fields)}", "POST", form.action, form.fields)


def _attack_all(there: Site, place: Path, visits: list[Visit], began: float) -> None:
    done, pieces = Progress("wapiti_pages", _ALSO), pieces_of(visits)

    def attack(piece: Any, folder: Path, seconds: float) -> tuple[list[str], list[str]] | None:
        who, modules, asked = piece
        said = _wapiti(folder, there.address, cookies_of(who), asked, modules, seconds)
        if said is None:
            return None
        if who.role and any("/accounts/login/" in (to or "") for _path, _status, to in said["answers"]):
            fail(f"{who.role} was signed out before {[each[0] for each in asked]} was attacked.")
        if said["unanswered"]:
            return None  # the machine was too busy: once more in the next run
        kinds = said["kinds"]
        found = [f"{kind}: {row['path']} {row['parameter']}" for kind in kinds for row in kinds[kind]]
        return found, [path for path, _status, _to in said["answers"]]

    left = Attack(there, place, began, done, attack).run(pieces)
    routes = {name: {route_of(path) for _, _, path, _ in piece[2]} for name, piece in pieces}
    figures(
        routes=len(set().union(*routes.values())),
        reached=len(set().union(*(routes[name] for name in done.tried & set(routes)))),
        forms=sum(len(piece[2]) for _name, piece in pieces if piece[1] == _SENT),
        pieces=len(pieces), tried=len(pieces) - left, shut=len(done.shut),
        requests=done.requests, found=len(done.found),
    )  # fmt: skip
    if done.found:
        fail(f"Found: {done.found[:10]}")
    if left:
        fail(f"{left} of {len(pieces)} pieces are left: run this part again, it goes on where it stopped.")


if __name__ == "__main__":
    main()
