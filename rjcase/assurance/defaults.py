"""What a scheme goes by until its manager changes it: the sharing matrix and the checklist of information."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Disclosure

_P, _B = Disclosure.Purpose, Disclosure.Basis
_SYSTEM = _("In the case system")
_SECURE = _("Secure email, under the information-sharing agreement")
_US = _("The RJ service")
_REFERRER = _("The referring agency")
_ALL = _("Everybody who takes part")
_POLICE, _PROBATION, _VICTIM_SERVICE = _("Police"), _("Probation or youth justice"), _("Victim service")


def _rule(
    code: str, stage: str, what: Any, who: tuple[Any, Any], when: Any, why: tuple[str, str], how: Any
) -> Any:
    return {
        "code": code,
        "stage": stage,
        "what": what,
        "from_whom": who[0],
        "to_whom": who[1],
        "when": when,
        "purpose": why[0],
        "basis": why[1],
        "how": how,
    }


# WTE-4.2-03: who shares what, when, with whom, by stage.
RULES: tuple[dict[str, Any], ...] = (
    _rule(
        "referral",
        "received",
        _("Names, safe contact details, the offence, and whether each person knows of the referral"),
        (_REFERRER, _US),
        _("With the referral"),
        (_P.CONTACT, _B.CONSENT),
        _SYSTEM,
    ),
    _rule(
        "risk-known",
        "received",
        _("Known risks, no-contact conditions and safety of visits"),
        (_POLICE, _US),
        _("With the referral, and at once when it changes"),
        (_P.RISK, _B.CRIME),
        _SECURE,
    ),
    _rule(
        "accepted",
        "eligible",
        _("Whether the referral was accepted, and the kind of reason if not"),
        (_US, _REFERRER),
        _("Within 5 working days"),
        (_P.OUTCOMES, _B.CONSENT),
        _SYSTEM,
    ),
    _rule(
        "offender-risk",
        "preparing",
        _("Current risk, licence conditions, progress and attitude to the offence"),
        (_PROBATION, _US),
        _("Before the offender is assessed"),
        (_P.CONTACT, _B.CRIME),
        _SECURE,
    ),
    _rule(
        "victim-support",
        "preparing",
        _("Needs and wishes that support is asked for"),
        (_US, _VICTIM_SERVICE),
        _("When the victim asks for it"),
        (_P.SUPPORT, _B.CONSENT),
        _SECURE,
    ),
    _rule(
        "safeguarding",
        "preparing",
        _("A risk of harm to a child or an adult at risk"),
        (_US, _("Children’s or adults’ services, police")),
        _("At once, at any stage"),
        (_P.SAFEGUARD, _B.SAFEGUARDING),
        _("By phone, then in writing"),
    ),
    _rule(
        "arrangements",
        "in_process",
        _("Date, place and who attends"),
        (_US, _("Everybody who takes part, the prison")),
        _("When everybody has agreed"),
        (_P.ARRANGE, _B.CONSENT),
        _("In the case system or by letter"),
    ),
    _rule(
        "agreement",
        "in_process",
        _("The outcome agreement"),
        (_US, _("Both parties and whoever supervises an item")),
        _("Within 3 working days"),
        (_P.ARRANGE, _B.CONSENT),
        _("By hand or post, one copy each"),
    ),
    _rule(
        "progress",
        "following_up",
        _("Which items are done"),
        (_US, _("The victim")),
        _("As often as they wish"),
        (_P.OUTCOMES, _B.CONSENT),
        _("As they prefer to be told"),
    ),
    _rule(
        "outcome",
        "closed",
        _("That the case is closed and what came of it"),
        (_US, _("Police and the referring agency")),
        _("Within 5 working days of closure"),
        (_P.OUTCOMES, _B.CONSENT),
        _SYSTEM,
    ),
)


def _item(code: str, stage: str, what: Any, from_whom: Any) -> dict[str, Any]:
    return {"code": code, "stage": stage, "what": what, "from_whom": from_whom}


# WTE-4.1-01: everything that has to be known from start to closure.
ITEMS: tuple[dict[str, Any], ...] = (
    _item("people", "received", _("Who was harmed and who is responsible"), _REFERRER),
    _item("safe-contact", "received", _("How each person may safely be reached"), _REFERRER),
    _item("offence", "received", _("The offence, its date and the order of the court"), _POLICE),
    _item(
        "knows",
        "received",
        _("Whether each person knows that we may contact them"),
        _REFERRER,
    ),
    _item("criteria", "eligible", _("What the criteria ask for"), _("The referral")),
    _item("conditions", "eligible", _("Orders and conditions that forbid contact"), _POLICE),
    _item("warnings", "eligible", _("Warnings about safety of visits"), _POLICE),
    _item("needs", "preparing", _("Language, access and support needs of each person"), _("Each person")),
    _item("consent", "preparing", _("Each person’s consent, in writing"), _("Each person")),
    _item("accepts", "preparing", _("Whether the offender accepts responsibility"), _("The offender")),
    _item("risk", "preparing", _("Current risk assessment of each side"), _PROBATION),
    _item("victim-wish", "preparing", _("What the victim hopes for and fears"), _("The victim")),
    _item("place", "in_process", _("Place, date, and who attends and supports"), _ALL),
    _item("clearance", "in_process", _("Prison or security clearance, where one is needed"), _("The prison")),
    _item("signed", "in_process", _("The signed agreement, or that there is none"), _("Both parties")),
    _item("kept", "following_up", _("Whether each item of the agreement was kept"), _("Its owner")),
    _item("feedback", "following_up", _("Feedback of each person"), _("Each person")),
    _item("updates", "following_up", _("Whether the victim wishes to hear more"), _("The victim")),
    _item("told", "closed", _("Who was told of the end, and when"), _US),
    _item("keep-until", "closed", _("How long the papers are kept, and what was returned"), _US),
)
