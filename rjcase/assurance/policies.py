"""Who reports a breach, who decides on it, who keeps the registers and the matrix."""

from rjcase.access.permissions import declare
from rjcase.access.roles import KEEPERS, MANAGERS, OFFICE, PRACTITIONERS, STAFF

REPORT = declare("assurance.report_breach", STAFF)
DECIDE = declare("assurance.decide_breach", MANAGERS)
REGISTERS = declare("assurance.registers", KEEPERS)
COMPLAINTS = declare("assurance.complaints", OFFICE | PRACTITIONERS)
PAPERS = declare("assurance.papers", OFFICE | PRACTITIONERS)
MATRIX = declare("assurance.matrix", STAFF)
EDIT_MATRIX = declare("assurance.edit_matrix", MANAGERS)
SECURITY = declare("assurance.security", KEEPERS)
EDIT_SECURITY = declare("assurance.edit_security", MANAGERS)
CHECKLIST = declare("assurance.checklist", OFFICE | PRACTITIONERS)
