"""The spine: the case, its parties, its files and what every file has."""

from cases.models.allocation import Allocation, AllocationNote
from cases.models.case import Case, Counter, GatePass, Offence, Party, Progress, StageChange
from cases.models.consent import Consent, ContactBar, Explanation, ItemPermission
from cases.models.contact import Contact
from cases.models.disclosure import Disclosure, DisclosureReview, SharingTest
from cases.models.files import File, JointFile, JointShare, NameToken, PartyFile, SourcePapers
from cases.models.grants import FileGrant, FileGroupGrant
from cases.models.identity import Identity, SafeContact
from cases.models.matching import MeetingWish, OfferReason
from cases.models.papers import SourcePaper

__all__ = [
    "Allocation",
    "AllocationNote",
    "Case",
    "Consent",
    "Contact",
    "ContactBar",
    "Counter",
    "Disclosure",
    "DisclosureReview",
    "Explanation",
    "File",
    "FileGrant",
    "FileGroupGrant",
    "GatePass",
    "Identity",
    "ItemPermission",
    "JointFile",
    "JointShare",
    "MeetingWish",
    "NameToken",
    "Offence",
    "OfferReason",
    "Party",
    "PartyFile",
    "Progress",
    "SafeContact",
    "SharingTest",
    "SourcePaper",
    "SourcePapers",
    "StageChange",
]
