"""What arrives: agencies, referrals and their drafts, and the criteria they are held against."""

from referrals.models.agency import Agency, AgencyMember
from referrals.models.api import ApiRequest, ApiToken
from referrals.models.criteria import CriteriaVersion, EligibilityCheck
from referrals.models.draft import DraftPart, ReferralDraft
from referrals.models.person import ReferredPerson
from referrals.models.referral import Referral
from referrals.models.visitor import VisitorDraft, VisitorPart

__all__ = [
    "Agency",
    "AgencyMember",
    "ApiRequest",
    "ApiToken",
    "CriteriaVersion",
    "DraftPart",
    "EligibilityCheck",
    "Referral",
    "ReferralDraft",
    "ReferredPerson",
    "VisitorDraft",
    "VisitorPart",
]
