"""Why a file was not taken."""

from rjcase.kernel.errors import DomainError


class UploadRefused(DomainError):
    """The file is not taken. The message is one sentence or two: what is wrong and what would help."""
