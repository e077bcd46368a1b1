"""Which roles open the pages of messages."""

from rjcase.access.permissions import declare
from rjcase.access.roles import KEEPERS

OUTBOX = declare("notifications.outbox", KEEPERS)
