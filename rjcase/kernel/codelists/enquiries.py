"""How people ask about restorative justice: over which channel, who they are, where they heard of it.

Where they heard of it maps to ``heard_of_us``, the shorter list that the public form asks, so that both
can be counted together.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

ENQUIRY_CHANNEL = CodeList(
    name="enquiry_channel",
    title=_("How the enquiry came"),
    source="CAMB-18: freephone and e-mail, widely publicised; the other ways are ours",
    status=Status.SEED,
    codes=codes(
        ("freephone", _("Freephone")),
        ("email", _("Email")),
        ("letter", _("Letter")),
        ("in_person", _("In person")),
        ("web", _("Website")),
        ("other", _("Another way")),
    ),
)

ENQUIRER = CodeList(
    name="enquirer",
    title=_("Who enquired"),
    source="CAMB-17: self, victim care co-ordinators, police officers and staff, other agencies; CAMB-21",
    status=Status.SEED,
    codes=codes(
        ("victim", _("A victim")),
        ("offender", _("An offender")),
        ("family", _("Family or a friend")),
        ("victim_care", _("A victim care co-ordinator")),
        ("officer", _("A police officer or police staff")),
        ("agency", _("Another agency")),
        ("area", _("A restorative justice service of another area, asking for help")),
        ("other", _("Somebody else")),
    ),
)


def _as(heard: str) -> dict[str, str]:
    return {"heard_of_us": heard}


AWARENESS_ORIGIN = CodeList(
    name="awareness_origin",
    title=_("Where they heard of restorative justice"),
    source="CAMB-19: a letter or e-mail from the police, the recovery plan; WM-5.5-07; the rest is ours",
    status=Status.SEED,
    codes=(
        Code("police_letter", _("A letter or email from the police"), maps=_as("police")),
        Code("recovery_plan", _("Their recovery plan"), maps=_as("victim_service")),
        Code("police_officer", _("A police officer told them"), maps=_as("police")),
        Code("victim_service", _("A victim service told them"), maps=_as("victim_service")),
        Code("probation_prison", _("Probation or a prison told them"), maps=_as("probation_prison")),
        Code("court", _("Court"), maps=_as("court")),
        Code("leaflet", _("A leaflet or poster"), maps=_as("leaflet")),
        Code("website", _("A website or search"), maps=_as("website")),
        Code("social_media", _("Social media"), maps=_as("social_media")),
        Code("media", _("Newspaper, radio or television"), maps=_as("other")),
        Code("friend", _("Friends or family"), maps=_as("friend")),
        Code("work", _("They know of us from their work"), maps=_as("other")),
        Code("other", _("Somewhere else"), maps=_as("other")),
        Code("unknown", _("Not asked, or not known"), maps=_as("prefer_not")),
    ),
)

ENQUIRY_OUTCOME = CodeList(
    name="enquiry_outcome",
    title=_("What became of the enquiry"),
    source="Our list; CAMB-17, CAMB-21",
    status=Status.OWN,
    codes=(
        # Set by the referral itself, never chosen.
        Code("referral", _("It became a referral"), offered=False),
        Code("information", _("Information given, nothing more wanted")),
        Code("signposted", _("Pointed to somebody else who can help")),
        Code("assisted", _("Helped another area’s service")),
        Code("not_wanted", _("They do not want to go on")),
        Code("not_reached", _("We could not reach them again")),
    ),
)

LISTS = (ENQUIRY_CHANNEL, ENQUIRER, AWARENESS_ORIGIN, ENQUIRY_OUTCOME)
