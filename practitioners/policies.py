"""Who keeps the checks of people."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS

VET = declare("practitioners.vet", MANAGERS)
