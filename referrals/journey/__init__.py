"""The partner form as a journey over a draft: its steps, its summary and what is sent at the end."""

from referrals.journey.payload import payload_of
from referrals.journey.steps import Place, build, place_of

__all__ = ["Place", "build", "payload_of", "place_of"]
