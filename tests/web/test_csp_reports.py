"""Where browsers report what the content security policy blocked: counted, never kept."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from rjcase.web import csp_reports

REPORT = "/csp-report/"
BLOCKED = {
    "document-uri": "https://rj.example/northshire/cases/NTH-26-0001/?q=Plonderwick",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/x.js?Plonderwick",
    "script-sample": "Plonderwick",
}


@pytest.fixture(autouse=True)
def _a_new_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csp_reports, "_lines", csp_reports._Minute(csp_reports._MOST_LINES))


def send(body: Any) -> int:
    """Send a report as a browser does: signed out, without a token."""
    content = body if isinstance(body, bytes) else json.dumps({"csp-report": body}).encode()
    answer = Client(enforce_csrf_checks=True).post(REPORT, content, "application/csp-report")
    assert answer.content == b""
    return answer.status_code


def test_every_page_says_where_to_report_and_the_report_names_rule_and_page_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert f"report-uri {REPORT}" in Client().get("/healthz").headers["Content-Security-Policy"]
    with caplog.at_level(logging.WARNING, "rjcase.csp"):
        assert send(BLOCKED) == 204
    assert [record.getMessage() for record in caplog.records] == [
        "blocked by the content security policy: script-src on cases:case"
    ]
    assert "Plonderwick" not in str(caplog.records[0].__dict__)
    assert "evil" not in str(caplog.records[0].__dict__)


@pytest.mark.parametrize(
    "body",
    [
        *(
            {**BLOCKED, "effective-directive": said, "document-uri": said}
            for said in (None, 7, ["x"], {}, "\n")
        ),
        *(b"", b"[]", b"7", b"{", b"[" * 8000, b'{"csp-report": 7}', b"\xff\xfe", b"x" * 100_000),
        {**BLOCKED, "effective-directive": "zq\ninjected", "document-uri": "http://[broken/\nzq"},
    ],
)
def test_it_takes_nothing_from_what_is_no_report(body: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "rjcase.csp"):
        assert send(body) == 204
    assert [record.getMessage() for record in caplog.records] == [
        "blocked by the content security policy: unknown on unknown"
    ]


def test_it_writes_few_lines_however_many_are_sent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "rjcase.csp"):
        assert {send(BLOCKED) for _ in range(50)} == {204}
    assert len(caplog.records) == 20


def test_it_takes_reports_alone() -> None:
    assert Client().get(REPORT).status_code == 405
