"""Nothing of the other side reaches a person who holds one side's file, however it is asked for.

The markers of `planting.py` stand in every personal text. Whatever the product can render is rendered
as a liaison and as a facilitator of one side, and in the context narrowed to one file.
"""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Disclosure, File
from referrals.models import DraftPart, ReferralDraft
from rjcase.documents.models import Document
from rjcase.kernel.clock import now, today
from rjcase.notifications.models import Notification
from rjcase.notifications.tasks import sweep
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.registry import SCHEME_TABLES
from tests.isolation.planting import letters
from tests.isolation.readers import RANDOM, WHO, Reader, addresses, expected, named, place_of
from tests.isolation.reading import MAY_READ, OTHER, come_across, leaks, pdf_words, personal_tables, words_of
from tests.isolation.routes import routes
from tests.isolation.stage import Stage
from tests.isolation.typed import guest_token_of, token_of
from tests.world import sql

pytestmark = pytest.mark.django_db


def test_a_liaison_and_a_facilitator_of_one_side_come_across_that_side_alone(stage: Stage) -> None:
    """Pages, titles, history, calendar, counts, gate lines, downloads: every GET, both sides' ids."""
    for letter, more in (("l", set[str]()), ("g", {"b"})):  # case B is facilitator2's own
        found = come_across(Reader(stage, letter), stage)
        assert leaks(found, MAY_READ["harmed"] | more) == []
        assert any("h" in seen for seen in found.values()), "the reader was shown nothing at all"


def test_the_offenders_liaison_comes_across_that_side_alone(stage: Stage) -> None:
    """The same the other way round: a liaison who is let into the offender's file."""
    stage.grant(stage.a.files["responsible"], "former", "liaison", stage.soon)
    found = come_across(Reader(stage, "x"), stage, "l")
    assert leaks(found, MAY_READ["responsible"]) == []
    assert any("r" in seen for seen in found.values())


def test_a_grant_makes_the_markers_appear(stage: Stage) -> None:
    """The mutation: who is let into both sides comes across both, so the tests above can fail."""
    reader = Reader(stage, "s")
    found = come_across(reader, stage)
    assert leaks(found, MAY_READ["harmed"]) != []
    assert {"h", "r"} <= set().union(*found.values())


def test_a_refused_form_tells_nothing_of_the_other_side(stage: Stage) -> None:
    """Every form of one side's worker, sent empty and sent with nonsense: errors, choices, summaries."""
    reader = Reader(stage, "g")
    found: dict[str, set[str]] = {}
    for route in routes():
        if not route.takes_posts or "scheme" not in route.parts or "g" not in expected(route).status:
            continue
        address = addresses.of(route, place_of(stage, route))
        found[address] = letters(words_of(reader.send(address, "post")))
    assert len(found) > 15
    assert leaks(found, MAY_READ["harmed"] | {"b"}) == []


def test_what_was_disclosed_is_read_and_nothing_else(stage: Stage) -> None:
    """What was passed on from the offender's file is read on the victim's side while it lasts."""
    reader, passed_on = Reader(stage, "g"), named("cases:passed_on")
    with stage.north.at("manager"):
        row = Disclosure.objects.create(
            file=stage.a.files["responsible"],
            to_party_file=stage.a.files["harmed"],
            to_whom="Victim 1",
            what=stage.marks.word("d", "cases_disclosure", "what"),
            basis="safeguarding",
            by=stage.north.manager,
            happened_at=now(),
        )
    address = addresses.of(passed_on, stage.a)
    seen = letters(words_of(reader.send(address)))
    assert "d" in seen
    assert seen <= MAY_READ["harmed"]
    with stage.north.at("manager"):
        Disclosure.objects.filter(pk=row.pk).update(
            ended_on=today(), ended_reason="x", ended_by=stage.north.manager
        )
    assert "d" not in letters(words_of(reader.send(address)))


def test_searching_for_the_other_side_finds_nothing(stage: Stage) -> None:
    """A name of the other side is found no more than a name that nobody has."""
    with stage.north.at("manager"):
        names = sql(
            "select given_names, family_name from cases_identity where file_id = %s",
            [stage.a.files["responsible"].pk],
        )[0]
        own = sql("select family_name from cases_identity where file_id = %s", [stage.a.files["harmed"].pk])[
            0
        ][0]
    reader = Reader(stage, "g")
    nothing = reader.send("/northshire/cases/?q=zznobody").content.decode().replace("zznobody", "")
    for name in names:
        found = reader.send(f"/northshire/cases/?q={name}").content.decode().replace(name, "")
        assert RANDOM.sub("", found) == RANDOM.sub("", nothing)
    assert own


def test_letters_and_copies_hold_one_side_alone(stage: Stage) -> None:
    """PDFs made by a worker of both sides, text and metadata, each for one party."""
    worker = Client()
    worker.force_login(stage.north.facilitator)
    agreements, letter = named("agreements:make-copies"), named("cases:letter-introduction")
    for side in OTHER:
        assert worker.post(addresses.of(letter, stage.a, side)).status_code == 303
    assert worker.post(addresses.of(agreements, stage.a)).status_code == 303
    with stage.north.at("manager"):
        rows = Document.objects.filter(file__case=stage.a.case).exclude(sha256="").defer(None)
        made = [
            (row.file.side, row.kind, row.title, bytes(row.content)) for row in rows.select_related("file")
        ]
    # The papers' own, which tell the police of both sides, are for those who may see both.
    pdfs = [each for each in made if each[3].startswith(b"%PDF-1") and each[0] != "neutral"]
    assert {side for side, *_rest in pdfs} == set(OTHER)
    for side, kind, title, content in pdfs:
        words = pdf_words(content) + title
        assert letters(words) - MAY_READ[side] == set(), kind
        assert letters(words), "a letter speaks to somebody"


