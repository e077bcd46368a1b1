"""Pictures for `docs/screens`, taken only when `make screens` asks for them."""

import os
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
WIDE, PHONE, NARROW = 1280, 375, 320
_WINDOW = 900  # high
# Resolves once the page of the new size has been drawn.
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
_PAPER_DOTS = "80"  # per inch: A4 is 661 pixels wide


def folder() -> Path | None:
    """Where pictures go, or None in an ordinary run."""
    wanted = os.environ.get("RJCASE_SCREENS")
    if not wanted:
        return None
    place = ROOT / wanted
    place.mkdir(parents=True, exist_ok=True)
    return place


def screenshot(page: Page, name: str, widths: tuple[int, ...] = (WIDE, NARROW)) -> None:
    """Take `<name>.png` and `<name>-320.png` of the page as it stands; other widths stand in the name too."""
    place = folder()
    if place is None:
        return
    size = page.viewport_size
    for width in widths:
        ending = "" if width == WIDE else f"-{width}"
        page.set_viewport_size({"width": width, "height": _WINDOW})
        # As tall as the page first: what lies below the window may not have been drawn when it is taken.
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(_WINDOW, tall)})
        page.evaluate(_PAINTED)
        page.screenshot(path=place / f"{name}{ending}.png", full_page=True)
    if size:
        page.set_viewport_size(size)


def picture_of_paper(pdf: bytes, name: str) -> None:
    """Take `<name>.png` of the first page of a PDF; poppler draws it."""
    place = folder()
    if place is None:
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftoppm", "-png", "-singlefile", "-r", _PAPER_DOTS, file.name, str(place / name)]
        subprocess.run(command, check=True)  # noqa: S603
