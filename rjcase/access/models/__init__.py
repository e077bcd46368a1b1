"""People of a scheme, and what a scheme says of itself."""

from rjcase.access.models.people import Invitation, Membership, User, UserManager
from rjcase.access.models.scheme import Area, DataStewardship, DeliveryTeam, SchemeProfile

__all__ = [
    "Area",
    "DataStewardship",
    "DeliveryTeam",
    "Invitation",
    "Membership",
    "SchemeProfile",
    "User",
    "UserManager",
]
