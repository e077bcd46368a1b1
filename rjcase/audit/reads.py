"""Logging of reads."""

from collections.abc import Iterable
from typing import Any

from rjcase.audit.models import ReadLog
from rjcase.tenancy import OutsideScheme, current


def log_read(page: str, files: Iterable[Any], why: str = "") -> None:
    """Record that the acting person was shown these files; one row, however many files.

    ``files`` are File rows or their ids. Raises if no scheme is open, and lets a failing insert
    fail the page: no log, no page.
    """
    context = current()
    if context is None:
        raise OutsideScheme("A read was logged with no scheme open.")
    ids = sorted({getattr(item, "pk", item) for item in files})
    if ids:
        ReadLog.objects.create(user_id=context.user or None, page=page, files=ids, why=why)
