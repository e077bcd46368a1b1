"""The flags of a case, computed anew from what stands in its files."""

from cases.models import Case
from referrals.criteria.flags import Flags, flags
from referrals.selectors.facts import facts_of


def flags_of(case: Case) -> Flags:
    """Why a case is sensitive or complex, as far as the actor may see its files.

    What the office ticked by hand stands on the case itself (``is_sensitive``, ``is_complex``); a reason here
    always sets the flag there (``referrals.services.flags.refresh_flags``).
    """
    return flags(facts_of(case))
