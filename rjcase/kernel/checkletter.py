"""The check letter of the police computers, which our own case references borrow.

A number's remainder modulo 23 picks a letter. One wrong digit, or two swapped ones, nearly always
changes it, so a misheard number is noticed before it opens somebody else's file.
"""

# I, O and S are left out: they read as 1, 0 and 5. Position 0 is Z.
ALPHABET = "ZABCDEFGHJKLMNPQRTUVWXY"


def check_letter(number: int) -> str:
    """The letter at position `number` modulo 23 of `ALPHABET`."""
    return ALPHABET[number % len(ALPHABET)]
