"""A furnished site with the walk over it, made once for the code there is, and taken from a copy afterwards.

Making and walking it costs four minutes of the ten that a part has. Each run starts from the untouched
copy, so what an attack closed or withdrew is there again.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from verify.crawl import ATTACKERS, Browser, Form, Visit, email_of, starts, visit
from verify.progress import KEPT, SERVES, fingerprint
from verify.runner import ROOT
from verify.site import Site, site
from verify.targets import TOKEN


@contextmanager
def prepared(place: Path) -> Iterator[tuple[Site, list[Visit]]]:
    """The site, started anew in a folder, and what each attacker came across, signed in again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
    kept = KEPT / f"site-{fingerprint(ROOT, SERVES)}"
    if not (kept / "site").exists():
        _make(kept)
    if unwalked := [role for role in ATTACKERS if not _page(kept, role).exists()]:
        _walk(kept, unwalked)
    subprocess.run(["cp", "-a", str(kept / "site"), str(place)], check=True)
    with site(place, made=True, workers=2) as there:
        _set_up()
        visits = [_revived(json.loads(_page(kept, role).read_text())) for role in ATTACKERS]
        yield there, [sign_in(there, each) for each in visits]


def sign_in(there: Site, found: Visit) -> Visit:
    """The same visit with a session of today; its forms hold the token of that session."""
    browser = Browser(there.address)
    if found.role:
        browser.sign_in(email_of(found.role))
    else:
        browser.ask("/accounts/login/")
    cookies = browser.cookies()
    token = next(value for name, value in cookies.items() if "csrf" in name)
    forms = [
        replace(form, fields=tuple((name, token if name == TOKEN else value) for name, value in form.fields))
        for form in found.forms
    ]
    return replace(found, cookies=cookies, forms=forms)


def _set_up() -> None:
    import django

    django.setup()


def _make(kept: Path) -> None:
    for old in KEPT.glob("site-*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="rj-made-") as name:
        place = Path(name) / "site"
        with site(place, furnished=True):
            pass
        shutil.rmtree(place / "run", ignore_errors=True)
        kept.mkdir(parents=True)
        draft = kept / "draft"
        subprocess.run(["cp", "-a", str(place), str(draft)], check=True)
        draft.rename(kept / "site")


def _walk(kept: Path, roles: list[str]) -> None:
    """Each role's walk is written down as it ends, so that a slow machine needs not begin with the first."""
    with tempfile.TemporaryDirectory(prefix="rj-walk-") as name:
        place = Path(name) / "site"
        subprocess.run(["cp", "-a", str(kept / "site"), str(place)], check=True)
        with site(place, made=True, workers=2) as there:
            _set_up()
            for role in roles:
                _page(kept, role).write_text(json.dumps(_told(visit(there.address, role, *starts(role)))))


def _page(kept: Path, role: str) -> Path:
    return kept / f"walk-of-{role or 'nobody'}.json"


def _told(found: Visit) -> dict[str, object]:
    return {"role": found.role, "opened": found.opened, "forms": [vars(form) for form in found.forms]}


def _revived(told: dict[str, object]) -> Visit:
    forms: list[dict[str, object]] = told.pop("forms")  # type: ignore[assignment]
    found = Visit(**told)  # type: ignore[arg-type]
    for form in forms:
        pairs = form.pop("fields")
        found.forms.append(Form(fields=tuple(map(tuple, pairs)), **form))  # type: ignore
    return found
