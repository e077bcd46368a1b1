"""Which e-mail addresses case details may be sent to (WTE-4.2-02).

Justice secure mail is open to volunteers and to facilitators from outside, so that nobody has to use an
ordinary mailbox; the other domains are those of public bodies that follow the government's standard for
secure e-mail.
"""

from rjcase.kernel.names import fold

JUSTICE_SECURE_MAIL = "cjsm.net"
DOMAINS = (
    JUSTICE_SECURE_MAIL,
    "gov.uk",
    "police.uk",
    "nhs.net",
    "secure.nhs.uk",
    "mod.uk",
    "parliament.uk",
)


def is_secure(address: str) -> bool:
    """Whether an e-mail address is in a secure domain, or in one below it. A look-alike is not."""
    local, at, domain = fold(address).strip().rpartition("@")
    if not (local and at):
        return False
    return any(domain == known or domain.endswith(f".{known}") for known in DOMAINS)
