"""What a scheme does to keep its word about personal data."""

from rjcase.assurance.models.breaches import AffectedFile, Breach, BreachEntry
from rjcase.assurance.models.registers import DataComplaint, PapersOut
from rjcase.assurance.models.security import SecurityDocument
from rjcase.assurance.models.sharing import STAGES, ChecklistItem, ChecklistTick, SharingRule

__all__ = [
    "STAGES",
    "AffectedFile",
    "Breach",
    "BreachEntry",
    "ChecklistItem",
    "ChecklistTick",
    "DataComplaint",
    "PapersOut",
    "SecurityDocument",
    "SharingRule",
]
