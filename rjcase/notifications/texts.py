"""What reminders say: a case reference, what is due, a link. Never a name, a side's facts or a reason."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline
from rjcase.designsystem.words import say_date, say_datetime
from rjcase.notifications.models import Notification
from rjcase.tenancy.models import Scheme


def reminder(deadline: Deadline, kind: str, scheme: Scheme) -> tuple[str, str]:
    """Return title and body of a reminder.

    Says the kind of the deadline and not its label, which somebody may have typed.
    """
    known = KINDS.get(deadline.kind)
    case = deadline.case
    facts = {
        "what": str(known.label) if known else _("Something is due"),
        "reference": case.reference if case else scheme.name,
        "day": say_datetime(deadline.due_at) if deadline.due_at else say_date(deadline.due_on),
        "scheme": scheme.name,
    }
    if kind == Notification.Kind.OVERDUE:
        title = _("Overdue in %(reference)s: %(what)s") % facts
        text = _("This was due on %(day)s and is not done: %(what)s.") % facts
    else:
        title = _("Due in %(reference)s on %(day)s: %(what)s") % facts
        text = _("This is due on %(day)s: %(what)s.") % facts
    if case is None:
        body = _("%(text)s\n\n%(url)s\n\n%(scheme)s") % (facts | {"text": text, "url": due_link(scheme)})
    else:
        where = {"text": text, "url": case_link(scheme, case.reference)}
        body = _("%(text)s\n\nCase: %(reference)s\n%(url)s\n\n%(scheme)s") % (facts | where)
    return title, body


def due_link(scheme: Scheme) -> str:
    """The full address of what is due, for something that belongs to no case."""
    return str(settings.BASE_URL).rstrip("/") + reverse("deadlines:due", kwargs={"scheme": scheme.slug})


def case_link(scheme: Scheme, reference: str) -> str:
    """The full address of a case, for a message that is read outside the product."""
    path = reverse("cases:case", kwargs={"scheme": scheme.slug, "reference": reference})
    return str(settings.BASE_URL).rstrip("/") + path