def test_messages_and_reminders_hold_nothing_personal(stage: Stage) -> None:
    """What a sweep writes and sends for every running deadline: no marker of anybody."""
    sweep()
    with acting(stage.north.scheme, SYSTEM):
        said = list(Notification.objects.values_list("title", "body", "problem"))
    assert said
    assert letters(str(said)) == set()
    assert letters(str([(sent.subject, sent.body, sent.extra_headers) for sent in mail.outbox])) == set()


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(side=st.sampled_from(sorted(OTHER)), who=st.sampled_from(["manager", "admin", "facilitator"]))
def test_the_context_of_one_file_reaches_that_file_alone(stage: Stage, side: str, who: str) -> None:
    """`acting(…, only_file=…)`: every table through the ORM and by SELECT *, as the widest of roles."""
    file: File = stage.a.files[side]
    _begin_to_type(stage, who)
    with stage.north.at(who, only_file=file):
        sql("select set_config('rjcase.visitor', %s, true)", [token_of("northshire")])
        by_orm, raw = "", ""
        for table in personal_tables():
            model = SCHEME_TABLES[table]
            raw += str(sql(f'select * from "{table}"'))
            by_orm += str(list(model._base_manager.values_list()))
    assert letters(raw) - MAY_READ[side] == set()
    assert letters(by_orm) - MAY_READ[side] == set()
    assert ({"harmed": "h", "responsible": "r"}[side]) in letters(raw)


def _begin_to_type(stage: Stage, who: str) -> None:
    """A referral that names both sides, begun by somebody who renders letters too."""
    with stage.north.at(who):
        me, word = stage.north.people[who], stage.marks.word("t", "referrals_draftpart", "answers")
        draft = ReferralDraft.objects.create(user=me)
        DraftPart.objects.create(draft=draft, user=me, kind="victim", answers={"person": {"notes": [word]}})
        assert letters(str(sql("select * from referrals_draftpart"))) == {"t"}, "the mutation: not narrowed"


def test_what_a_visitor_types_is_theirs_alone(stage: Stage) -> None:
    """Their own browser shows it; another visitor's, the manager's and another scheme's pages do not."""
    asked = ["self-check", *(("self-step", key) for key in ("name", "reach", "careful", "happened", "other"))]

    def seen(client: Client, slug: str, token: str) -> set[str]:
        session = client.session
        session[f"self-refer:{slug}:token"] = token
        session.save()
        said = ""
        for each in asked:
            name, step = each if isinstance(each, tuple) else (each, None)
            given = {"scheme": slug} | ({"step": step} if step else {})
            said += client.get(reverse(f"referrals:{name}", kwargs=given)).content.decode()
        return letters(said)

    manager = Client()
    manager.force_login(stage.north.manager)
    assert seen(Client(), "northshire", token_of("northshire")) == {"v"}
    assert seen(Client(), "northshire", "a guessed token") == set()
    assert seen(Client(), "southshire", token_of("northshire")) == set()
    assert seen(manager, "northshire", "another visitor") == set()


def test_what_an_officer_types_through_a_link_is_theirs_alone(stage: Stage) -> None:
    """The browser that opened the link shows it; another's, a colleague's and another scheme's do not."""

    def seen(client: Client, slug: str, token: str) -> set[str]:
        session = client.session
        session[f"refer-once:{slug}:token"] = token
        session.save()
        asked = [reverse(f"referrals:guest-{name}", kwargs={"scheme": slug}) for name in ("draft", "check")]
        return letters("".join(client.get(address).content.decode() for address in asked))

    manager = Client()
    manager.force_login(stage.north.manager)
    assert seen(Client(), "northshire", guest_token_of("northshire")) == {"o"}
    assert seen(Client(), "southshire", guest_token_of("northshire")) == set()
    assert seen(Client(), "northshire", "a guessed token") == set()
    assert seen(manager, "northshire", "another officer") == set()


def test_a_spreadsheet_is_its_uploaders_alone(stage: Stage) -> None:
    """Its page shows it; the champion of the same agency and the office are told that it is not there."""
    page = addresses.of(named("referrals:file"), stage.a)
    assert letters(words_of(Reader(stage, "r").send(page))) == {"i"}
    for letter in ("b", "m", "n"):
        assert letters(words_of(Reader(stage, letter).send(page))) == set(), letter


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(letter=st.sampled_from("glvxrcs"))
def test_raw_sql_reaches_what_is_granted_alone(stage: Stage, letter: str) -> None:
    """The ORM replaced by SELECT * of every table, as the web role: the database alone."""
    allowed = {"g": MAY_READ["harmed"] | {"b"}, "l": MAY_READ["harmed"], "s": MAY_READ["harmed"] | set("rc")}
    allowed["r"] = {"t", "i"}
    with stage.north.at(WHO[letter]):
        raw = "".join(str(sql(f'select * from "{table}"')) for table in personal_tables())
    assert letters(raw) - allowed.get(letter, set()) == set()


def test_the_database_alone_keeps_pages_to_one_side(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ORM's walls taken away: row-level security alone keeps every page to one side."""
    monkeypatch.setattr("rjcase.tenancy.pg.compiler._within", lambda query, *_: query)
    with stage.north.at("liaison"):
        assert not connection.asks_twice(), "the policies hold, so nothing else is asked"
    found = come_across(Reader(stage, "l"), stage)
    assert leaks(found, MAY_READ["harmed"]) == []
    assert any("h" in seen for seen in found.values())
