"""A referral as an officer types it, page by page, and a hand that types it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from referrals.models import ReferralDraft
from tests.world import House

REFERRER = {"name": "PC Dana Hill", "contact": "01632 960 100", "source": "police_officer"}
OFFENCE = {
    "subgroup": "burglary_home",
    "markers": ["knife"],
    "happened_on-day": "3",
    "happened_on-month": "9",
    "happened_on-year": "2026",
    "in_area": "yes",
    "crime_number": "22NR/1234/26",
}
VICTIM = {
    "given_names": "Hana",
    "family_name": "Quillfeather",
    "date_of_birth-day": "1",
    "date_of_birth-month": "5",
    "date_of_birth-year": "1980",
    "address": "1 Harbour Lane\nNorwich",
    "postcode": "nr1 3ju",
    "phone": "01632 960 001",
    "email": "",
    "ways": ["may_phone", "may_write"],
    "notes": "After 6pm",
    "needs": "Large print",
    "consent": "yes",
    "consent_on-day": "1",
    "consent_on-month": "11",
    "consent_on-year": "2026",
}
OFFENDER = {
    "is_known": "yes",
    "given_names": "Rob",
    "family_name": "Thistlewood",
    "date_of_birth-day": "12",
    "date_of_birth-month": "2",
    "date_of_birth-year": "1999",
    "needs": "Reads with difficulty",
    "custody": "yes",
    "custody_place": "HMP Bure",
    "prison_number": "a1234aa",
    "justice_stage": "custody",
    "disposal": "determinate",
    "plea": "guilty",
    "responsibility": "yes",
    "consent": "unknown",
}
CIRCUMSTANCES = {"happened": "He broke in through the kitchen.", "place": "1 Harbour Lane", "risk": ""}
START = {
    "started_by": "harmed",
    "is_court_ordered": "no",
    "explained": ["confidential", "voluntary", "withdraw", "other_support"],
    "other": "",
}
PAGES: dict[str, dict[str, Any]] = {
    "referrer": REFERRER,
    "offence": OFFENCE,
    "victim-1": VICTIM,
    "offender-1": OFFENDER,
    "circumstances": CIRCUMSTANCES,
    "start": START,
}


class Typist:
    """Fills in the partner form as one person."""

    def __init__(self, client: Client, house: House, who: str = "referrer") -> None:
        self.client, self.house, self.who = client, house, who
        client.force_login(house.people[who])

    def url(self, name: str, **kwargs: Any) -> str:
        """An address of the scheme."""
        return reverse(f"referrals:{name}", kwargs={"scheme": self.house.scheme.slug, **kwargs})

    def begin(self) -> ReferralDraft:
        """Press Start."""
        response = self.client.post(self.url("refer"))
        assert response.status_code == 303
        with self.house.at(self.who):
            return ReferralDraft.objects.latest("started_at")

    def page(self, draft: ReferralDraft, step: str, data: dict[str, Any], **more: Any) -> Any:
        """Send one page."""
        return self.client.post(self.url("step", draft=draft.pk, step=step), {**data, **more})

    def fill(self, **pages: dict[str, Any] | None) -> ReferralDraft:
        """Fill in every page; a keyword (victim_1=…) replaces one, None leaves it out."""
        draft = self.begin()
        changed = {name.replace("_", "-"): answers for name, answers in pages.items()}
        for step, answers in (PAGES | changed).items():
            if answers is not None:
                response = self.page(draft, step, answers)
                assert response.status_code == 303, response.content.decode()
        return draft

    def send(self, draft: ReferralDraft) -> Any:
        """Press Send."""
        return self.client.post(self.url("check", draft=draft.pk))
