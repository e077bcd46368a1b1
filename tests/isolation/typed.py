"""Markers in what was typed and not sent: it hangs from no file yet, and names both sides.

t  a referrer's draft           v  a visitor's answers about themself, the other person, what happened
q  who enquired, and what was said      o  an officer's referral by a link, without an account
i  a spreadsheet that was uploaded, its name, its rows and what is said of them

Each may be read by its author alone; an enquiry by the office. What is kept of a form that was sent too
late needs no marker: its words are encrypted with a key that the database does not hold.
"""

import hashlib
from datetime import timedelta
from typing import Any

from referrals.models import (
    DraftPart,
    EnquiryContact,
    EnquiryPerson,
    GuestDraft,
    GuestLink,
    GuestPart,
    IntakeFile,
    IntakeRow,
    VisitorDraft,
    VisitorPart,
)
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7

TYPED: dict[Any, str] = {
    DraftPart: "t",
    VisitorPart: "v",
    EnquiryPerson: "q",
    EnquiryContact: "q",
    GuestPart: "o",
    IntakeFile: "i",
    IntakeRow: "i",
}
TABLES = sorted(model._meta.db_table for model in TYPED)
NAMES = ("given_names", "family_name")
# For each kind of part: the page of its form, and the fields of it that are words.
DRAFT = {
    "referrer": ("referrer", ("name", "contact")),
    "victim": ("person", (*NAMES, "address", "postcode", "phone", "email", "notes", "needs")),
    "offender": ("person", (*NAMES, "custody_place", "prison_number", "notes", "needs")),
    "papers": ("circumstances", ("happened", "place", "risk")),
}
VISIT = {
    "self": {"name": NAMES, "reach": ("phone", "email"), "careful": ("notes",), "help": ("needs",)},
    "other": {"other": NAMES},
    "papers": {"happened": ("happened",), "police": ("crime_number",)},
}
CHOSEN = {
    "self": {"who": {"who": ["harmed"]}, "safe": {"ways": ["may_phone"]}},
    "other": {"other": {"known": ["yes"]}},
}


def token_of(slug: str) -> str:
    """The token of the visitor of a scheme."""
    return f"the visitor of {slug}"


def guest_token_of(slug: str) -> str:
    """The token of the officer who opened a link of a scheme."""
    return f"the officer of {slug}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Typed:
    """What was typed in one scheme, marked. Call inside its maintenance context."""

    def __init__(self, planting: Any, house: Any, elsewhere: bool) -> None:
        self.planting, self.house, self.elsewhere = planting, house, elsewhere
        self._drafts()
        self._visit()
        self._enquiries()
        self._guest()
        self._spreadsheet()

    def _word(self, model: Any, column: str) -> str:
        letter = "s" if self.elsewhere else TYPED[model]
        word: str = self.planting.word(letter, model._meta.db_table, column)
        return word

    def _drafts(self) -> None:
        first = DraftPart.objects.filter(user=self.house.people["referrer"]).order_by("pk")[0]
        for kind in DRAFT:
            DraftPart.objects.get_or_create(
                draft_id=first.draft_id, user_id=first.user_id, kind=kind, number=1
            )
        for part in DraftPart.objects.filter(draft_id=first.draft_id):
            page, names = DRAFT[part.kind]
            part.answers = {page: {name: [self._word(DraftPart, "answers")] for name in names}}
            part.save()

    def _visit(self) -> None:
        key = _digest(token_of(self.house.scheme.slug))
        draft = VisitorDraft.objects.create(visitor_key=key)
        for kind, pages in VISIT.items():
            answers: dict[str, dict[str, Any]] = {
                page: dict(said) for page, said in CHOSEN.get(kind, {}).items()
            }
            for page, names in pages.items():
                typed = {name: [self._word(VisitorPart, "answers")] for name in names}
                answers[page] = answers.get(page, {}) | typed
            VisitorPart.objects.create(draft=draft, visitor_key=key, kind=kind, answers=answers)

    def _guest(self) -> None:
        """An officer at the form; the link was opened in their browser and is good for hours."""
        key, soon = _digest(guest_token_of(self.house.scheme.slug)), now() + timedelta(hours=4)
        link = GuestLink.objects.create(
            email="writing@police.example",
            domain="police.example",
            agency=self.house.agency,
            letter=uuid7(),
            link_key=_digest(f"link {key}"),
            link_until=soon,
            opened_at=now(),
            visitor_key=key,
            session_until=soon,
            ends_on=today() + timedelta(days=30),
        )
        draft = GuestDraft.objects.create(link=link, visitor_key=key, agency=self.house.agency)
        for kind, (page, names) in DRAFT.items():
            answers = {page: {name: [self._word(GuestPart, "answers")] for name in names}}
            GuestPart.objects.create(draft=draft, visitor_key=key, kind=kind, answers=answers)

    def _spreadsheet(self) -> None:
        """The referrer's, checked: one row is good, the other wrong."""
        file = IntakeFile.objects.filter(user=self.house.people["referrer"]).order_by("pk")[0]
        file.name = f"{self._word(IntakeFile, 'name')}.csv"
        file.problem = self._word(IntakeFile, "problem")
        file.content = self._word(IntakeFile, "content").encode()
        file.save()
        for number, state in ((2, "good"), (3, "wrong")):
            IntakeRow.objects.create(
                file=file,
                user_id=file.user_id,
                number=number,
                state=state,
                body={"victims": [{"name": self._word(IntakeRow, "body")}]},
                problems=[["Name", self._word(IntakeRow, "problems")]] if state == "wrong" else [],
                digest=_digest(f"{file.pk} {number}"),
            )

    def _enquiries(self) -> None:
        for model, columns in (
            (EnquiryPerson, (*NAMES, "organisation", "address", "postcode", "phone", "email", "notes")),
            (EnquiryContact, ("asked", "answered")),
        ):
            for row in model.objects.all():
                marks = {column: self._word(model, column) for column in columns}
                model.objects.filter(pk=row.pk).update(**marks)
