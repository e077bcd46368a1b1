"""Who keeps a scheme's settings and its people."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS

SETTINGS = declare("access.settings", MANAGERS)
PEOPLE = declare("access.people", MANAGERS)
