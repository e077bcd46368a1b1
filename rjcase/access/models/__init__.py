"""People of a scheme, and what a scheme says of itself."""

from rjcase.access.models.people import Invitation, Membership, User, UserManager
from rjcase.access.models.scheme import Area, DeliveryTeam, SchemeProfile

__all__ = ["Area", "DeliveryTeam", "Invitation", "Membership", "SchemeProfile", "User", "UserManager"]
