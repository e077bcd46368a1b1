"""The scheme's settings for its intake."""

from referrals.models import IntakeSettings


def intake_settings() -> IntakeSettings:
    """The scheme's settings, or empty ones that are not kept."""
    return IntakeSettings.objects.first() or IntakeSettings()
