"""What changes the register."""

from practitioners.services.checks import record_check, withdraw_check

__all__ = ["record_check", "withdraw_check"]
