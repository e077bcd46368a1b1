"""Facts of a case and its files turned into words, colours and addresses."""

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, File
from cases.selectors import accepted_allocations, exact_progress
from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS


def offence_label(code: str) -> str:
    """The words for an offence group's code; the code itself if it came from elsewhere."""
    found = CODE_LISTS["offence_group"]
    return str(found.label(code)) if code in found else code


def side_look(file: File) -> tuple[str, str]:
    """The colour and the words for whose file this is."""
    if file.kind == File.Kind.JOINT:
        return "joint", _("Both sides together")
    if file.kind == File.Kind.PAPERS:
        return "papers", _("Papers that name both sides")
    return {
        "harmed": ("harmed", _("Harmed side")),
        "responsible": ("responsible", _("Responsible side")),
    }.get(file.side, ("papers", _("Neither side")))


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


def clock_words(deadline: Deadline) -> str:
    """A running deadline in a few words: what, by when, and whether it is late."""
    kind = KINDS.get(deadline.kind)
    label = deadline.label or (str(kind.label) if kind else deadline.kind)
    late = " " + _("(late)") if deadline.due_on < today() else ""
    return f"{label}: {say_date(deadline.due_on)}{late}"


def header_of(case: Case) -> dict[str, Any]:
    """What the strip on top of every page of a case shows."""
    running = Deadline.objects.running().filter(case=case).order_by("due_on")[:5]
    workers = [str(row.user) for row in accepted_allocations(case)]
    facts = [
        (_("Offence group"), offence_label(case.offence_group)),
        (_("Received"), case.received_on),
        (_("Facilitators"), workers or _("Not yet allocated")),
        (_("Clocks running"), "; ".join(clock_words(row) for row in running) or _("None")),
    ]
    return {
        "reference": case.reference,
        "status": status_of(case),
        "facts": facts,
        "badges": markers(case),
    }
