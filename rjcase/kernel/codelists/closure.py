"""Why a referral was declined, a person unsuitable or unwilling, and a case closed.

The exact closure reason is for those who may see both sides. Everybody else reads its neutral face
(`maps["closure_face"]`); somebody let into one file may also read the reason of that file's side
(`maps["side"]`).
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIDE = CodeList(
    name="side",
    title=_("Side"),
    source="The three sides of the design",
    status=Status.OWN,
    codes=codes(
        ("harmed", _("Harmed")),
        ("responsible", _("Responsible")),
        ("neutral", _("Neither side")),
    ),
)

CLOSURE_FACE = CodeList(
    name="closure_face",
    title=_("What others are told of a closed case"),
    source="The neutral faces of the design",
    status=Status.OWN,
    codes=codes(
        ("completed", _("Completed")),
        ("not_taken_forward", _("Not taken forward")),
        ("did_not_go_ahead", _("Did not go ahead")),
    ),
)

ATTRITION = CodeList(
    name="attrition",
    title=_("Where cases are lost"),
    source="WTE-3.3-03, WTE-3.3-04",
    status=Status.SEED,
    codes=codes(
        ("out_of_scope", _("Not in scope")),
        ("offender", _("Offender refused or unsuitable")),
        ("victim", _("Victim said no, unsuitable or not contactable")),
        ("withdrawal", _("Withdrawal after agreement")),
    ),
)


def _reason(
    code: str, label: "StrOrPromise", face: str, side: str, lost: str = "", outcome: str = ""
) -> Code:
    maps = {"closure_face": face, "side": side, "attrition": lost, "case_outcome": outcome}
    return Code(code, label, maps={name: to for name, to in maps.items() if to})


_NOT_TAKEN, _DID_NOT = "not_taken_forward", "did_not_go_ahead"
_REJECTED = "rejected_unsuitable"

CLOSURE_REASON = CodeList(
    name="closure_reason",
    title=_("Reason for closing"),
    source="The exits of the design; WTE-3.3-03, WTE-2C-05, WTE-7A-03, WM-9.2-28",
    status=Status.SEED,
    codes=(
        _reason("completed", _("Completed"), "completed", "neutral"),
        _reason("declined", _("Declined by us"), _NOT_TAKEN, "neutral", "out_of_scope", _REJECTED),
        _reason("not_eligible", _("Not eligible"), _NOT_TAKEN, "neutral", "out_of_scope", _REJECTED),
        _reason("unsuitable_victim", _("Victim unsuitable"), _DID_NOT, "harmed", "victim", _REJECTED),
        _reason(
            "unsuitable_offender", _("Offender unsuitable"), _DID_NOT, "responsible", "offender", _REJECTED
        ),
        _reason("declined_victim", _("Declined by the victim"), _DID_NOT, "harmed", "victim"),
        _reason("declined_offender", _("Declined by the offender"), _DID_NOT, "responsible", "offender"),
        _reason("not_contactable_victim", _("Victim not contactable"), _DID_NOT, "harmed", "victim"),
        _reason(
            "not_contactable_offender", _("Offender not contactable"), _DID_NOT, "responsible", "offender"
        ),
        _reason("withdrawn_victim", _("Withdrawn by the victim"), _DID_NOT, "harmed", "withdrawal"),
        _reason("withdrawn_offender", _("Withdrawn by the offender"), _DID_NOT, "responsible", "withdrawal"),
        _reason("withdrawn_referrer", _("Withdrawn by the referrer"), _DID_NOT, "neutral"),
        _reason(
            "order_revoked",
            _("Order breached or revoked"),
            _DID_NOT,
            "responsible",
            outcome="breach_revoke",
        ),
        _reason("transferred", _("Transferred to another service"), _DID_NOT, "neutral"),
    ),
)

DECLINE_REASON = CodeList(
    name="decline_reason",
    title=_("Reason for declining a referral"),
    source="WM-9.2-11 with WM-5.2-02, WM-5.4-01 to -03, WTE-2.1-01 to -03, NOMS-S-04, NOMS-S-07",
    status=Status.SEED,
    codes=(
        *codes(
            ("outside_area", _("The offence is outside our area")),
            ("antisocial_behaviour", _("Anti-social behaviour, not a crime")),
            ("not_crime", _("Not about a crime")),
            ("offender_under_18", _("The offender is under 18")),
            ("no_victim", _("No identifiable victim who was harmed")),
            ("not_guilty", _("Not guilty plea, or responsibility not accepted")),
            ("child_abuse", _("Child abuse")),
            ("partner_violence", _("Domestic abuse between partners or ex-partners")),
            ("sexual", _("Sexual offence without exceptional circumstances")),
            ("too_minor", _("Not serious enough for this service")),
            ("no_consent", _("The person did not agree to the referral")),
        ),
        *(
            Code(code, label, status=Status.OWN)
            for code, label in (
                ("incomplete", _("Too little information, and no more to be had")),
                ("duplicate", _("Already referred to us")),
                ("other_service", _("Another service is working on it")),
                ("no_capacity", _("No facilitator available")),
                ("other", _("Other")),
            )
        ),
    ),
)

UNSUITABLE_REASON = CodeList(
    name="unsuitable_reason",
    title=_("Reason for finding a person unsuitable"),
    source="WTE-2.1-05 to -09, WTE-3.1-04",
    status=Status.SEED,
    codes=codes(
        ("denial", _("Denies responsibility")),
        ("blames_victim", _("Blames the victim")),
        ("revictimise", _("Attitudes likely to harm the victim again")),
        ("substance_misuse", _("Severe substance misuse")),
        ("mental_health", _("Mental health")),
        ("resistant", _("Too resistant")),
        ("cannot_consent", _("Not able to give informed consent")),
        ("vulnerable", _("Vulnerable without enough support")),
        ("revenge", _("Risk of revenge")),
        ("risk_of_harm", _("Risk of harm that cannot be managed")),
        ("other", _("Other")),
    ),
)

RESISTANCE = CodeList(
    name="resistance",
    title=_("Forms of resistance"),
    source="WTE-2C-03",
    status=Status.SEED,
    codes=codes(
        ("denies_facts", _("Denies the facts")),
        ("denies_responsibility", _("Denies responsibility")),
        ("denies_harm", _("Denies the harm")),
        ("self_as_victim", _("Sees themself as the victim")),
        ("fears_meeting", _("Fears the meeting")),
        ("fears_emotion", _("Fears emotion")),
        ("fears_harm", _("Fears harm")),
        ("fears_blame", _("Fears blame")),
    ),
)

PARTY_DECLINE_REASON = CodeList(
    name="party_decline_reason",
    title=_("Reason a person gave for saying no"),
    source="WM-9.2-17 and WM-9.2-18 ask for reasons without a list",
    status=Status.OWN,
    codes=codes(
        ("no_wish", _("Does not wish to communicate")),
        ("moved_on", _("Has moved on")),
        ("too_soon", _("Too soon")),
        ("afraid", _("Afraid or worried about safety")),
        ("too_distressing", _("Too distressing")),
        ("not_sincere", _("Doubts that the other person means it")),
        ("advised_against", _("Family or others advised against it")),
        ("proceedings", _("Other proceedings are going on")),
        ("denies", _("Does not accept responsibility")),
        ("health", _("Health")),
        ("practical", _("Time, travel or other practical reasons")),
        ("none_given", _("No reason given")),
        ("other", _("Other")),
    ),
)

LISTS = (
    SIDE,
    CLOSURE_FACE,
    ATTRITION,
    CLOSURE_REASON,
    DECLINE_REASON,
    UNSUITABLE_REASON,
    RESISTANCE,
    PARTY_DECLINE_REASON,
)
