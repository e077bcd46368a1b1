"""The kinds of dated entries in a practitioner's record, and what each of them asks.

One table holds them all; this page says how they differ. ``codes`` are the answers to choose from,
``asks`` the further fields, ``own`` the kinds that practitioners write about themselves.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    TRAINING = "training", _("Training")
    QUALIFICATION = "qualification", _("Qualifications")
    REGISTRATION = "registration", _("Registration with the Restorative Justice Council")
    VETTING = "vetting", _("Police vetting")
    ACCREDITATION = "accreditation", _("Steps towards accreditation")
    COMPETENCE = "competence", _("Sensitive and complex cases")
    AFTER_TRAINING = "after_training", _("After training")
    CPD = "cpd", _("Professional development")
    SUPERVISION = "supervision", _("Supervision")
    OBSERVATION = "observation", _("Observed practice")
    SELF = "self_assessment", _("Self-assessment")
    PEER = "peer_discussion", _("Peer discussion")
    CO_FEEDBACK = "co_feedback", _("Feedback from a co-facilitator")
    ACCESS = "access", _("Secure e-mail and storage")


FACILITATOR = "facilitator"  # training in facilitating itself
# Steps towards accreditation, in their order (WM-5.1-04).
STAGES = ("trained", "shadow", "lead", "portfolio", "applied", "accredited")
# What somebody who was trained still needs (WTE-2.6-01).
AFTER = ("practice", "supervision", "manager")
# What everybody who works with cases needs to keep information safe (WTE-4.3-02).
KEPT_SAFE = ("secure_email", "secure_storage", "paper_storage")
# Roles of people who are trained in risk though they hold no case (WTE-5.11-01).
TRAINED_AS = {
    "administrator": _("RJ administrator"),
    "offender_manager": _("Offender manager or supervisor"),
    "facilitator": _("Facilitator"),
    "manager": _("RJ manager"),
    "wing": _("Wing staff of a prison"),
    "safer_custody": _("Safer custody staff"),
    "other": _("Another role"),
}

TITLE, PROVIDER, MARK, NUMBER, HOURS, WITH, NOTE, UNTIL = (
    *("title", "provider", "has_mark", "number", "hours", "with_whom", "note", "expires_on"),
)


@dataclass(frozen=True)
class Spec:
    """What one kind of entry asks; ``needed`` are fields that may not stay empty."""

    add: Any
    asks: tuple[str, ...]
    codes: dict[str, Any] = field(default_factory=dict)
    code_label: Any = ""
    labels: dict[str, Any] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    own: bool = False
    renews: bool = False  # only the latest of each code counts, and it may run out

    def label(self, name: str) -> Any:
        """What a field of this kind is called."""
        return self.labels.get(name) or _LABELS[name]


_LABELS: dict[str, Any] = {
    TITLE: _("What it was"),
    PROVIDER: _("Provider"),
    MARK: _("Is the provider on the Restorative Justice Council’s register with its training quality mark?"),
    NUMBER: _("Certificate number"),
    HOURS: _("Hours"),
    WITH: _("With whom"),
    NOTE: _("Notes"),
    UNTIL: _("Good until"),
}

SPECS: dict[str, Spec] = {
    Kind.TRAINING: Spec(
        _("Add training"),
        (TITLE, PROVIDER, MARK, WITH, NUMBER, UNTIL),
        {
            FACILITATOR: _("Facilitator training"),
            "sensitive_complex": _("Sensitive and complex cases"),
            "risk": _("Risk assessment"),
            "data_protection": _("Data protection"),
            "confidentiality": _("Confidentiality"),
            "safeguarding": _("Safeguarding"),
            "other": _("Something else"),
        },
        _("Subject"),
        {
            TITLE: _("Name of the course"),
            UNTIL: _("Refresher due"),
            WITH: _("If you gave it in-house: the trainer, and the accredited body that qualified them"),
        },
        (PROVIDER,),
        renews=True,
    ),
    Kind.QUALIFICATION: Spec(
        _("Add a qualification"),
        (TITLE, PROVIDER, NUMBER),
        {"level_4": _("Level 4 award in restorative practice"), "other": _("Another qualification")},
        _("Qualification"),
        {TITLE: _("Name of the qualification"), PROVIDER: _("Awarded by")},
        (PROVIDER,),
    ),
    Kind.REGISTRATION: Spec(
        _("Add a registration"),
        (NUMBER, UNTIL),
        labels={NUMBER: _("Registration number")},
        needed=(NUMBER, UNTIL),
        renews=True,
    ),
    Kind.VETTING: Spec(
        _("Add police vetting"),
        (PROVIDER, UNTIL),
        {
            "nppv1": _("NPPV level 1"),
            "nppv2": _("NPPV level 2"),
            "nppv2_full": _("NPPV level 2 (full)"),
            "nppv3": _("NPPV level 3"),
            "other": _("Another level"),
        },
        _("Level"),
        {PROVIDER: _("Vetted by")},
        (PROVIDER, UNTIL),
        renews=True,
    ),
    Kind.ACCREDITATION: Spec(
        _("Add a step towards accreditation"),
        (NOTE,),
        {
            "trained": _("Trained"),
            "shadow": _("Shadows or co-facilitates"),
            "lead": _("Leads cases"),
            "portfolio": _("Builds a portfolio"),
            "applied": _("Applied"),
            "accredited": _("Accredited practitioner"),
        },
        _("Step"),
    ),
    Kind.COMPETENCE: Spec(
        _("Record that they may take sensitive or complex cases"),
        (NOTE, UNTIL),
        {"sensitive": _("Sensitive cases"), "complex": _("Complex cases")},
        _("They may take"),
        {
            NOTE: _("Skills, experience, knowledge and training this rests on"),
            UNTIL: _("To be looked at again"),
        },
        (NOTE,),
        renews=True,
    ),
    Kind.AFTER_TRAINING: Spec(
        _("Tick off what they have after training"),
        (WITH, NOTE),
        {
            "practice": _("Time for practice"),
            "supervision": _("Supervision"),
            "manager": _("A manager for questions about cases"),
        },
        _("They have"),
        {WITH: _("Who")},
    ),
    Kind.CPD: Spec(
        _("Add professional development"),
        (TITLE, HOURS, NOTE),
        needed=(TITLE, HOURS),
        own=True,
        labels={NOTE: _("What you learned")},
    ),
    Kind.SUPERVISION: Spec(
        _("Add a supervision"),
        (WITH, NOTE),
        {"single": _("Of one person"), "group": _("In a group")},
        _("Supervision"),
        needed=(WITH,),
    ),
    Kind.OBSERVATION: Spec(
        _("Add observed practice"), (WITH, NOTE), labels={WITH: _("Observed by")}, needed=(WITH, NOTE)
    ),
    Kind.SELF: Spec(_("Add a self-assessment"), (NOTE,), needed=(NOTE,), own=True),
    Kind.PEER: Spec(_("Add a peer discussion"), (WITH, NOTE), needed=(WITH,), own=True),
    Kind.CO_FEEDBACK: Spec(
        _("Add feedback from a co-facilitator"), (WITH, NOTE), labels={WITH: _("From")}, needed=(WITH, NOTE)
    ),
    Kind.ACCESS: Spec(
        _("Tick off secure e-mail and storage"),
        (TITLE, UNTIL),
        {
            "secure_email": _("Secure e-mail"),
            "secure_storage": _("Secure storage of files"),
            "paper_storage": _("Secure storage of paper"),
        },
        _("They have"),
        {TITLE: _("Which mailbox, device, cabinet or safe"), UNTIL: _("To be checked again")},
        (TITLE,),
        renews=True,
    ),
}
OWN = tuple(kind for kind, spec in SPECS.items() if spec.own)
# The parts of a record's page, in order.
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Training and qualifications"), (Kind.TRAINING, Kind.AFTER_TRAINING, Kind.QUALIFICATION)),
    (_("Registration and vetting"), (Kind.REGISTRATION, Kind.VETTING)),
    (_("Keeping information safe"), (Kind.ACCESS,)),
    (_("Accreditation and competence"), (Kind.ACCREDITATION, Kind.COMPETENCE)),
    (
        _("Development and supervision"),
        (Kind.CPD, Kind.SUPERVISION, Kind.OBSERVATION, Kind.SELF, Kind.PEER, Kind.CO_FEEDBACK),
    ),
)


def code_words(kind: str, code: str) -> Any:
    """What a code of a kind says; "" for none."""
    return SPECS[kind].codes.get(code, code)
