"""The register as a list."""

from typing import Any

from django.utils.translation import gettext_lazy

from practitioners.policies import KEEP
from practitioners.selectors import register, standings
from rjcase.access.pages import Page


class Practitioners(Page):
    """`/<scheme>/practitioners/`: everybody who works cases."""

    permission = KEEP
    template_name = "practitioners/list.html"
    title = gettext_lazy("Practitioners")

    def page_context(self) -> dict[str, Any]:
        """Everybody, by name."""
        members = list(register.on_the_register())
        checks = standings(members)
        kept = register.records(m.user_id for m in members)
        return {
            "rows": [
                {
                    "member": m,
                    "record": kept.get(m.user_id) or register.record_of(m),
                    "check": checks[m.user_id],
                }
                for m in members
            ]
        }
