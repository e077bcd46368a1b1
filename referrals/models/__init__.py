"""What arrives: agencies, referrals and their drafts, and the criteria they are held against."""

from referrals.models.agency import Agency, AgencyMember
from referrals.models.api import ApiRequest, ApiToken
from referrals.models.court import CourtRecord
from referrals.models.criteria import CriteriaVersion, EligibilityCheck
from referrals.models.draft import DraftPart, ReferralDraft
from referrals.models.enquiry import Enquiry, EnquiryContact, EnquiryPerson
from referrals.models.guest import AgencyDomain, AgencyPerson, GuestDraft, GuestLink, GuestPart
from referrals.models.information_request import InformationRequest, RequestChase, RequestedPerson
from referrals.models.intake import IntakeSettings
from referrals.models.intake_file import ImportedRow, IntakeFile, IntakeRow
from referrals.models.partner_agreement import (
    AgencyContact,
    AgreementReview,
    AgreementSignature,
    PartnerAgreement,
)
from referrals.models.person import ReferredPerson
from referrals.models.referral import Referral
from referrals.models.visitor import VisitorDraft, VisitorPart
from referrals.models.who_manages import CrossBorderDecision, YouthTeamDiscussion

__all__ = [
    "Agency",
    "AgencyContact",
    "AgencyDomain",
    "AgencyMember",
    "AgencyPerson",
    "AgreementReview",
    "AgreementSignature",
    "ApiRequest",
    "ApiToken",
    "CourtRecord",
    "CriteriaVersion",
    "CrossBorderDecision",
    "DraftPart",
    "EligibilityCheck",
    "Enquiry",
    "EnquiryContact",
    "EnquiryPerson",
    "GuestDraft",
    "GuestLink",
    "GuestPart",
    "ImportedRow",
    "InformationRequest",
    "IntakeFile",
    "IntakeRow",
    "IntakeSettings",
    "PartnerAgreement",
    "Referral",
    "ReferralDraft",
    "ReferredPerson",
    "RequestChase",
    "RequestedPerson",
    "VisitorDraft",
    "VisitorPart",
    "YouthTeamDiscussion",
]
