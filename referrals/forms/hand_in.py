"""What a partner is asked when they add a file to a referral."""

from cases.forms.uploads import UploadForm


class HandInForm(UploadForm):
    """One file and what it is; it was received when it came."""

    received_on = None  # type: ignore[assignment]
