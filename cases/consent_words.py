"""What each consent means, in the plain words that people are asked in and sign (WTE-6.9-03).

Read aloud before an answer is recorded, and printed on the consent form.
"""

from django.utils.translation import gettext_lazy as _

from cases.models import Consent

Purpose = Consent.Purpose

MEANINGS = {
    Purpose.EXPLORE: _(
        "To talk with us about restorative justice and find out whether it is right for them."
    ),
    Purpose.TAKE_PART: _("To take part in a meeting, or in an exchange of messages that we carry."),
    Purpose.SHARE: _("To let us tell the other person what we have agreed to tell them, and nothing else."),
    Purpose.AGENCY: _("To let us tell one agency what it needs to know to help or to keep people safe."),
    Purpose.RESEARCH: _("To be part of research or evaluation. Saying no changes nothing else."),
    Purpose.CHANNELS: _("To be contacted by us in the ways they chose, until they say otherwise."),
    Purpose.PUBLICITY: _("To let us tell their story in public, as agreed with them and without their name."),
    Purpose.OBSERVE: _("To let somebody watch who learns or checks our work and keeps it confidential."),
    Purpose.RECORD: _("To let us record the meeting for training. Nobody else may record it."),
}

# As the person reads it on the form they sign.
PROMISES = {
    Purpose.EXPLORE: _(
        "I want to talk with the service about restorative justice, to find out whether it is right for me. "
        "I have decided nothing yet."
    ),
    Purpose.TAKE_PART: _(
        "I want to take part in restorative justice with the other person, in the way that we have talked "
        "about. I know what will happen, who will be there and what could be hard about it."
    ),
    Purpose.SHARE: _(
        "The service may tell the other person what I have agreed that they may be told. It never gives them "
        "my address, phone number or email address."
    ),
    Purpose.AGENCY: _(
        "The service may tell the agency named here what it needs to know, and nothing more. "
        "Agency: ______________________"
    ),
    Purpose.RESEARCH: _(
        "My experience may be used for research and evaluation. I may say no to this and still take part in "
        "everything else."
    ),
    Purpose.CHANNELS: _(
        "The service may contact me by letter, phone, message, text or email as I said is safe."
    ),
    Purpose.PUBLICITY: _(
        "The service may tell my story in public, in words that I have seen, without my name or anything "
        "that would show who I am."
    ),
    Purpose.OBSERVE: _(
        "Somebody may be present to learn or to check the work of the service. They take no part, keep no "
        "notes with names and tell nobody what they heard."
    ),
    Purpose.RECORD: _(
        "The service may record the meeting. The recording is used for training and supervision inside the "
        "service only, is kept locked and is destroyed when I ask. Nobody else may record anything."
    ),
}
