"""Which roles open the pages of deadlines."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, STAFF

LIST = declare("deadlines.list", STAFF)
WAIVE = declare("deadlines.waive", MANAGERS)
