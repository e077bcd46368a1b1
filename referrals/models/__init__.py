"""What arrives: agencies, referrals and their drafts."""

from referrals.models.agency import Agency, AgencyMember
from referrals.models.referral import Referral

__all__ = ["Agency", "AgencyMember", "Referral"]
