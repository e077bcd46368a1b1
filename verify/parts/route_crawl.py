"""Ten people of the demo follow every link there is; nothing falls over, and no route is forgotten.

First the same walk over `verify/broken/site.py` must find the page that falls over, and a page that nothing
links to must be missed: only then do the numbers mean something.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from verify.crawl import ROLES, Browser, Visit, every_route, follow, starts, unled_to, visit
from verify.report import fail, figures
from verify.scanners import BROKEN
from verify.site import free_port, site


def main() -> None:
    """Prove the walk, walk, compare with the resolver."""
    _broken()
    with (
        tempfile.TemporaryDirectory(prefix="rj-crawl-") as name,
        site(Path(name) / "site", furnished=True) as there,
    ):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
        import django

        django.setup()
        visits = [visit(there.address, role, *starts(role)) for role in ROLES]
    _judge(visits)


def _broken() -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(BROKEN / "site.py"), str(port)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.5)
        browser = Browser(f"http://127.0.0.1:{port}")
        browser.opener.addheaders = [("Cookie", "session=open-sesame")]
        found = follow(browser, Visit("", name_of=lambda address: address.partition("?")[0]), "/")
    finally:
        server.terminate()
        server.wait(10)
    sees = [
        any("/fall/" in fault for fault in found.faults),
        {"/search/", "/echo/", "/go/", "/file/"} <= found.reached,
        "/hidden/" not in found.reached,
    ]
    figures(planted=len(sees), planted_found=sum(sees))
    if not all(sees):
        fail(f"The broken site was not seen through: {found}")


def _judge(visits: list[Visit]) -> None:
    routes, excused = every_route(), unled_to()
    reached = set().union(*(each.reached for each in visits)) & routes
    faults = [fault for each in visits for fault in each.faults]
    forgotten = sorted(routes - reached - set(excused))
    figures(
        routes=len(routes), reached=len(reached), excused=len(excused), roles=len(visits),
        pages=sum(len(addresses) for each in visits for addresses in each.opened.values()),
        forms=len({form.key for each in visits for form in each.forms}), fell_over=len(faults),
    )  # fmt: skip
    if faults:
        fail(f"Fell over: {faults[:10]}")
    if forgotten:
        fail(f"Nobody came to {forgotten}: link to them, or say why in verify/rules/unled_to.json.")
    if idle := sorted(set(excused) & reached | set(excused) - routes):
        fail(f"Excused though somebody comes there, or gone: {idle}")


if __name__ == "__main__":
    main()
