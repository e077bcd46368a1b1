"""What is wrong with the machine is said in one sentence."""

import os
import socket
from pathlib import Path

import pytest

from tools import machine
from tools.console import Stop


def test_it_says_that_the_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop, match="is taken; choose another: make run PORT="):
            machine.port_is_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("text", ["", "web", "0", "70000", "-1"])
def test_it_refuses_what_is_no_port(text: str) -> None:
    with pytest.raises(Stop, match="PORT must be a number"):
        machine.port_from(text)


def test_it_says_which_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Stop, match="cannot be written") as caught:
        machine.folder_is_writable(tmp_path / "file" / "data", "set RJCASE_DATA")
    assert "set RJCASE_DATA" in str(caught.value)


def test_it_prints_the_command_for_missing_libraries_without_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "_loads", lambda library: library != "libpango-1.0.so.0")
    with pytest.raises(Stop) as caught:
        machine.pdf_libraries()
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in str(caught.value)
    assert "sudo" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_it_names_a_missing_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("RJCASE_CHROMIUM", raising=False)
    with pytest.raises(Stop, match="chromium"):
        machine.chromium()
