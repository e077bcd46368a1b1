"""A referral typed by a partner, carried to its closure, and counted, all through the pages."""

import pytest
import time_machine

from cases.models import StageChange
from rjcase.documents.models import Document
from tests.browser.pictures import picture_of_paper
from tests.journeys.http_hand import HttpHand
from tests.journeys.walk import Walk

pytestmark = pytest.mark.django_db
COUNTED = (
    "Police officer 1 cases behind this figure: Police officer Total 1",
    "Victim-initiated 1 cases behind this figure: Victim-initiated Total 1",
    "Contacted in time 1 cases behind this figure: Contacted in time 100%",
    "Restorative conference 1 cases behind this figure: Restorative conference Total 1",
    "Completed 1 cases behind this figure: Completed Total 1",
)


def _papers(walk: Walk) -> dict[str, str]:
    """The addresses of what was printed on the way, by the name of its picture."""
    with walk.house.at("manager"):
        made = Document.objects.select_related("file__party").order_by("made_at")
        return {f"paper-{one.kind}-{one.file.side}": f"/northshire/documents/{one.pk}/" for one in made}


@pytest.mark.pictures
@pytest.mark.requirement("WM-9.2-01", "WM-9.2-09", "WTE-7E-04", "WTE-T4-03")
def test_it_carries_a_referral_to_closure_and_counts_it(walk: Walk) -> None:
    walk.go()
    with walk.house.at("manager"):
        steps = StageChange.objects.exclude(step="receive").order_by("recorded_at")
        assert list(steps.values_list("step", flat=True)) == [
            "accept_referral",
            "allocate",
            "begin_preparation",
            "confirm_ready",
            "begin_process",
            "complete_process",
            "close_case",
        ]
    hand = walk.as_("manager")
    papers = _papers(walk)
    assert len(papers) == 3
    hand.visit("/northshire/returns/")
    hand.press("Begin return of the quarter from 1 October 2026")
    quarter = hand.path
    for row in COUNTED:
        assert row in hand.text
    hand.follow("/closures_by_reason/")
    assert walk.reference in hand.text

    with time_machine.travel("2027-01-05 10:00"):
        hand = walk.hand = HttpHand()  # nobody is still signed in after seven weeks
        walk.as_("manager")
        hand.visit(quarter)
        hand.follow("Submit return")
        hand.press("Submit return")
        assert "Submitted 5 January 2027" in hand.text
        for name, address in (papers | {"paper-return": f"{quarter}file.pdf"}).items():
            picture_of_paper(hand.download(address), name)
        hand = walk.as_("commissioner")
        hand.visit("/northshire/returns/")
        hand.follow(quarter)
        assert "[c]" in hand.text, "small numbers are hidden from those outside"
        assert walk.reference not in hand.text
