"""Keeping the flags of a case in step with what is known of it."""

from cases.models import Case
from referrals.criteria.flags import Flags
from referrals.selectors import flags_of


def refresh_flags(case: Case) -> Flags:
    """Set the flags that have a reason now. A flag that the office ticked is left: it knows more.

    Call as somebody who sees all files of the case, inside the transaction that changed a fact.
    """
    found = flags_of(case)
    rows = Case.objects.filter(pk=case.pk)
    if found.sensitive:
        rows.filter(is_sensitive=False).update(is_sensitive=True)
    if found.complex:
        rows.filter(is_complex=False).update(is_complex=True)
    return found
