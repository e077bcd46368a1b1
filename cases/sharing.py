"""What may be passed on to whom, for which purpose, on which basis. The rules as data, no rows."""

from django.utils.translation import gettext as _

from cases.models import Consent, Disclosure

_Purpose, _Basis, _To = Disclosure.Purpose, Disclosure.Basis, Disclosure.To

# Third parties get something for three purposes only (WM-10-09); the police and services that work the
# case also for the three permitted uses of the data (WM-10-08).
PURPOSES: dict[str, tuple[str, ...]] = {
    _To.PARTY: (_Purpose.CONTACT, _Purpose.ARRANGE, _Purpose.OUTCOMES, _Purpose.RISK, _Purpose.SAFEGUARD),
    _To.PARTNER: tuple(_Purpose.values),
    _To.THIRD: (_Purpose.SUPPORT, _Purpose.RISK, _Purpose.SAFEGUARD),
}

# Consent, or an interest that overrides it, in line with crime-and-disorder law (WTE-4.2-05).
BASES: dict[str, tuple[str, ...]] = {
    _Purpose.CONTACT: (_Basis.CONSENT, _Basis.CRIME),
    _Purpose.ARRANGE: (_Basis.CONSENT, _Basis.CRIME),
    _Purpose.OUTCOMES: (_Basis.CONSENT, _Basis.CRIME),
    _Purpose.SUPPORT: (_Basis.CONSENT,),
    _Purpose.RISK: (_Basis.CONSENT, _Basis.CRIME, _Basis.SAFEGUARDING),
    _Purpose.SAFEGUARD: (_Basis.SAFEGUARDING, _Basis.CONSENT),
}

RISKY = frozenset({_Purpose.RISK, _Purpose.SAFEGUARD})


def consent_purpose(to_kind: str) -> str:
    """Which consent lets something go to this kind of receiver."""
    return Consent.Purpose.SHARE if to_kind == _To.PARTY else Consent.Purpose.AGENCY


def wrong_purpose(to_kind: str, purpose: str) -> str:
    """Why this receiver may be told nothing for this purpose; "" if they may."""
    if purpose in PURPOSES[to_kind]:
        return ""
    if to_kind == _To.PARTY:
        return _("Support is arranged with services, not with another person in this case")
    return _(
        "Somebody outside the case may be told something only to get support with consent, to reduce a "
        "risk, or to protect a child or an adult at risk"
    )


def wrong_basis(purpose: str, basis: str) -> str:
    """Why nothing may be passed on for this purpose on this basis; "" if it may."""
    if basis in BASES[purpose]:
        return ""
    if purpose == _Purpose.SUPPORT:
        return _("Support services are told something only with the person’s consent")
    if basis == _Basis.SAFEGUARDING:
        return _("Safeguarding is a basis only to reduce a risk or to protect a child or an adult at risk")
    return _("To protect a child or an adult at risk, select safeguarding or consent")


def wrong_handling(thing: str, handling: str, *, misuse_risk: bool) -> str:
    """Why a letter or recording may not be left with its receiver; "" if it may.

    Recordings are never left with them (WTE-4.4-07), nothing is where it might be misused, for
    example on social media (WTE-4.4-06).
    """
    if handling != Disclosure.Handling.KEPT:
        return ""
    if thing == Disclosure.Thing.RECORDING:
        return _("A recording is shown or played and never left with the person")
    if misuse_risk:
        return _("Where it might be misused, it is shown and not left with the person")
    return ""
