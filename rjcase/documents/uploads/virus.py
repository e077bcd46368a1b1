"""Asking clamd, where an installation has one: the bytes go over its socket and are kept nowhere."""

import logging
import socket
import struct
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from rjcase.documents.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)

_PIECE = 256 * 1024  # bytes a piece
_PATIENCE = 20  # seconds for the connection, and for each answer
_LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """clamd cannot be reached, or did not answer as it should."""


def scan(content: bytes) -> bool:
    """Return whether clamd has looked and found nothing; False where none is configured.

    Raises UploadRefused for a virus, and where clamd is configured but gives no clear answer: what was
    not looked at is not let in.
    """
    address = settings.CLAMD
    if not address:
        return False
    try:
        answer = ask(address, content)
    except ScannerAway as away:
        logger.error("The virus check gave no answer, and an upload was refused: %s", away)
        raise UploadRefused(
            _("The file could not be checked for viruses just now, so it was not saved. Try again later")
        ) from away
    if answer != "OK":
        logger.warning("An upload was refused: the virus check found something.")
        raise UploadRefused(_("The selected file contains a virus"))
    return True


def ask(address: str, content: bytes) -> str:
    """Return "OK", or the name of what clamd found. Raises ScannerAway for any other answer.

    ``address`` is ``unix:///run/clamav/clamd.ctl`` or ``tcp://host:3310``.
    """
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in _pieces(content):
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            said = _answer(line)
    except (OSError, ValueError) as away:
        raise ScannerAway(type(away).__name__) from away
    if said == "stream: OK":
        return "OK"
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerAway("an answer that is none")


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=_PATIENCE)
    raise ValueError("RJCASE_CLAMD")


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("ascii", "replace")
