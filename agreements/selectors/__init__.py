"""Reads of agreements, through the walls."""

from agreements.selectors.agreements import (
    agreement_for_document,
    agreements_in,
    agreements_of,
    files_by_party,
    find_agreement,
    live_agreement,
    monitor_label,
    party_file,
)
from agreements.selectors.owed import is_owed, owed_deadlines, running_deadlines
from agreements.selectors.telling import Tellable, tellable, untold, victims_waiting, waiting_in

__all__ = [
    "Tellable",
    "agreement_for_document",
    "agreements_in",
    "agreements_of",
    "files_by_party",
    "find_agreement",
    "is_owed",
    "live_agreement",
    "monitor_label",
    "owed_deadlines",
    "party_file",
    "running_deadlines",
    "tellable",
    "untold",
    "victims_waiting",
    "waiting_in",
]
