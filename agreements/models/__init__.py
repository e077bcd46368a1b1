"""Outcome agreements: what was agreed, how it goes, who was told, and how a case ends."""

from agreements.models.agreement import AgreementParty, OutcomeAgreement
from agreements.models.copies import AgreementCopy
from agreements.models.ending import EndingNotice, PauseNotice, Withdrawal
from agreements.models.follow_up import FollowUpNote, SignOff
from agreements.models.items import AgreementItem, ItemProgress
from agreements.models.updates import UpdateWish, VictimUpdate, VictimUpdateLine

__all__ = [
    "AgreementCopy",
    "AgreementItem",
    "AgreementParty",
    "EndingNotice",
    "FollowUpNote",
    "ItemProgress",
    "OutcomeAgreement",
    "PauseNotice",
    "SignOff",
    "UpdateWish",
    "VictimUpdate",
    "VictimUpdateLine",
    "Withdrawal",
]
