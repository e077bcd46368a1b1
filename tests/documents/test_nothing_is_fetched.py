"""A document asks for nothing outside itself, whatever a template names (security.md, T15)."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from rjcase.documents import pdf
from tests.world import World

pytestmark = pytest.mark.django_db
WAYS = {
    "picture": '<img alt="" src="{}">',
    "style sheet": '<link rel="stylesheet" href="{}">',
    "import": "<style>@import url({});</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
    "background": '<p style="background: url({})">x</p>',
    "list": '<ul style="list-style-image: url({})"><li>x</li></ul>',
    "content": "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "attachment": '<link rel="attachment" href="{}">',
    "link to a file": '<a rel="attachment" href="{}">x</a>',
    "drawing": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "drawn again": '<svg width="9" height="9"><use href="{}#x"/></svg>',
}


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine, and what was asked of it."""
    seen: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


def page(way: str, address: str) -> str:
    """A page that asks for an address in one of the ways there are."""
    return f'<html lang="en"><head><title>x</title></head><body>{WAYS[way].format(address)}</body></html>'


def test_it_makes_no_request_for_file_and_http_in_any_way_there_is(
    world: World, asked: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, seen = asked
    secret = tmp_path / "secret.txt"
    secret.write_text("zq-secret-of-the-machine")
    HTML(string=page("picture", f"{base}/the-server-can-see")).write_pdf()
    assert seen == ["/the-server-can-see"]
    seen.clear()
    reached: list[Any] = []
    connect, opened = socket.socket.connect, Path(secret).as_uri()

    def noted(self: socket.socket, address: Any) -> None:
        reached.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    for way in WAYS:
        for address in (f"{base}/{way.replace(' ', '-')}", opened, "ftp://127.0.0.1/x", "//127.0.0.1/x"):
            template = engines["django"].from_string(page(way, address))
            with world.north.at("manager"), pytest.MonkeyPatch.context() as patch:
                patch.setattr(pdf, "get_template", lambda _name, template=template: template)
                patch.setattr(pdf, "template_version", lambda _name: "1")
                try:
                    made = pdf.render_pdf("x", {}, title="x").content
                except FatalURLFetchingError:
                    continue
                assert b"zq-secret" not in made, way
                assert b"/EmbeddedFile" not in made, way
    assert seen == []
    assert [where for where in reached if isinstance(where, tuple)] == []
