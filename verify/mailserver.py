"""A mail server that keeps the Message-IDs it was given, and takes its time over each message."""

import contextlib
import email
import socketserver
import threading
import time
from collections import Counter

_SECONDS_A_MESSAGE = 0.03  # long enough for a worker to be killed in the middle of one


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self._say("354 go on")
                self._take()
            elif word.startswith(b"QUIT"):
                self._say("221 bye")
                return
            else:
                self._say("250 here")

    def _take(self) -> None:
        """Read one message; it counts as delivered even if nobody waits for our answer."""
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return
        time.sleep(_SECONDS_A_MESSAGE)
        self.server.take(email.message_from_bytes(b"".join(lines))["Message-ID"])
        self._say("250 taken")

    def _say(self, text: str) -> None:
        with contextlib.suppress(OSError):  # killed while we were talking
            self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Runs in a thread on a free port of this machine."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.got: Counter[str] = Counter()
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """What EMAIL_URL has to be."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, message_id: str) -> None:
        """Count one message."""
        with self._lock:
            self.got[message_id] += 1
