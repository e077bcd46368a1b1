"""The words of the field and their other names, so that a search finds each by any of them (MOJ-A-02)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Term:
    """A word, what it means, and what else people call it."""

    word: str
    meaning: str
    other_names: tuple[str, ...] = ()

    def is_named(self, asked: str) -> bool:
        """Whether a search holds this word's name, or another name of it."""
        return any(asked.casefold() in name.casefold() for name in (self.word, *self.other_names))

    def mentions(self, asked: str) -> bool:
        """Whether all that a search says stands somewhere in the entry."""
        said = " ".join((self.word, self.meaning, *self.other_names)).casefold()
        return all(each in said for each in asked.casefold().split())


def terms() -> list[Term]:
    """All words in alphabetical order of the language of the page."""
    return sorted((*_field(), *_people(), *_work()), key=lambda term: term.word.casefold())


def find(asked: str) -> list[Term]:
    """The words that are named so; where none is, those whose entry mentions all that was asked."""
    every = terms()
    return [term for term in every if term.is_named(asked)] or [
        term for term in every if term.mentions(asked)
    ]


def _names(said: str) -> tuple[str, ...]:
    """Other names, written in one text so that each language has as many as it needs."""
    return tuple(name.strip() for name in said.split(",") if name.strip())


def _field() -> tuple[Term, ...]:
    return (
        Term(
            _("Restorative justice"),
            _(
                "The process that brings those harmed by crime, and those responsible for the harm, into "
                "communication, so that everyone affected can play a part in repairing the harm and finding "
                "a positive way forward. Its core is the dialogue between them. The word is used in the "
                "justice system: police, courts, prison, probation."
            ),
            _names(_("RJ, victim-offender mediation, VOM, justice that repairs")),
        ),
        Term(
            _("Restorative process"),
            _("The same kind of dialogue outside the justice system: in schools, homes, work or the street."),
            _names(_("restorative meeting at school, restorative process at work, circle")),
        ),
        Term(
            _("Restorative practice"),
            _("The whole field: all that builds relations and repairs them, inside and outside justice."),
            _names(_("restorative practices, RP, restorative work")),
        ),
        Term(
            _("Restorative principles"),
            _("What all of it rests on: it is voluntary, safe, respectful, neutral, and open to everybody."),
            _names(_("values, principles of restorative practice")),
        ),
        Term(
            _("Restorative approaches"),
            _("Working in the spirit of those principles day by day, also where no harm was done."),
            _names(_("restorative approach, restorative culture")),
        ),
        Term(
            _("Restorative interventions"),
            _("Steps taken after harm that use restorative skills, from a talk on the spot to a conference."),
            _names(_("street RJ, community resolution, level 1, restorative intervention")),
        ),
        Term(
            _("Restorative activities"),
            _("Work that makes amends without the person harmed, like awareness courses or unpaid work."),
            _names(_("reparation, victim awareness, restorative activity, indirect reparation")),
        ),
    )


def _people() -> tuple[Term, ...]:
    return (
        Term(
            _("Person harmed"),
            _("Anybody who was harmed or otherwise affected by a crime."),
            _names(_("victim, harmed person, survivor, complainant")),
        ),
        Term(
            _("Person responsible"),
            _("Somebody who accepts that they harmed others by a crime."),
            _names(_("offender, harmer, perpetrator, defendant")),
        ),
        Term(
            _("Facilitator"),
            _("The trained person who prepares everybody, leads the meeting or carries messages."),
            _names(_("practitioner, mediator, RJ worker, keeper")),
        ),
        Term(
            _("Supporter"),
            _("Somebody whom a person brings along to be at their side."),
            _names(_("friend, family member, companion")),
        ),
    )


def _work() -> tuple[Term, ...]:
    return (
        Term(
            _("Conference"),
            _("A prepared meeting of the people concerned, led by a facilitator."),
            _names(_("face-to-face meeting, direct RJ, restorative justice conference")),
        ),
        Term(
            _("Indirect communication"),
            _("Letters, recordings or messages that the facilitator carries from one person to the other."),
            _names(_("shuttle mediation, indirect RJ, go-between, letter of apology")),
        ),
        Term(
            _("Outcome agreement"),
            _("What people agreed to do, written down and followed up."),
            _names(_("outcome plan, contract, agreement")),
        ),
        Term(
            _("Referral"),
            _("Asking this service to look at a case, for somebody else or for oneself."),
            _names(_("self-referral, application, request")),
        ),
    )
