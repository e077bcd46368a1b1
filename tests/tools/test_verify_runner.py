"""The runner of the long checks keeps results, resumes, and ends what takes too long."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify import progress, runner
from verify.parts import walls_over_time

PARTS = Path(runner.__file__).parent / "parts"


@pytest.fixture
def part() -> Iterator[Path]:
    path = PARTS / f"zz_for_the_tests_{os.getpid()}.py"  # other workers have one of their own
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _clean_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "commit", lambda: "c0ffee")


def kept(results: Path) -> dict[str, object]:
    (found,) = json.loads(results.read_text())
    return dict(found)


def test_it_keeps_figures_and_does_not_run_a_passed_part_again(part: Path, tmp_path: Path) -> None:
    part.write_text("from verify.report import figures\nfigures(rows=3)\nfigures(seconds=1.5)\n")
    results = tmp_path / "results.json"
    assert runner.verify([part.stem], fresh=False, results=results) == 0
    found = kept(results)
    assert found["part"] == part.stem
    assert found["commit"] == "c0ffee"
    assert found["figures"] == {"rows": 3, "seconds": 1.5}

    part.write_text("raise SystemExit(1)\n")
    assert runner.verify([part.stem], fresh=False, results=results) == 0
    assert runner.verify([part.stem], fresh=True, results=results) == 1
    assert kept(results)["passed"] is False


def test_it_runs_a_failed_part_again(part: Path, tmp_path: Path) -> None:
    part.write_text("from verify.report import fail\nfail('No luck.')\n")
    results = tmp_path / "results.json"
    assert runner.verify([part.stem], fresh=False, results=results) == 1
    assert "No luck." in str(kept(results)["reason"])
    part.write_text("")
    assert runner.verify([part.stem], fresh=False, results=results) == 0


def test_it_ends_a_part_that_takes_too_long(part: Path, tmp_path: Path) -> None:
    part.write_text("import time\ntime.sleep(60)\n")
    results = tmp_path / "results.json"
    assert runner.verify([part.stem], fresh=False, results=results, limit=1.0) == 1
    assert "longer than 1 second" in str(kept(results)["reason"])


def test_it_names_the_parts_when_asked_for_an_unknown_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert runner.verify(["nonsense"], fresh=False, results=tmp_path / "r.json") == 1
    assert "fresh_start" in capsys.readouterr().out


def test_it_walks_anew_what_decides_who_reads_what(tmp_path: Path) -> None:
    """Pieces walked are kept while a page changes, and forgotten when a wall or the walk does."""
    subprocess.run([str(shutil.which("git")), "init", "-q"], cwd=tmp_path, check=True)  # noqa: S603

    def write(name: str, text: str) -> str:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
        return walls_over_time.fingerprint(tmp_path)

    first = write("rjcase/tenancy/policies.py", "the wall")
    assert write("cases/pages/contacts.py", "a page") == first
    assert write("rjcase/tenancy/policies.py", "another wall") != first
    assert write("rjcase/tenancy/policies.py", "the wall") == first
    for name in ("cases/sql/grants.sql", "cases/models/files.py", "tests/isolation/oracle.py"):
        before = walls_over_time.fingerprint(tmp_path)
        assert write(name, "changed") != before, name
    progress = tmp_path / "kept.json"
    assert walls_over_time.known(progress, first) == {}
    progress.write_text(json.dumps({"code": first, "pieces": {"10": {"steps": 505, "seconds": 9.0}}}))
    assert list(walls_over_time.known(progress, first)) == ["10"]
    assert walls_over_time.known(progress, "another") == {}


def test_it_attacks_anew_when_what_serves_pages_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Pieces attacked are kept while a manual changes, and forgotten when a view or the scan does."""
    subprocess.run([str(shutil.which("git")), "init", "-q"], cwd=tmp_path, check=True)  # noqa: S603
    monkeypatch.setattr(progress, "ROOT", tmp_path)
    monkeypatch.setattr(progress, "KEPT", tmp_path / "build")

    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    def kept() -> progress.Progress:
        return progress.Progress("scan", r"^verify/parts/scan\.py$")

    write("cases/views.py", "one")
    write("docs/manual.md", "one")
    kept().keep({"a form"}, ["fell over"], 3, shut=True)
    write("docs/manual.md", "two")
    assert (kept().tried, kept().found, kept().shut) == ({"a form"}, ["fell over"], {"a form"})
    for changed in ("cases/views.py", "templates/cases/case.html", "verify/parts/scan.py"):
        before = kept()
        write(changed, "two")
        assert not kept().tried
        with pytest.raises(SystemExit):
            before.keep({"another"}, [], 1)
        kept().keep({"a form"}, [], 1)
