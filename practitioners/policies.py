"""Who keeps the checks of people and the register."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, PRACTITIONERS, STAFF

VET = declare("practitioners.vet", MANAGERS)
KEEP = declare("practitioners.keep", MANAGERS)
OWN_PAGE = declare("practitioners.own_page", PRACTITIONERS)
ROTA = declare("practitioners.rota", STAFF)
