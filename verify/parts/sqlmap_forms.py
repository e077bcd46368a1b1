"""sqlmap tries every field of every form that ten people of the demo come across.

First it must find the injection of `verify/broken/site.py`, which shows no error. What was tried on this
commit is kept in `build/verify`, so a run that its ten minutes cut short goes on where it stopped; the part
passes once no form is left.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from verify.crawl import ATTACKERS, Form, Visit, starts, visit
from verify.progress import Progress
from verify.report import fail, figures
from verify.scanners import BROKEN, scan
from verify.site import Site, free_port, site
from verify.targets import TOKEN, cookies_of, encoded, forms_of

_UNTIL = 420.0  # seconds after the start no new batch begins
_BATCH = 1
_RULE = "=" * 54
_FELL = re.compile(r'"(?:GET|POST) (\S+) HTTP/1\.1" 5\d\d ')


def main() -> None:
    """Prove sqlmap, collect the forms, try them batch by batch."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rj-sql-") as name:
        place = Path(name)
        _broken(place)
        with site(place / "site", furnished=True) as there:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
            import django

            django.setup()
            visits = [visit(there.address, role, *starts(role)) for role in ATTACKERS]
            _try_all(there, place, forms_of(visits), began)


def _broken(place: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(BROKEN / "site.py"), str(port)], stderr=subprocess.DEVNULL)
    fields = ((TOKEN, "t"), ("word", "apple"))
    form = Form("search", "", "/search/", "/search/", "POST", fields)
    try:
        time.sleep(1.5)
        found = _sqlmap(place, f"127.0.0.1:{port}", [(form, "session=open-sesame")], "SQLite")
    finally:
        server.terminate()
        server.wait(10)
    figures(planted=1, planted_found=len(found))
    if not any("word" in line for line in found):
        fail("sqlmap did not find the injection that was planted.")


def _sqlmap(
    place: Path, host: str, forms: list[tuple[Form, str]], dbms: str, limit: float = 170
) -> list[str]:
    """What sqlmap found in these forms: address, place and name of each field that can be injected."""
    requests, results = place / "requests.txt", place / "results.csv"
    requests.write_text("\n".join(_request(host, form, cookies) for form, cookies in forms))
    results.unlink(missing_ok=True)
    done = _within(
        limit,
        "sqlmap", "-l", requests, "--batch", "--technique", "BE", "--dbms", dbms,
        "--level", "1", "--risk", "1", "--param-exclude", f"^({TOKEN}|new_id)$",
        "--disable-coloring", "--skip-waf", "--flush-session",
        "--drop-set-cookie", "--retries", "1", "--timeout", "30", "--threads", "2",
        "--answers", "skip further=N,want to exploit=N",
        "--output-dir", place / "out", "--results-file", results,
    )  # fmt: skip
    if "ending @" not in done.stdout:
        fail(f"sqlmap did not come to its end: {done.stdout[-800:]}{done.stderr[-300:]}")
    rows = list(csv.reader(results.read_text().splitlines()))[1:] if results.exists() else []
    return [" ".join(row[:3]) for row in rows if len(row) >= 3 and row[2]]


def _within(limit: float, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    try:
        return scan(str(command[0]), *command[1:], limit=limit)
    except subprocess.TimeoutExpired:
        fail(f"sqlmap did not come to its end within {limit:.0f} seconds.")


def _request(host: str, form: Form, cookies: str) -> str:
    """One request as a proxy would have logged it."""
    query = f"?{encoded(form)}" if form.method == "GET" else ""
    address = form.action.partition("?")[0] + query if query else form.action
    body = "" if query else encoded(form)
    lines = [
        *(_RULE, f"10:00:00 AM  http://{host}  [127.0.0.1]", _RULE),
        *(f"{form.method} {address} HTTP/1.1", f"Host: {host}", f"Cookie: {cookies}"),
        *(f"Referer: http://{host}{form.page}", "Content-Type: application/x-www-form-urlencoded"),
        *("", body, _RULE, ""),
    ]
    return "\n".join(lines)


def _name(form: Form) -> str:
    return " ".join(map(str, form.key))


def _try_all(there: Site, place: Path, forms: list[tuple[Form, Visit]], began: float) -> None:
    done, log = Progress("sqlmap_forms"), there.place / "web.log"
    left = [(form, cookies_of(who)) for form, who in forms if _name(form) not in done.tried]
    while left and time.monotonic() - began < _UNTIL:
        batch, left = left[:_BATCH], left[_BATCH:]
        before = log.stat().st_size
        found = _sqlmap(place, there.address.removeprefix("http://"), batch, "PostgreSQL")
        written = log.read_bytes()[before:].decode(errors="replace")
        found += [f"fell over: {address.partition('?')[0]}" for address in set(_FELL.findall(written))]
        done.keep({_name(form) for form, _cookies in batch}, found, written.count("HTTP/1.1"))
    figures(
        forms=len(forms), tried=len(forms) - len(left), requests=done.requests, found=len(done.found),
        fields=sum(len(form.fields) - 1 for form, _who in forms),
    )  # fmt: skip
    if done.found:
        fail(f"Found: {done.found[:10]}")
    if left:
        fail(f"{len(left)} of {len(forms)} forms are left: run this part again, it goes on where it stopped.")


if __name__ == "__main__":
    main()
