"""Whether anything may go out to a party, and over which channel.

Unknown means no. Answering somebody who contacts us is always allowed: these rules are about what goes
out. Letters, copies, updates and the contact log ask here, so none of them can be forgotten.
"""

from django.utils.translation import gettext as _

from cases.models import Consent, Contact, File
from cases.selectors import current_contact, live_consent

CHANNEL_OF = {
    Contact.Method.PHONE: "may_phone",
    Contact.Method.TEXT: "may_text",
    Contact.Method.EMAIL: "may_email",
    Contact.Method.LETTER: "may_write",
}


def stops(file: File) -> list[str]:
    """Return why nothing may go out to this person, as sentences; empty if something may.

    "No disclosure" stops until it is cleared (WTE-5.8-01); so does a no to being contacted.
    """
    found = []
    where = current_contact(file)
    if where is not None and where.no_disclosure:
        found.append(
            _(
                "“No disclosure” is set for this person: do not contact them until it is cleared. "
                "Ask the officer in the case how to proceed."
            )
        )
    channels = live_consent(file, Consent.Purpose.CHANNELS)
    if channels is not None and channels.decision != Consent.Decision.GIVEN:
        found.append(_("This person does not want to be contacted by us. Answer them if they contact us."))
    return found


def is_safe(file: File, channel: str) -> bool:
    """Whether a channel, one of SafeContact's ``may_…``, was said to be safe and nothing stops it."""
    where = current_contact(file)
    return where is not None and bool(getattr(where, channel)) and not stops(file)


def unsafe_channels(file: File, method: str, result: str) -> list[str]:
    """The channels that a contact going out used although nobody said that they are safe."""
    where = current_contact(file)
    used = [CHANNEL_OF[Contact.Method(method)]] if method in CHANNEL_OF else []
    if method == Contact.Method.PHONE and result == Contact.Result.MESSAGE:
        used.append("may_leave_message")
    return [channel for channel in used if where is None or not getattr(where, channel)]
