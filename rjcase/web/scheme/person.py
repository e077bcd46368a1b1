"""What every page about one person of a scheme has."""

from typing import Any

from django.http import Http404

from cases.models import Allocation
from rjcase.access import policies
from rjcase.access.models import Membership
from rjcase.web import navigation
from rjcase.web.scheme.base import SettingsPage


class PersonPage(SettingsPage):
    """A page about one person of the scheme."""

    abstract = True
    permission = policies.PEOPLE
    section = "people"
    membership: Membership

    def load(self) -> None:
        found = Membership.objects.select_related("user", "team").filter(pk=self.kwargs["membership"])
        row = found.first()
        if row is None:
            raise Http404
        self.membership = row

    @property
    def is_self(self) -> bool:
        """Whether managers look at themselves."""
        return bool(self.membership.user_id == self.actor.pk)

    def open_cases(self) -> list[dict[str, Any]]:
        """The cases they hold or were offered, each with where it is handed over."""
        held = Allocation.objects.filter(
            user_id=self.membership.user_id,
            state__in=(Allocation.State.ACCEPTED, Allocation.State.OFFERED),
            case__closed_on=None,
        )
        return [
            {"reference": row.case.reference, "state": row.get_state_display(), "url": self._hand_over(row)}
            for row in held.select_related("case").order_by("case__reference")
        ]

    def _hand_over(self, row: Allocation) -> str:
        where = {"scheme": self.scheme.slug, "reference": row.case.reference}
        return navigation.address("cases:people", **where) or navigation.address("cases:case", **where)

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "person": self.membership,
            "is_self": self.is_self,
            "open_cases": self.open_cases(),
            "hand_over_url": self.url("hand-over", membership=self.membership.pk),
        }

    def to_person(self) -> str:
        """The address of the person's own page."""
        return self.url("person", membership=self.membership.pk)
