"""Where a case stands in the justice system: stage, disposals, requirements, bars on contact.

A developer's summary of moving law, not advice. What is enacted but not in force, or replaced, is
known here and not offered.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

JUSTICE_STAGE = CodeList(
    name="justice_stage",
    title=_("Stage in the justice system"),
    source="WM-5.3-01, with 'not reported' from CAMB-05",
    status=Status.SEED,
    codes=codes(
        ("no_further_action", _("No further action")),
        ("out_of_court", _("Out-of-court disposal")),
        ("pre_sentence", _("After conviction, before sentence")),
        ("community", _("Serving a community sentence")),
        ("custody", _("In custody")),
        ("licence", _("On licence or under supervision after release")),
        ("ended", _("After the sentence has ended")),
        ("not_reported", _("Not reported to the police")),
    ),
)

DISPOSAL_CLASS = CodeList(
    name="disposal_class",
    title=_("Class of disposal"),
    source="Reference data, section 7",
    status=Status.OWN,
    codes=codes(
        ("none", _("No formal outcome")),
        ("out_of_court_adult", _("Out of court, adult")),
        ("out_of_court_youth", _("Out of court, youth")),
        ("pre_sentence", _("Before sentence")),
        ("community", _("Court, adult community")),
        ("custody", _("Court, adult custody")),
        ("after_release", _("After release")),
        ("youth", _("Court, youth")),
        ("mental_health", _("Mental health")),
    ),
)


def _class(
    name: str, status: Status, *pairs: tuple[str, "StrOrPromise"], valid_from: date | None = None
) -> tuple[Code, ...]:
    return tuple(
        Code(code, label, maps={"disposal_class": name}, status=status, valid_from=valid_from)
        for code, label in pairs
    )


DISPOSAL = CodeList(
    name="disposal",
    title=_("Disposal or sentence"),
    source="Out of court: law-centre and law-firm pages (seen); court lists not verified",
    status=Status.NOT_VERIFIED,
    codes=(
        *_class("none", Status.SEEN, ("nfa", _("No further action"))),
        *_class(
            "none",
            Status.SEEN,
            ("outcome_22", _("Outcome 22: diversion or intervention, prosecution deferred")),
            valid_from=date(2019, 4, 1),
        ),
        *_class(
            "out_of_court_adult",
            Status.SEEN,
            ("community_resolution", _("Community resolution")),
            ("simple_caution", _("Simple caution")),
            ("conditional_caution", _("Conditional caution")),
            ("penalty_notice", _("Penalty notice for disorder")),
            ("drug_warning", _("Cannabis or khat warning")),
        ),
        *(
            Code(
                code,
                label,
                maps={"disposal_class": "out_of_court_adult"},
                offered=False,
                status=Status.SEEN,
                note="Police, Crime, Sentencing and Courts Act 2022, Part 6: not in force when last seen",
            )
            for code, label in (
                ("diversionary_caution", _("Diversionary caution")),
                ("community_caution", _("Community caution")),
            )
        ),
        *_class(
            "out_of_court_youth",
            Status.NOT_VERIFIED,
            ("youth_community_resolution", _("Community resolution (youth)")),
            ("youth_caution", _("Youth caution")),
            ("youth_conditional_caution", _("Youth conditional caution")),
        ),
        *_class(
            "pre_sentence",
            Status.SEEN,
            ("deferment", _("Deferment order with restorative justice requirement")),
        ),
        *_class(
            "community",
            Status.NOT_VERIFIED,
            ("community_order", _("Community order")),
            ("suspended_sentence", _("Suspended sentence order")),
            ("conditional_discharge", _("Conditional discharge")),
            ("absolute_discharge", _("Absolute discharge")),
            ("fine", _("Fine")),
            ("compensation_order", _("Compensation order")),
        ),
        *_class(
            "custody",
            Status.NOT_VERIFIED,
            ("determinate", _("Determinate custodial sentence")),
            ("extended", _("Extended sentence")),
            ("life", _("Life sentence or imprisonment for public protection")),
            ("special_custodial", _("Special custodial sentence")),
        ),
        *_class(
            "after_release",
            Status.NOT_VERIFIED,
            ("licence", _("Licence")),
            ("post_sentence_supervision", _("Post-sentence supervision")),
            ("recall", _("Recall")),
        ),
        *_class(
            "youth",
            Status.NOT_VERIFIED,
            ("referral_order", _("Referral order")),
            ("reparation_order", _("Reparation order")),
            ("youth_rehabilitation_order", _("Youth rehabilitation order")),
            ("detention_and_training", _("Detention and training order")),
            ("youth_detention", _("Longer detention")),
        ),
        *_class(
            "mental_health",
            Status.NOT_VERIFIED,
            ("hospital_order", _("Hospital order")),
            ("restricted_hospital_order", _("Hospital order with restriction")),
        ),
    ),
)

REQUIREMENT = CodeList(
    name="requirement",
    title=_("Requirement that carries restorative justice"),
    source="Offender Rehabilitation Act 2014 s15; seeds for the two it replaced",
    status=Status.SEEN,
    codes=(
        Code("rar", _("Rehabilitation activity requirement")),
        Code("restorative", _("Restorative justice requirement (deferred sentence)")),
        Code("activity", _("Activity requirement"), maps={"requirement": "rar"}, offered=False),
        Code("supervision", _("Supervision requirement"), maps={"requirement": "rar"}, offered=False),
    ),
)

POLICE_OUTCOME = CodeList(
    name="police_outcome",
    title=_("Police outcome type"),
    source="Home Office outcome types",
    status=Status.NOT_VERIFIED,
    codes=(
        *codes(
            ("1", _("Charged")),
            ("2", _("Caution, youth")),
            ("3", _("Caution, adult")),
            ("4", _("Taken into consideration")),
            ("8", _("Community resolution")),
            ("9", _("Not in the public interest (prosecutors)")),
            ("10", _("Not in the public interest (police)")),
            ("14", _("Evidential difficulties, suspect not identified")),
            ("15", _("Evidential difficulties, victim supports action")),
            ("16", _("Evidential difficulties, victim does not support action")),
            ("18", _("No suspect identified")),
            ("20", _("Another body acts")),
            ("21", _("Not in the public interest (police decision)")),
        ),
        Code("22", _("Diversion or intervention"), valid_from=date(2019, 4, 1), status=Status.SEEN),
    ),
)

CONTACT_BAR = CodeList(
    name="contact_bar",
    title=_("Legal bar on contact"),
    source="Design of the lifecycle: no process passes one of these",
    status=Status.OWN,
    codes=codes(
        ("restraining_order", _("Restraining order")),
        ("non_molestation_order", _("Non-molestation order")),
        ("bail_condition", _("Bail condition")),
        ("licence_condition", _("Licence condition")),
        ("injunction", _("Injunction")),
    ),
)

PROPOSED_SENTENCE = CodeList(
    name="proposed_sentence",
    title=_("Sentence proposed"),
    source="WTE-2B-03",
    status=Status.SEED,
    codes=codes(
        ("community", _("Community order")),
        ("suspended", _("Suspended sentence order")),
        ("deferred", _("Deferred sentence")),
        ("other", _("Another sentence")),
    ),
)

# Each value says with which sentence it belongs; the setting and the vehicle follow from it.
DELIVERY_MODEL = CodeList(
    name="delivery_model",
    title=_("Delivery model"),
    source="WTE-T1-02; activity requirement is today's rehabilitation activity requirement",
    status=Status.SEED,
    codes=codes(
        ("multi_agency", _("Several agencies together")),
        ("community_requirement", _("Community sentence with a requirement")),
        ("deferred", _("Deferred sentence")),
        ("deferred_community", _("Deferred sentence, then a community sentence")),
        ("community_voluntary", _("Voluntary, within a community sentence")),
        ("victim_liaison", _("Offer of the victim liaison unit")),
        ("sentence_planning", _("Part of sentence planning")),
        ("licence_condition", _("Licence condition after release")),
    ),
)

DELIVERY_SETTING = CodeList(
    name="delivery_setting",
    title=_("Setting"),
    source="WTE-T1-01",
    status=Status.SEED,
    codes=codes(("community", _("In the community")), ("custody", _("In custody")), ("court", _("At court"))),
)

CO_DEFENDANTS = CodeList(
    name="co_defendants",
    title=_("Co-defendants"),
    source="WTE-7A-09",
    status=Status.SEED,
    codes=codes(("0", _("None")), ("1", "1"), ("2", "2"), ("3", _("3 or more"))),
)

RELATION_TO_DECEASED = CodeList(
    name="relation_to_deceased",
    title=_("Relationship to the person who died"),
    source="CAMB-02",
    status=Status.SEED,
    codes=codes(
        ("partner", _("Husband, wife or partner")),
        ("parent", _("Parent")),
        ("child", _("Child")),
        ("sibling", _("Brother or sister")),
        ("dependant", _("Dependant")),
    ),
)

VULNERABILITY = CodeList(
    name="vulnerability",
    title=_("What makes a person vulnerable"),
    source="WM-5.10-02",
    status=Status.SEED,
    codes=codes(
        ("disability", _("Disability")), ("age", _("Age")), ("mental", _("Mental health or understanding"))
    ),
)

LISTS = (
    JUSTICE_STAGE,
    DISPOSAL_CLASS,
    DISPOSAL,
    REQUIREMENT,
    POLICE_OUTCOME,
    CONTACT_BAR,
    PROPOSED_SENTENCE,
    DELIVERY_MODEL,
    DELIVERY_SETTING,
    CO_DEFENDANTS,
    RELATION_TO_DECEASED,
    VULNERABILITY,
)
