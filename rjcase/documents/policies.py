"""Which roles open the pages of documents. The document itself is opened by its file's grant."""

from rjcase.access.permissions import declare
from rjcase.access.roles import STAFF, Role

DOWNLOAD = declare("documents.download", STAFF | {Role.LIAISON})
