"""clamd looks at what is handed in, where an installation has one."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rjcase.documents.models import Upload
from rjcase.documents.uploads.virus import ScannerAway, ask
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.cases.walk import day, file_at
from tests.documents import made
from tests.world import World

EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


class FakeClamd:
    """Speaks INSTREAM as clamd does, over a socket of this machine, and remembers what it was given."""

    def __init__(self, place: Path, answer: Callable[[bytes], bytes]) -> None:
        self.given: list[bytes] = []
        self.answer = answer
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.bind(str(place))
        self.socket.listen()
        self.address = f"unix://{place}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with line:
                self._one(line)

    def _one(self, line: socket.socket) -> None:
        assert line.recv(10, socket.MSG_WAITALL) == b"zINSTREAM\0"
        whole = b""
        while length := struct.unpack("!L", line.recv(4, socket.MSG_WAITALL))[0]:
            whole += line.recv(length, socket.MSG_WAITALL)
        self.given.append(whole)
        line.sendall(self.answer(whole))


@contextmanager
def fake(place: Path, answer: Callable[[bytes], bytes]) -> Iterator[FakeClamd]:
    """A clamd that gives an answer."""
    daemon = FakeClamd(place / "clamd.sock", answer)
    try:
        yield daemon
    finally:
        daemon.socket.close()
        (place / "clamd.sock").unlink()


def judged(content: bytes) -> bytes:
    """What clamd says."""
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


def send(world: World, content: bytes, name: str) -> str:
    """Hand a file in as the manager; the page that comes back, or nothing where it was taken."""
    world.harmed.case = world.case
    client = Client()
    client.force_login(world.north.manager)
    fields = {"new_id": str(uuid7()), "title": "A letter", **day("received_on", today())}
    answer = client.post(
        file_at(world.harmed, "uploads/add/"), fields | {"upload": SimpleUploadedFile(name, content)}
    )
    return "" if answer.status_code == 303 else answer.content.decode()


def kept(world: World) -> list[bool]:
    """Of each file that is kept, whether it was looked at."""
    with world.north.at("manager"):
        return list(Upload.objects.order_by("number").values_list("is_scanned", flat=True))


@pytest.mark.django_db
def test_it_lets_in_what_clamd_cleared_and_nothing_that_it_did_not(
    world: World, tmp_path: Path, settings: Any
) -> None:
    assert send(world, made.pdf(), "a.pdf") == ""
    with fake(tmp_path, judged) as daemon:
        settings.CLAMD = daemon.address
        assert send(world, made.pdf(2), "a.pdf") == ""
        assert "The selected file contains a virus" in send(world, EICAR, "a.txt")
        assert daemon.given == [made.pdf(2), EICAR], "the bytes as they came"
    for answer in (b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK, mostly\0"):
        with fake(tmp_path, lambda _content, answer=answer: answer):  # type: ignore[misc]
            assert "could not be checked for viruses just now" in send(world, made.pdf(3), "a.pdf")
    for address in ("unix:///nowhere/clamd.sock", "tcp://127.0.0.1:1", "clamd"):
        settings.CLAMD = address
        assert "could not be checked for viruses just now" in send(world, made.pdf(3), "a.pdf")
    assert kept(world) == [False, True]


@pytest.mark.skipif(shutil.which("clamd") is None, reason="clamd is not installed on this machine")
def test_it_speaks_with_a_real_clamd(tmp_path: Path) -> None:
    """With one signature of our own: the test string that every scanner knows."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n")
    place = tmp_path / "clamd.sock"
    lines = (f"LocalSocket {place}", f"DatabaseDirectory {tmp_path / 'db'}", "Foreground yes")
    (tmp_path / "clamd.conf").write_text("\n".join(lines) + "\n")
    (tmp_path / "db").chmod(0o755)
    daemon = subprocess.Popen(  # noqa: S603
        [str(shutil.which("clamd")), "-c", str(tmp_path / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while not place.exists() and daemon.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        address = f"unix://{place}"
        assert ask(address, made.pdf()) == "OK"
        assert ask(address, b"x" * 3_000_000) == "OK"
        for infected in (EICAR, made.docx(more={"word/media/a.txt": EICAR})):
            assert ask(address, infected).startswith("Eicar-Test-Signature")
    finally:
        daemon.terminate()
        daemon.wait(20)
    with pytest.raises(ScannerAway):
        ask(address, made.pdf())
