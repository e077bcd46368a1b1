"""What the bench measures: the design's five queries, and two pages against an empty one."""

import json
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet
from django.test import Client

from cases.models import Case, Contact, File, NameToken, Progress
from rjcase.access.models import User
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme

RUNS = 15
PAGES = 25

LIVE = (
    "exists (select 1 from cases_filegrant g where g.scheme_id = t.scheme_id and g.user_id = {user}"
    " and {match} and g.verb = 1)"
)


@dataclass(frozen=True)
class Question:
    """One query through the ORM and the policies, the same by hand, and the design's measured ratio.

    ``design`` is the whole design's time over the hand-written EXISTS in the design's own experiment;
    ``design_everything`` the time of a reader with the whole scheme in scope over WHERE scheme there.
    """

    name: str
    orm: Callable[[dict[str, Any]], QuerySet[Any]]
    hand: str
    design: float
    design_everything: float


QUESTIONS = (
    Question(
        "list 25 newest cases",
        lambda facts: Case.objects.order_by("-received_on", "-id")[:PAGES],
        "select * from cases_case t where t.scheme_id = {scheme} and "
        + LIVE.replace("{match}", "g.case_id = t.id")
        + " order by received_on desc, id desc limit 25",
        1.3 / 0.3,
        0.04 / 0.01,
    ),
    Question(
        "case page",
        lambda facts: File.objects.filter(case_id=facts["case"]),
        "select * from cases_file t where t.scheme_id = {scheme} and t.case_id = '{case}' and "
        + LIVE.replace("{match}", "g.content_object_id = t.id"),
        4.4 / 0.05,
        0.09 / 0.02,
    ),
    Question(
        "count by stage",
        lambda facts: Progress.objects.values("stage").annotate(n=Count("*")).order_by("stage"),
        "select stage, count(*) from cases_progress t where t.scheme_id = {scheme} and "
        + LIVE.replace("{match}", "g.case_id = t.case_id and g.side = 'harmed'")
        + " and "
        + LIVE.replace("{match}", "g.case_id = t.case_id and g.side = 'responsible'")
        + " group by stage order by stage",
        21.8 / 15,
        24 / 3.9,
    ),
    Question(
        "name search",
        lambda facts: NameToken.objects.extra(where=["token ^@ %s"], params=[facts["prefix"]]),
        "select * from cases_nametoken t where t.scheme_id = {scheme} and token ^@ '{prefix}' and "
        + LIVE.replace("{match}", "g.content_object_id = t.file_id"),
        3.1 / 3.5,
        3.1 / 3.5,  # no search by token without grants was timed there: the stricter of the two
    ),
    Question(
        "latest 25 contacts",
        lambda facts: Contact.objects.order_by("-happened_at")[:PAGES],
        "select * from cases_contact t where t.scheme_id = {scheme} and "
        + LIVE.replace("{match}", "g.content_object_id = t.file_id")
        + " order by happened_at desc limit 25",
        1.3 / 0.8,
        0.05 / 0.01,
    ),
)


def queries(scheme: Scheme, who: User, *, everything: bool) -> dict[str, Any]:
    """Return server milliseconds of each question, walled and by hand, and their ratios.

    ``everything`` for a reader with the whole scheme in scope: by hand that is the scheme alone.
    """
    with acting(scheme, who):
        case = Case.objects.order_by("id")[0]
        facts = {"scheme": scheme.pk, "user": who.pk, "case": case.pk, "prefix": "abb"}
    found: dict[str, Any] = {}
    with _unwalled() as bare:
        for question in QUESTIONS:
            walled, plain = _medians(
                partial(_explained, scheme, who, question, facts),
                partial(_hand, bare, _by_hand(question, facts, everything=everything)),
            )
            ratio = walled / plain if plain else 0.0
            design = question.design_everything if everything else question.design
            found[question.name] = {
                "walled_ms": round(walled, 3),
                "by_hand_ms": round(plain, 3),
                "ratio": round(ratio, 2),
                "design_ratio": round(design, 2),
                "within_twice_the_design": ratio <= 2 * design,
            }
    return found


def _by_hand(question: Question, facts: dict[str, Any], *, everything: bool) -> str:
    sql = question.hand
    if everything:
        sql = re.sub(r" and exists \(select 1 .*? and g\.verb = 1\)", "", sql)
    return sql.format(**facts)


def _explained(scheme: Scheme, who: User, question: Question, facts: dict[str, Any]) -> float:
    with acting(scheme, who):
        plan = question.orm(facts).explain(analyze=True, format="json", timing=False)
    return _execution(plan)


def _hand(bare: psycopg.Connection[Any], sql: str) -> float:
    row = bare.execute("explain (analyze, timing off, format json) " + sql).fetchone()
    assert row is not None  # noqa: S101 - EXPLAIN answers one row
    return _execution(row[0])


def _execution(plan: Any) -> float:
    parsed = json.loads(plan) if isinstance(plan, str) else plan
    return float(parsed[0]["Execution Time"])


def _medians(*measures: Callable[[], float]) -> list[float]:
    """The median of each, taken in turns, so that a busy moment of the machine falls on all of them."""
    rounds = [[measure() for measure in measures] for _ in range(RUNS + 1)][1:]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _unwalled() -> psycopg.Connection[Any]:
    """A session of rjcase_ops, which bypasses row-level security: the same rows, filtered by hand."""
    params = connection.get_connection_params()
    keep = {key: params[key] for key in ("host", "port", "dbname") if key in params}
    return psycopg.connect(**keep, user="rjcase_ops", autocommit=True)


def pages(scheme: Scheme, who: User) -> dict[str, Any]:
    """Return milliseconds of an empty signed-in page, the case list and a case page, and the ratios."""
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(who)
    with acting(scheme, who):
        reference = Case.objects.order_by("id")[0].reference
    addresses = {
        "empty": "/accounts/",
        "case list": f"/{scheme.slug}/cases/",
        "case page": f"/{scheme.slug}/cases/{reference}/",
    }
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(RUNS + 2):
        for name, address in addresses.items():
            began = time.perf_counter()
            response = client.get(address)
            times[name].append((time.perf_counter() - began) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}")
    medians = {name: statistics.median(each[2:]) for name, each in times.items()}
    return {
        name: {"ms": round(ms, 2), "times_empty": round(ms / medians["empty"], 2)}
        for name, ms in medians.items()
    }
