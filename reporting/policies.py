"""Which roles open which pages of reporting."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, Role

READ_RETURNS = declare("reporting.read_returns", MANAGERS | {Role.COMMISSIONER})
MAKE_RETURNS = declare("reporting.make_returns", MANAGERS)
