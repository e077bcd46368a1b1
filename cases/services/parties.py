"""Adding a person to a case."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from cases.models import Case, File, Party
from cases.models.case import Side
from cases.selectors import files_of, live_grants
from cases.services.people import edit_identity
from rjcase.kernel.errors import NotAllowed
from rjcase.kernel.ids import uuid7
from rjcase.tenancy.policies import CHANGE


def roles_open_to(actor: Any, case: Case) -> list[tuple[str, Any]]:
    """The parts a person may be added in: those of the sides the actor works, all for the office."""
    if actor.is_office:
        return list(Party.Role.choices)
    mine = live_grants().filter(user_id=actor.pk, case=case, verb=CHANGE)
    sides = set(mine.values_list("side", flat=True)) & {Side.HARMED.value, Side.RESPONSIBLE.value}
    if len(sides) > 1:
        sides.add(Side.NEUTRAL.value)
    return [choice for choice in Party.Role.choices if Party.SIDES[Party.Role(choice[0])] in sides]


def add_party(case: Case, *, actor: Any, role: str, supports: Any = None, **identity: Any) -> File:
    """Add a person to a case, open their file, and write down who they are.

    Everybody allocated to that side gets the file. ``supports`` is the Party a supporter stands by.
    Raises NotAllowed on a side the actor does not work.
    """
    if role not in dict(roles_open_to(actor, case)):
        raise NotAllowed(_("You may not add a person on this side of the case."))
    party, file = uuid7(), uuid7()
    side = Party.SIDES[Party.Role(role)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select open_party(%s, %s, %s, %s, %s, %s)",
            [party, file, case.pk, role, side, getattr(supports, "pk", None)],
        )
    opened = files_of(case).get(pk=file)
    edit_identity(opened, actor=actor, **identity)
    return opened
