"""People of a scheme, what a scheme says of itself, and the front door."""

from rjcase.access.models.door import AccountChange, AccountMail, SignIn, Throttle
from rjcase.access.models.kept import KeptForm
from rjcase.access.models.people import Invitation, Membership, User, UserManager
from rjcase.access.models.scheme import Area, DataStewardship, DeliveryTeam, SchemeProfile

__all__ = [
    "AccountChange",
    "AccountMail",
    "Area",
    "DataStewardship",
    "DeliveryTeam",
    "Invitation",
    "KeptForm",
    "Membership",
    "SchemeProfile",
    "SignIn",
    "Throttle",
    "User",
    "UserManager",
]
