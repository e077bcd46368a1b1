"""Keeping a file that was handed in, and taking it back."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from rjcase.documents.models import Retraction, Upload
from rjcase.documents.uploads.check import Checked
from rjcase.documents.uploads.refusals import UploadRefused
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError


def keep_upload(
    file: Any, checked: Checked, *, actor: Any, upload_id: UUID, title: str, received_on: date
) -> Upload:
    """Keep a checked file; the caller has locked ``file``. ``upload_id`` comes from the form: sent twice,
    kept once.

    Raises UploadRefused where the case or the scheme is full, or the same file stands there already.
    """
    known = Upload.objects.filter(pk=upload_id, file=file).first()
    if known is not None:
        return known
    if Retraction.objects.filter(upload_id=upload_id).exists():
        raise AlreadyDone(_("This file was taken back in the meantime."))
    if received_on > today():
        raise DomainError(_("Date we received it must be today or in the past"))
    digest = hashlib.sha256(checked.content).hexdigest()
    same = Upload.objects.filter(file=file, sha256=digest, retractions=None).first()
    if same is not None:
        raise UploadRefused(
            _("The same file was added before, as number %(number)s") % {"number": same.number}
        )
    require_room(file.case_id, len(checked.content))
    kept, back = (model.objects.filter(file=file) for model in (Upload, Retraction))
    last = max(rows.aggregate(last=Max("number"))["last"] or 0 for rows in (kept, back))
    return Upload.objects.create(
        pk=upload_id,
        file=file,
        number=last + 1,
        title=title.strip(),
        kind=checked.kind,
        received_on=received_on,
        pages=checked.pages,
        size=len(checked.content),
        sha256=digest,
        content=checked.content,
        is_scanned=checked.is_scanned,
        by_id=actor.pk,
    )


def require_room(case_id: UUID, size: int) -> None:
    """Raise UploadRefused where a case or the scheme has no room for so many bytes more.

    Holds everybody else of the scheme who adds a file until the transaction ends, so that two at once
    do not both find the last place.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from uploads_taken(%s)", [case_id])
        in_case, of_case, of_scheme = cursor.fetchone()
    most = settings.UPLOADS
    if in_case >= most["case_count"] or of_case + size > most["case_bytes"]:
        raise UploadRefused(_("This case has no room for more files. Put several papers into one PDF"))
    if of_scheme + size > most["scheme_bytes"]:
        raise UploadRefused(_("There is no room for more files. Tell whoever runs this installation"))


def retract(upload: Upload, *, actor: Any, reason: str) -> Retraction:
    """Say that a file should not stand there, with the reason. It stays, and the database shows it to the
    office alone from then on.

    Raises AlreadyDone where somebody else did it first.
    """
    if not reason.strip():
        raise DomainError(_("Enter why it is taken back"))
    known = Retraction.objects.filter(upload=upload).first()
    if known is not None:
        raise AlreadyDone(_("This file was taken back in the meantime."))
    return Retraction.objects.create(
        file_id=upload.file_id,
        upload=upload,
        number=upload.number,
        reason=reason.strip(),
        by_id=actor.pk,
    )
