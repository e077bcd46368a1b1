"""Taking turns: two people who change the same file wait for each other."""

from django.utils.translation import gettext as _

from cases.models import Case, File
from rjcase.kernel.errors import NotAllowed


def lock_file(file: File) -> File:
    """Lock a file until the transaction ends. Raises NotAllowed for one the actor may not change."""
    if not File.objects.select_for_update(of=("self",)).filter(pk=file.pk).exists():
        raise NotAllowed(_("You may not change this file."))
    return file


def lock_case(case: Case) -> Case:
    """Lock a case until the transaction ends. Raises NotAllowed for one the actor may not change."""
    if not Case.objects.select_for_update(of=("self",)).filter(pk=case.pk).exists():
        raise NotAllowed(_("You may not change this case."))
    return case
