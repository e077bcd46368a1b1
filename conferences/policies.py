"""Which roles open which pages of meetings and exchanges."""

from rjcase.access.permissions import declare
from rjcase.access.roles import OFFICE, PRACTITIONERS, STAFF

VIEW_TOGETHER = declare("conferences.view", STAFF)
WORK_PROCESS = declare("conferences.work", OFFICE | PRACTITIONERS)
RECORD_FEEDBACK = declare("conferences.record_feedback", OFFICE | PRACTITIONERS)
