"""Kinds of restorative process, what came of them, and activities that are not counted as RJ.

The five kinds of MOJ-A-03 to -07, with letters and recorded messages told apart from carried
messages (WM-5.8-03); all of these are "shuttle" to the ministry.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

PROCESS_FORM = CodeList(
    name="process_form",
    title=_("Direct or indirect"),
    source="NOMS-S-02, WTE-3.3-04",
    status=Status.SEED,
    codes=codes(("direct", _("Face to face or live link")), ("indirect", _("Indirect"))),
)

ACTIVITY_TYPE = CodeList(
    name="activity_type",
    title=_("Activity type (Ministry of Justice)"),
    source="MOJ-A-03 to MOJ-A-07",
    status=Status.SEED,
    codes=codes(
        ("conference", _("Victim-offender conference")),
        ("community_conference", _("Community conference")),
        ("shuttle", _("Shuttle restorative justice")),
        ("panel", _("Neighbourhood justice panel")),
        ("street", _("Street restorative justice")),
    ),
)


def _maps(activity: str, form: str) -> dict[str, str]:
    return {"activity_type": activity, "process_form": form}


PROCESS_KIND = CodeList(
    name="process_kind",
    title=_("Kind of process"),
    source="MOJ-A-03 to MOJ-A-07, NOMS-S-02, WM-5.8-03",
    status=Status.SEED,
    codes=(
        Code("conference", _("Restorative conference"), maps=_maps("conference", "direct")),
        Code(
            "community_conference",
            _("Community conference"),
            maps=_maps("community_conference", "direct"),
        ),
        Code("panel", _("Neighbourhood justice panel"), maps=_maps("panel", "direct")),
        Code("street", _("Street restorative justice"), maps=_maps("street", "direct")),
        Code("shuttle", _("Messages carried by the facilitator"), maps=_maps("shuttle", "indirect")),
        Code("letter", _("Exchange of letters"), maps=_maps("shuttle", "indirect")),
        Code("recording", _("Exchange of recorded messages"), maps=_maps("shuttle", "indirect")),
    ),
)

INDIRECT_MEDIUM = CodeList(
    name="indirect_medium",
    title=_("Medium"),
    source="MOJ-A-05; spoken messages added for shuttle work",
    status=Status.SEED,
    codes=(
        *codes(("video", _("Video")), ("audio", _("Audio")), ("writing", _("Writing"))),
        Code("spoken", _("Spoken, passed on by the facilitator"), status=Status.OWN),
    ),
)

INDIRECT_REASON = CodeList(
    name="indirect_reason",
    title=_("Why indirect"),
    source="NOMS-S-02",
    status=Status.SEED,
    codes=codes(
        ("unsafe", _("A meeting is not safe")),
        ("choice", _("The participants made an informed choice against a meeting")),
    ),
)

PROCESS_OUTCOME = CodeList(
    name="process_outcome",
    title=_("What came of it"),
    source="Our list; an agreement is optional (MOJ-A-08)",
    status=Status.OWN,
    codes=codes(
        ("agreement", _("Completed with an outcome agreement")),
        ("no_agreement", _("Completed without an outcome agreement")),
        ("adjourned", _("Adjourned to another date")),
        ("stopped", _("Stopped before the end")),
        ("not_held_absent", _("Not held: somebody did not come")),
        ("not_held_cancelled", _("Not held: cancelled beforehand")),
    ),
)

CASE_OUTCOME = CodeList(
    name="case_outcome",
    title=_("Case outcome (evaluation return)"),
    source="WTE-7A-03",
    status=Status.SEED,
    codes=codes(
        ("conference", _("Conference")),
        ("apology_letter", _("Letter of apology")),
        ("indirect", _("Indirect mediation")),
        ("empathy_work", _("Victim empathy work")),
        ("breach_revoke", _("Breached or revoked")),
        ("rejected_unsuitable", _("Rejected or unsuitable")),
    ),
)

UNCOUNTED_ACTIVITY = CodeList(
    name="uncounted_activity",
    title=_("Activity not counted as restorative justice"),
    source="NOMS-S-03, MOJ-A-12, MOJ-A-15, MOJ-A-16",
    status=Status.SEED,
    codes=codes(
        ("mediation", _("Mediation between equal parties")),
        ("diversion", _("Diversion from court")),
        ("offender_management", _("Offender management")),
        ("reparation_work", _("Running reparation work")),
        ("agreement_delivery", _("Delivering what an agreement calls for")),
        ("victim_awareness", _("Victim awareness work without the person's own victim")),
        ("proxy_victim", _("Meeting with a proxy victim")),
        ("staff_training", _("Staff training")),
        ("supervision", _("Supervision of facilitators")),
    ),
)

LISTS = (
    PROCESS_FORM,
    ACTIVITY_TYPE,
    PROCESS_KIND,
    INDIRECT_MEDIUM,
    INDIRECT_REASON,
    PROCESS_OUTCOME,
    CASE_OUTCOME,
    UNCOUNTED_ACTIVITY,
)
