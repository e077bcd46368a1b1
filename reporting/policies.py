"""Which roles open which pages of reporting."""

from rjcase.access.permissions import declare
from rjcase.access.roles import KEEPERS, MANAGERS, READERS_OF_RETURNS

READ_RETURNS = declare("reporting.read_returns", KEEPERS | READERS_OF_RETURNS)
MAKE_RETURNS = declare("reporting.make_returns", KEEPERS)
SUBMIT_RETURNS = declare("reporting.submit_returns", MANAGERS)
