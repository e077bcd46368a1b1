"""Which roles open which pages of preparation."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, OFFICE, PRACTITIONERS, STAFF

VIEW = declare("assessments.view", STAFF)
ASSESS = declare("assessments.assess", OFFICE | PRACTITIONERS)
CONFIRM_READY = declare("assessments.confirm_ready", OFFICE | PRACTITIONERS)
DECIDE = declare("assessments.decide", MANAGERS)
