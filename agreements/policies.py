"""Who may do what with agreements. Files are opened by grants; these open pages."""

from rjcase.access.permissions import declare
from rjcase.access.roles import OFFICE, PRACTITIONERS, STAFF

VIEW_AGREEMENTS = declare("agreements.view", STAFF)
CHANGE_AGREEMENT = declare("agreements.change", OFFICE | PRACTITIONERS)
SIGN_OFF = declare("agreements.sign_off", OFFICE)
CLOSE_CASE = declare("agreements.close", OFFICE | PRACTITIONERS)
