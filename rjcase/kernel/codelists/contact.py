"""How people are contacted, what came of it, in what form consent was given, why something was shared."""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import CodeList, Status, codes

CONTACT_METHOD = CodeList(
    name="contact_method",
    title=_("Method of contact"),
    source="Our list; home and prison visits, letters and phone from the seeds",
    status=Status.OWN,
    codes=codes(
        ("phone", _("Phone call")),
        ("text", _("Text message")),
        ("email", _("Email")),
        ("letter", _("Letter")),
        ("home_visit", _("Home visit")),
        ("prison_visit", _("Prison visit")),
        ("meeting", _("Meeting elsewhere")),
        ("video", _("Video call")),
        ("third_person", _("Through another person")),
    ),
)

CONTACT_DIRECTION = CodeList(
    name="contact_direction",
    title=_("Who contacted whom"),
    source="Our list; 'no disclosure' stops outgoing contact only",
    status=Status.OWN,
    codes=codes(("out", _("We contacted them")), ("in", _("They contacted us"))),
)

CONTACT_OUTCOME = CodeList(
    name="contact_outcome",
    title=_("Result of the contact"),
    source="Our list",
    status=Status.OWN,
    codes=codes(
        ("reached", _("Spoke with the person")),
        ("sent", _("Sent")),
        ("message_left", _("Left a message")),
        ("no_answer", _("No answer")),
        ("wrong_details", _("Contact details are wrong")),
        ("not_safe", _("Not safe to talk")),
        ("call_back", _("Asked us to call back")),
        ("no_further_contact", _("Asked for no further contact")),
    ),
)

CONSENT_FORM = CodeList(
    name="consent_form",
    title=_("Form of consent"),
    source="WTE-7.6-01: signed form, facilitator note, other",
    status=Status.SEED,
    codes=codes(
        ("signed", _("Signed form")),
        ("note", _("Facilitator's note of a verbal yes")),
        ("other", _("Another recorded form")),
    ),
)

DISCLOSURE_BASIS = CodeList(
    name="disclosure_basis",
    title=_("Basis of a disclosure"),
    source="The three bases of the design; WTE-4.2-05, WM-10-09",
    status=Status.SEED,
    codes=codes(
        ("consent", _("Consent of the person")),
        ("safeguarding", _("Safeguarding a child or adult")),
        ("crime", _("Prevention of crime")),
    ),
)

LISTS = (CONTACT_METHOD, CONTACT_DIRECTION, CONTACT_OUTCOME, CONSENT_FORM, DISCLOSURE_BASIS)
