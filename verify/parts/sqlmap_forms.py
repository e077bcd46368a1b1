"""sqlmap tries every field of every form that six people of the demo come across.

First it must find the injection of `verify/broken/site.py`, which shows no error. Forms are cut into pieces
of a few fields; what was tried on this code is kept in `build/verify`, so a run that its ten minutes cut
short goes on where it stopped, and the part passes once no piece is left.

Errors of the database are never shown, so only blind injection can be told from its answers; a payload that
breaks a statement makes the page fall over instead, which the log of the site tells. The boxes of one date
are one field: they are joined and read as a date before anything sees them. The random id of a form that
creates something is another in each request, or all but the first would be taken for sent twice.
"""

import csv
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from verify.crawl import Browser, Form, Visit
from verify.pieces import Attack
from verify.prepared import prepared
from verify.progress import Progress
from verify.report import fail, figures
from verify.scanners import BROKEN, scan
from verify.site import Site, free_port
from verify.targets import TOKEN, cookies_of, encoded, forms_of

_FIELDS = 6  # fields of one piece
_NEW_ID = "new_id"
# sqlmap puts other digits in their place, and it stays what a random id looks like.
_DIGITS = "11111111-1111-4111-8111-111111111111"
_PARTS_OF_A_DATE = re.compile(r"-(month|year)$")
_ALSO = r"^requirements-scanners\.txt$|^verify/(targets|pieces|parts/sqlmap_forms)\.py$"
_RULE = "=" * 54


def main() -> None:
    """Prove sqlmap, collect the forms, try them piece by piece."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rj-sql-") as name:
        place = Path(name)
        _broken(place)
        with prepared(place / "site") as (there, visits):
            _try_all(there, place, forms_of(visits), began)


def fields_of(form: Form) -> list[str]:
    """The fields that are tried."""
    left_out = {TOKEN, _NEW_ID}
    return [
        name for name, _value in form.fields if name not in left_out and not _PARTS_OF_A_DATE.search(name)
    ]


def pieces_of(forms: list[tuple[Form, Visit]]) -> list[tuple[str, Any]]:
    """Each form with a few of its fields, under a name that says both."""
    found = []
    for form, who in forms:
        fields = fields_of(form)
        for at in range(0, len(fields), _FIELDS):
            some = fields[at : at + _FIELDS]
            found.append((" ".join([*_named(form), *some]), (form, who, some)))
    return found


def _named(form: Form) -> tuple[str, str, str]:
    # Ids are part of some names, so that the fields tell two forms of a route apart.
    return (form.route, form.method, str(len(form.fields)))


def _broken(place: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(BROKEN / "site.py"), str(port)], stderr=subprocess.DEVNULL)
    fields = ((TOKEN, "t"), ("word", "apple"))
    form = Form("search", "", "/search/", "/search/", "POST", fields)
    try:
        time.sleep(1.5)
        found = _sqlmap(place, f"127.0.0.1:{port}", form, "session=open-sesame", ["word"], "SQLite", 170)
    finally:
        server.terminate()
        server.wait(10)
    figures(planted=1, planted_found=len(found))
    if not any("word" in line for line in found):
        fail("sqlmap did not find the injection that was planted.")


def _sqlmap(
    place: Path, host: str, form: Form, cookies: str, fields: list[str], dbms: str, limit: float
) -> list[str]:
    """What sqlmap found in these fields of a form: address, place and name of each that can be injected."""
    request, results = place / "request.txt", place / "results.csv"
    request.write_text(_request(host, form, cookies))
    results.unlink(missing_ok=True)
    done = scan(
        "sqlmap", "-l", request, "--batch", "--technique", "B", "--dbms", dbms,
        "--level", "1", "--risk", "1", "-p", ",".join(fields), "--randomize", _NEW_ID,
        "--disable-coloring", "--skip-waf", "--flush-session", "--text-only",
        "--drop-set-cookie", "--retries", "1", "--timeout", "30",
        "--answers", "skip further=N,want to exploit=N",
        "--output-dir", place / "out", "--results-file", results, limit=limit,
    )  # fmt: skip
    said = set(re.findall(r"parameter '([^']+)'", done.stdout))
    if "ending @" not in done.stdout or (missed := set(fields) - said):
        fail(
            f"sqlmap did not come to its end, or left out {missed}: {done.stdout[-800:]}{done.stderr[-300:]}"
        )
    rows = list(csv.reader(results.read_text().splitlines()))[1:] if results.exists() else []
    return [" ".join(row[:3]) for row in rows if len(row) >= 3 and row[2]]


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


def _try_all(there: Site, place: Path, forms: list[tuple[Form, Visit]], began: float) -> None:
    done, host = Progress("sqlmap_forms", _ALSO), there.address.removeprefix("http://")

    def attack(piece: Any, folder: Path, seconds: float) -> tuple[list[str], list[str]] | None:
        form, who, fields = piece
        if not _is_there(there, form, who):
            return None  # what an attack before it took away is there again in the next run
        form = replace(
            form, fields=tuple((name, _DIGITS if name == _NEW_ID else value) for name, value in form.fields)
        )
        return _sqlmap(folder, host, form, cookies_of(who), fields, "PostgreSQL", seconds), [form.action]

    pieces = pieces_of(forms)
    left = Attack(there, place, began, done, attack).run(pieces)
    figures(
        forms=len(forms), fields=sum(len(fields_of(form)) for form, _who in forms), pieces=len(pieces),
        tried=len(pieces) - left, shut=len(done.shut), requests=done.requests, found=len(done.found),
    )  # fmt: skip
    if done.found:
        fail(f"Found: {done.found[:10]}")
    if left:
        fail(f"{left} of {len(pieces)} pieces are left: run this part again, it goes on where it stopped.")


def _is_there(there: Site, form: Form, who: Visit) -> bool:
    """Whether the page of the form still opens for them."""
    browser = Browser(there.address)
    browser.opener.addheaders = [("Cookie", cookies_of(who))]
    status, where, _kind, _text = browser.ask(form.page)
    return status == 200 and "/accounts/login" not in where.removeprefix(there.address + form.page)


if __name__ == "__main__":
    main()
