"""Words that a guesser of passwords for a service like this tries first (docs/security.md)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Longest first where one begins with another, so that the rest of a word does not count as something else.
CONTEXT_WORDS = (
    *("administrator", "commissioner", "facilitators", "facilitator", "safeguarding", "restorative"),
    *("restoration", "supervisor", "conference", "passphrase", "probation", "mediation", "volunteer"),
    *("offenders", "offender", "referral", "services", "password", "victims", "service", "justice"),
    *("manager", "welcome", "letmein", "rjcase", "scheme", "police", "victim", "prison", "cases", "admin"),
    *("court", "login", "user", "case", "rj"),
)
LEAST_OF_OTHER_LETTERS = 4


class ContextWordsValidator:
    """Refuses a password that is made of words of the trade and the person's own mail domain alone.

    Digits, marks and spaces between them do not help: "Restorative-Justice-2026!" is refused, a phrase in
    which such a word stands among others is not.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError unless a few letters remain once the words are taken out."""
        letters = re.sub(r"[^a-z]", "", password.lower())
        domain = re.sub(
            r"[^a-z]", "", getattr(user, "email", "").rpartition("@")[2].partition(".")[0].lower()
        )
        for word in (domain, *CONTEXT_WORDS):
            if len(word) > 1:
                letters = letters.replace(word, "")
        if len(letters) < LEAST_OF_OTHER_LETTERS and re.search("[A-Za-z]", password):
            raise ValidationError(self.get_help_text(), code="context_words")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Your password must not be made of words of the service alone.")
