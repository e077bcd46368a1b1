"""How long an enquiry's personal details are kept, and how they are destroyed before that (WTE-4.3-04)."""

from typing import Any

from django.utils.translation import gettext as _

from referrals import policies
from referrals.models import Enquiry
from referrals.services.enquiry_conversion import destroy_details
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.kernel.workingdays import add_months
from rjcase.rights.retention import enquiry_months
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def propose_enquiry_erasure(*, actor: Any, enquiry: Enquiry) -> Enquiry:
    """One person of the office proposes to destroy who enquired and what was said; doing so twice is once."""
    locked = _lock_closed(actor, enquiry)
    if locked.erasure_asked_on is None:
        locked.erasure_asked_on, locked.erasure_asked_by = today(), actor.user
        locked.save(update_fields=["erasure_asked_on", "erasure_asked_by"])
    return locked


def cancel_enquiry_erasure(*, actor: Any, enquiry: Enquiry) -> Enquiry:
    """Take the proposal back."""
    locked = _lock_closed(actor, enquiry)
    locked.erasure_asked_on, locked.erasure_asked_by = None, None
    locked.save(update_fields=["erasure_asked_on", "erasure_asked_by"])
    return locked


def erase_enquiry(*, actor: Any, enquiry: Enquiry) -> Enquiry:
    """Another person of the office destroys it. Raises DomainError for whoever proposed it."""
    locked = _lock_closed(actor, enquiry)
    if locked.erasure_asked_on is None:
        raise DomainError(_("Nobody has proposed this"))
    if locked.erasure_asked_by_id == actor.pk:
        raise DomainError(
            _("Somebody else of the office carries it out: two people destroy personal details")
        )
    destroy_details(locked)
    locked.erased_on, locked.erased_by = today(), actor.user
    locked.save(update_fields=["erased_on", "erased_by"])
    return locked


def forget_old_enquiries(scheme: Scheme) -> int:
    """Destroy the details of enquiries closed longer ago than the scheme keeps them; returns how many."""
    with acting(scheme, SYSTEM, why="enquiries past their time"):
        until = add_months(today(), -enquiry_months())
        old = Enquiry.objects.select_for_update(of=("self",)).filter(
            closed_on__lte=until, erased_on=None, referral=None
        )
        rows = list(old)
        for enquiry in rows:
            destroy_details(enquiry)
            enquiry.erased_on = today()
            enquiry.save(update_fields=["erased_on"])
        return len(rows)


def _lock_closed(actor: Any, enquiry: Enquiry) -> Enquiry:
    if not actor.may(policies.ENQUIRIES):
        raise NotAllowed(_("Only the RJ office works enquiries."))
    locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if locked.is_open:
        raise DomainError(_("Close the enquiry first"))
    if locked.erased_on or locked.referral_id:
        raise DomainError(_("Its personal details are no longer here"))
    return locked
