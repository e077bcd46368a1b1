"""`make screens`: take the pictures of docs/screens anew, by running the browser tests.

With ARGS (files of tests) only the pictures those tests take are replaced; without, pictures that no
test takes any more go.
"""

import os
import shutil
import subprocess
import sys

from tools import machine, packages
from tools.console import ROOT, run, say, script

_TAKEN = ROOT / "build" / "screens"
_KEPT = ROOT / "docs" / "screens"
_SHRINK = """
import sys
from pathlib import Path
from PIL import Image

for path in map(Path, sys.argv[1:]):
    Image.open(path).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
"""


def main() -> int:
    """Answer the exit code of pytest; the old pictures stay when a test fails."""
    browser = machine.chromium()
    machine.pdf_libraries()
    packages.ready(packages.DEVELOPMENT)
    run(
        [sys.executable, ROOT / "tools" / "build_assets.py", "--with-packages"],
        "The styles of the pages could not be built",
    )
    if shutil.which("pdftoppm") is None:
        say("Pictures of PDFs need poppler: apt-get install poppler-utils")
        return 1
    shutil.rmtree(_TAKEN, ignore_errors=True)
    tests = sys.argv[1:]
    command = [packages.PYTHON, "-m", "pytest", "-q", "-n", "0", *(tests or ["-m", "browser or pictures"])]
    env = {**os.environ, "RJCASE_CHROMIUM": browser, "RJCASE_SCREENS": str(_TAKEN)}
    code = subprocess.run([*map(str, command)], cwd=ROOT, env=env, check=False).returncode
    if code == 0:
        _replace(everything=not tests)
    return code


def _replace(*, everything: bool) -> None:
    """Put the new pictures in the place of the old ones, in few colours, as git keeps each for ever."""
    taken = sorted(_TAKEN.glob("*.png"))
    run([packages.PYTHON, "-c", _SHRINK, *taken], "The pictures could not be made smaller")
    _KEPT.mkdir(parents=True, exist_ok=True)
    gone = (
        {path.name for path in _KEPT.glob("*.png")} - {path.name for path in taken} if everything else set()
    )
    for name in gone:
        (_KEPT / name).unlink()
    for path in taken:
        shutil.copy(path, _KEPT / path.name)
    _write_index(sorted(path.stem for path in _KEPT.glob("*.png")))
    say(f"{len(taken)} pictures taken, {len(gone)} removed: look at each of them before committing.")


def _write_index(names: list[str]) -> None:
    """One page that shows all of them, for looking through."""
    narrow = ("-320", "-375")
    pages = [name for name in names if not name.endswith(narrow)]
    lines = ["# What it looks like", "", "Taken by `make screens` from the tests that walk the product.", ""]
    for name in pages:
        beside = [f"{name}{ending}" for ending in narrow if f"{name}{ending}" in names]
        phone = "".join(f' <img src="{one}.png" alt="" width="160">' for one in beside)
        lines += [f'<p><b>{name}</b><br><img src="{name}.png" alt="" width="600">{phone}</p>']
    (_KEPT / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    script(main)
