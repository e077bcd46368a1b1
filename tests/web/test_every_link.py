"""Every link on every page leads somewhere, for each role, in a busy scheme and on its first day."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from rjcase.access.models import User
from rjcase.web.demo.around import add_surroundings
from rjcase.web.demo.people import OPERATOR, email_of, ensure_operator, ensure_scheme
from rjcase.web.demo.stories import Story
from rjcase.web.demo.telling import Teller
from tests.web.crawler import Crawler
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

# One case in every stage and of every kind that shows other links than the next one.
STORIES = [
    Story("received", 1),
    Story("eligible", 5, offenders=0),
    Story("allocated", 8),
    Story("preparing", 12, victims=2, offenders=2),
    Story("ready", 20),
    Story("in_process", 30),
    Story("in_process", 31, kind="letter"),
    Story("following_up", 50),
    Story("closed", 80, kind="letter"),
    Story("closed", 60, ending="withdrawn_victim"),
]
OPEN_ALL = frozenset({"cases:case", "conferences:together", "conferences:process"})
# A second facilitator and a volunteer are shown what the facilitator is.
CRAWLED = (
    *("manager", "coordinator", "admin", "facilitator", "supervisor"),
    *("referrer", "champion", "liaison", "commissioner", "senior"),
)
# One of each whose pages are empty in another way.
ON_THE_FIRST_DAY = ("manager", "facilitator", "referrer", "liaison", "commissioner", "senior")
REFER = ("manager", "coordinator", "admin", "referrer", "champion")


@pytest.fixture
def busy(db: None) -> None:
    """Northshire with a case in every stage and something for everybody."""
    ensure_operator(PASSWORD)
    scheme = ensure_scheme("northshire", PASSWORD)
    for number, story in enumerate(STORIES):
        Teller(scheme, story, number).tell()
    add_surroundings(scheme)


@pytest.fixture
def fresh(db: None) -> None:
    """Northshire on its first day: people, and nothing they did."""
    ensure_operator(PASSWORD)
    ensure_scheme("northshire", PASSWORD)


def _crawl(email: str, *starts: str, refers: bool = True) -> Crawler:
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email))
    # The public page is the same for everybody, so it offers to refer to those who do not refer, too.
    not_theirs = frozenset() if refers else frozenset({"referrals:refer"})
    return Crawler(client, open_all=OPEN_ALL, not_theirs=not_theirs).crawl(*starts)


def _everybody(*who_works_here: str) -> dict[str, Crawler]:
    crawled = {
        who: _crawl(email_of(who, "northshire"), "/", "/northshire/", refers=who in REFER)
        for who in who_works_here
    }
    crawled["operator"] = _crawl(OPERATOR, "/", refers=False)
    crawled["nobody"] = _crawl("", "/", "/northshire/")
    return crawled


def _faults(crawled: dict[str, Crawler]) -> list[str]:
    return [f"{who}: {fault}" for who, crawler in crawled.items() for fault in crawler.found]


@pytest.mark.long
def test_it_leads_nobody_astray_in_a_busy_scheme(busy: None) -> None:
    crawled = _everybody(*CRAWLED)
    assert not _faults(crawled), "\n".join(_faults(crawled))
    # The walk did reach what each of them comes for.
    for who, pages in {
        "manager": {
            "cases:people",
            "reporting:behind",
            "assessments:decide",
            "scheme:leave",
            "referrals:show",
        },
        "admin": {"agreements:list", "referrals:register", "notifications:outbox"},
        "facilitator": {"cases:log_contact", "conferences:hold", "cases:offer_to_me", "agreements:progress"},
        "supervisor": {"cases:file"},
        "referrer": {"referrals:refer", "referrals:sent"},
        "liaison": {"cases:open_files"},
        "commissioner": {"reporting:return", "reporting:download"},
        "operator": {"operator:schemes", "operator:health", "operator:add"},
        "nobody": {"referrals:public-home", "login"},
    }.items():
        assert pages <= set(crawled[who].pages), f"{who} did not come to {pages - set(crawled[who].pages)}"


def test_it_leads_nobody_astray_on_the_first_day(fresh: None) -> None:
    crawled = _everybody(*ON_THE_FIRST_DAY)
    assert not _faults(crawled), "\n".join(_faults(crawled))


def test_it_would_notice_a_link_that_leads_nowhere() -> None:
    page = "<a href='/northshire/nowhere/'>a</a><a href='#gone'>b</a><a href='/northshire/due/'>c</a><a>d</a>"

    class Stub:
        """Answers one page; everything else is not there."""

        def get(self, address: str, **_options: Any) -> Any:
            status = 200 if address == "/northshire/" else 404
            return HttpResponse(page, status=status)

    found = Crawler(Stub()).crawl("/northshire/").found
    assert sorted(found) == [
        "/northshire/ has a link to #gone, which is not on it",
        "/northshire/ has a link to nowhere: 'd'",
        "/northshire/due/, linked from /northshire/, answers 404",
        "/northshire/nowhere/, linked from /northshire/, is no page of the product",
    ]
