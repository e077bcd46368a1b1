"""Whether the installation works, scheme by scheme: numbers alone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.notifications import selectors
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme
from rjcase.web import health
from rjcase.web.operator.base import OperatorPage

PARTS = {"database": _("Database"), "migrations": _("Migrations"), "broker": _("Message broker")}


@dataclass(frozen=True)
class Count:
    """How a scheme's clocks and messages stand."""

    scheme: Scheme
    due_today: int
    overdue: int
    messages: selectors.Health


class Health(OperatorPage):
    """`/operator/health/`"""

    template_name = "web/operator/health.html"
    title = _("Health")

    def page_context(self) -> dict[str, Any]:
        return {
            "parts": [(words, health.works(name)) for name, words in PARTS.items()],
            "counts": [count_of(scheme) for scheme in Scheme.objects.order_by("name")],
        }


def count_of(scheme: Scheme) -> Count:
    """Count what is due and what waits to be sent in a scheme; nothing but numbers leaves it."""
    with acting(scheme, SYSTEM, why="health"):
        running = Deadline.objects.running()
        return Count(
            scheme=scheme,
            due_today=running.filter(due_on=today()).count(),
            overdue=running.filter(due_on__lt=today()).count(),
            messages=selectors.health(),
        )
