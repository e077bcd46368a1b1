"""Which roles act on the rights of the people in the files."""

from rjcase.access.permissions import declare
from rjcase.access.roles import KEEPERS, MANAGERS, Role

RIGHTS = declare("rights.work", KEEPERS)
APPROVE_ERASURE = declare("rights.approve_erasure", MANAGERS)
HOLD = declare("rights.hold", MANAGERS)
OPEN_WITH_REASON = declare("rights.open_with_reason", KEEPERS | {Role.SUPERVISOR})
REVIEW_OPENINGS = declare("rights.review_openings", MANAGERS)
