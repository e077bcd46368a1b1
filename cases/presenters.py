"""Facts of a case and its files turned into words, colours and addresses."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.links import case_url
from cases.models import (
    Allocation,
    Case,
    Consent,
    Contact,
    ContactBar,
    Explanation,
    File,
    Identity,
    SafeContact,
)
from cases.selectors import (
    accepted_allocations,
    changeable_files,
    exact_progress,
    party_files,
    running_in,
)
from cases.tabs import is_tab
from cases.timeline import Event
from rjcase.access.labels import side_words
from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date, say_datetime
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS

ADULT_AGE = 18


def offence_label(code: str) -> str:
    """The words for an offence group's code."""
    return code_label("offence_group", code)


def side_look(file: File) -> tuple[str, str]:
    """The colour and the words for whose file this is."""
    if file.kind == File.Kind.JOINT:
        return "joint", _("Both sides together")
    if file.kind == File.Kind.PAPERS:
        return "papers", _("Papers that name both sides")
    return {
        "harmed": ("harmed", side_words("harmed")),
        "responsible": ("responsible", side_words("responsible")),
    }.get(file.side, ("papers", _("Neither side")))


def other_files(file: File, case: Case, actor: Any, page: str = "") -> list[dict[str, Any]]:
    """The other parties' files of a case that the actor may see: words, colour, address.

    ``page`` is the name of the page to open there; a form opens only in files they may change, of
    others the overview.
    """
    others = [other for other in party_files(case) if other.pk != file.pk]
    is_section = not page or is_tab(page)
    changeable = set() if is_section else changeable_files(actor, case, others)
    found = []
    for other in others:
        side, label = side_look(other)
        name = page if page and (is_section or other.pk in changeable) else "cases:file"
        url = case_url(name, case, file=other)
        found.append({"text": str(other), "side": side, "label": label, "href": url})
    return found


def status_of(case: Case) -> str:
    """The exact stage for those who may see both sides, the neutral face for all others."""
    progress = exact_progress(case)
    return progress.stage if progress else case.face


def markers(case: Case) -> list[dict[str, str]]:
    """Warnings about the case as a whole, for badges."""
    found = [
        (case.is_sensitive, _("Sensitive"), "red"),
        (case.is_complex, _("Complex"), "purple"),
        (case.is_custody, _("Custody"), "blue"),
        (case.is_court_ordered, _("Court-ordered"), "blue"),
    ]
    return [{"text": text, "colour": colour} for is_so, text, colour in found if is_so]


def deadline_label(deadline: Deadline) -> str:
    """What is due, in words that name nobody."""
    kind = KINDS.get(deadline.kind)
    return deadline.label or (str(kind.label) if kind else deadline.kind)


def clock_words(deadline: Deadline) -> str:
    """A running deadline in a few words: what, by when, and whether it is late."""
    label = deadline_label(deadline)
    late = " " + _("(late)") if deadline.due_on < today() else ""
    return f"{label}: {say_date(deadline.due_on)}{late}"


def _lines(texts: list[str]) -> SafeString:
    """Each text on a line of its own."""
    return format_html_join("", "<div>{}</div>", ((text,) for text in texts))


def header_of(case: Case) -> dict[str, Any]:
    """What the strip on top of every page of a case shows."""
    running = running_in(case)[:5]
    workers = [worker_words(row) for row in accepted_allocations(case)]
    facts = [
        (_("Offence group"), offence_label(case.offence_group)),
        (_("Received"), case.received_on),
        (_("Referral source"), source_words(case)),
        (_("Facilitators"), _lines(workers) or _("Not yet allocated")),
        (_("Clocks running"), _lines([clock_words(row) for row in running]) or _("None")),
    ]
    return {
        "reference": case.reference,
        "status": status_of(case),
        "facts": facts,
        "badges": markers(case),
    }


def source_words(case: Case) -> str:
    """Where the referral came from."""
    return code_label("referral_source", case.source) if case.source else _("Not known")


def worker_words(row: Allocation) -> str:
    """A facilitator, the team or organisation they deliver for, and since when they have the case."""
    who = f"{row.user}, {row.team}" if row.team else str(row.user)  # type: ignore[attr-defined]
    if row.answered_at is None:
        return who
    return _("%(who)s, since %(day)s") % {"who": who, "day": say_date(row.answered_at)}


def contact_badges(
    safe: SafeContact | None, person: Identity | None, bars: Sequence[ContactBar] = ()
) -> list[dict[str, str]]:
    """What to beware of before contacting a person, in a few words each. Red is for unsafe only."""
    badges = [{"text": str(bar.get_source_display()), "colour": "red"} for bar in bars]
    age = person.age() if person else None
    if age is not None and age < ADULT_AGE:
        badges.append({"text": _("Under 18"), "colour": "purple"})
    if person and person.needs_interpreter:
        badges.append({"text": _("Interpreter needed"), "colour": "blue"})
    if safe is None:
        return [{"text": _("Safe contact not known"), "colour": "red"}, *badges]
    if safe.no_disclosure:
        badges.insert(0, {"text": _("No disclosure: do not contact"), "colour": "red"})
    unsafe = [
        (safe.may_write, bool(safe.address), _("Do not write")),
        (safe.may_phone, bool(safe.phone), _("Do not phone")),
        (safe.may_leave_message, bool(safe.phone), _("Do not leave a message")),
        (safe.may_text, bool(safe.phone), _("Do not text")),
        (safe.may_email, bool(safe.email), _("Do not email")),
    ]
    badges += [{"text": text, "colour": "red"} for may, known, text in unsafe if known and not may]
    return badges


