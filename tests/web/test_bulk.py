"""`manage.py generate_cases` and `manage.py bench` fill every column that the tables have today."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from cases.models import Case
from rjcase.access.models import User
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_makes_cases_that_open_and_measures_them(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    monkeypatch.setattr("rjcase.web.management.commands.bench.OUT", tmp_path)
    monkeypatch.setattr("rjcase.web.bulk.measure.RUNS", 1)

    call_command("bench", cases=240)

    scheme = Scheme.objects.get(slug="bulk-1")
    worker = User.objects.get(email="facilitator0@bulk-1.example")
    with acting(scheme, worker):
        cases = list(Case.objects.order_by("-received_on", "-id"))
    assert 0 < len(cases) < 60
    client = Client()
    client.force_login(worker)
    for case in cases:
        assert client.get(f"/bulk-1/cases/{case.reference}/").status_code == 200
    found = json.loads((tmp_path / "results.json").read_text())
    assert set(found["queries"]) == {"facilitator", "office"}
    assert len(found["queries"]["office"]) == 5
    assert found["pages"]["office"]["case list"]["ms"] > 0
