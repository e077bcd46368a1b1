"""Which roles open which pages of the spine."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, OFFICE, PRACTITIONERS, STAFF, Role

LIST_CASES = declare("cases.list", STAFF)
VIEW_CASE = declare("cases.view", STAFF)
WORK_FILE = declare("cases.work_file", OFFICE | PRACTITIONERS)
VIEW_FILE = declare("cases.view_file", STAFF)
ALLOCATE = declare("cases.allocate", OFFICE)
ANSWER_OFFER = declare("cases.answer_offer", PRACTITIONERS)
PASS_GATE = declare("cases.pass_gate", MANAGERS)
GRANT = declare("cases.grant", OFFICE)
MOVE_CASE = declare("cases.move", OFFICE | PRACTITIONERS)
VIEW_ACCESS = declare("cases.view_access", OFFICE)
OPEN_FILES = declare("cases.open_files", {Role.LIAISON})
REVIEW_DISCLOSURE = declare("cases.review_disclosure", MANAGERS | {Role.SUPERVISOR})
VIEW_OVERRIDES = declare("cases.view_overrides", OFFICE | {Role.SUPERVISOR})