def channels(safe: SafeContact | None) -> list[str]:
    """What is safe to do, in words."""
    if safe is None or safe.no_disclosure:
        return []
    found = [
        (safe.may_write, _("write")),
        (safe.may_phone, _("phone")),
        (safe.may_leave_message, _("leave a message")),
        (safe.may_text, _("text")),
        (safe.may_email, _("email")),
    ]
    return [text for may, text in found if may]


def person_rows(person: Identity | None) -> list[Row]:
    """Who somebody is, as facts."""
    if person is None:
        return []
    age = person.age()
    born = say_date(person.date_of_birth) if person.date_of_birth else ""
    return [
        Row(_("Name"), person.name),
        Row(_("Known as"), person.known_as),
        Row(_("Organisation"), person.organisation),
        Row(_("Date of birth"), f"{born} ({_('age %(age)d') % {'age': age}})" if age is not None else ""),
        Row(_("Sex"), code_label("sex", person.sex)),
        Row(_("Ethnicity"), code_label("ethnicity", person.ethnicity)),
        Row(_("Language"), person.language),
        Row(_("Interpreter needed"), person.needs_interpreter),
        Row(_("Access and communication needs"), person.needs),
    ]


def safe_rows(safe: SafeContact | None) -> list[Row]:
    """How somebody may be reached, as facts."""
    if safe is None:
        return [Row(_("Safe contact"), _("Nobody has said what is safe: use no channel until they have"))]
    return [
        Row(_("Safe to"), channels(safe) or _("Nothing is known to be safe")),
        Row(_("Address"), ", ".join(filter(None, (safe.address.replace("\n", ", "), safe.postcode)))),
        Row(_("Phone"), safe.phone),
        Row(_("Email"), safe.email),
        Row(_("Good times, and anything to be careful about"), safe.notes),
        Row(_("Since"), safe.from_on),
    ]


def contact_words(row: Contact) -> str:
    """One contact in a few words: when, how, what came of it."""
    return f"{say_datetime(row.happened_at)}, {row.get_method_display()}: {row.get_result_display()}"


def appointment_words(row: Contact) -> str:
    """The next appointment that a contact arranged."""
    when = say_datetime(row.next_at) if row.next_at else ""
    return ", ".join(filter(None, (when, row.next_where)))


def consent_words(row: Consent) -> str:
    """One answer in words: yes, no or withdrawn, when, and whether it was free."""
    words = f"{row.get_decision_display()}, {say_date(row.happened_on)}"
    if row.decision == Consent.Decision.GIVEN and not row.is_free:
        words += " – " + _("not free: does not count")
    return words


def consent_rows(live: Sequence[Consent]) -> list[Row]:
    """What somebody answers now, purpose by purpose, those never asked included."""
    answered = {row.purpose: row for row in live}
    return [
        Row(label, consent_words(answered[purpose]) if purpose in answered else _("Not asked yet"))
        for purpose, label in Consent.Purpose.choices
    ]


def explained_rows(told: dict[str, list[Explanation]]) -> list[Row]:
    """What was explained and when, topic by topic, with the newest note."""
    return [
        Row(
            label,
            "\n".join(filter(None, (", ".join(say_date(row.happened_on) for row in rows), rows[0].note)))
            if (rows := told[topic])
            else _("Not explained yet"),
        )
        for topic, label in Explanation.Topic.choices
    ]


def unexplained(told: Collection[str]) -> str:
    """The topics that were not explained yet, in a few words; ``told`` are those that were."""
    short = {
        Explanation.Topic.CONFIDENTIALITY: _("confidentiality"),
        Explanation.Topic.LIMITS: _("limits of confidentiality"),
        Explanation.Topic.DATA_PROTECTION: _("data protection"),
        Explanation.Topic.SHARING_POLICY: _("sharing policy"),
        Explanation.Topic.SOCIAL_MEDIA: _("social media"),
    }
    return ", ".join(words for topic, words in short.items() if topic not in told)


def code_label(name: str, code: str) -> str:
    """The words for a code of a list; the code itself if it came from elsewhere."""
    found = CODE_LISTS[name]
    return str(found.label(code)) if code in found else code


def timeline_items(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Events as the timeline draws them."""
    return [
        {
            "title": event.title,
            "text": event.detail,
            "when": event.happened_at,
            "day": event.day,
            "side": event.side,
            "by": event.by,
        }
        for event in events
    ]
