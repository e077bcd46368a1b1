"""Files that are handed in to a party's file, a joint file or the papers."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import File
from cases.selectors import may_change
from cases.services.locks import lock_file
from rjcase.documents.models import Retraction, Upload
from rjcase.documents.uploads import services
from rjcase.documents.uploads.check import Checked
from rjcase.kernel.errors import NotAllowed


def add_upload(
    file: File, checked: Checked, *, actor: Any, upload_id: UUID, title: str, received_on: date
) -> Upload:
    """Keep a file that was checked (`rjcase.documents.uploads.check`). Sent twice, kept once.

    Raises NotAllowed for a file the actor may not change, UploadRefused where there is no room.
    """
    _require_change(file, actor)
    lock_file(file)
    return services.keep_upload(
        file, checked, actor=actor, upload_id=upload_id, title=title, received_on=received_on
    )


def retract_upload(upload: Upload, file: File, *, actor: Any, reason: str) -> Retraction:
    """Take a file back: it is listed with the reason, and only the office opens it from then on."""
    _require_change(file, actor)
    lock_file(file)
    return services.retract(upload, actor=actor, reason=reason)


def _require_change(file: File, actor: Any) -> None:
    if not may_change(actor, file):
        raise NotAllowed(_("You may not change this file."))
