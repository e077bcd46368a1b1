"""Telling one story: every step done by the person whose work it is, on the day it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from agreements.models import AgreementParty
from agreements.services.agree import Signature, Wish, agree
from agreements.services.close_case import Leaver, close_case, close_early
from agreements.services.draft_agreement import ItemTerms, Terms, save_item, start_agreement
from agreements.services.give_copies import Copy, give_copies
from agreements.services.record_progress import record_progress
from agreements.services.update_victim import update_victim
from assessments.questions import questions_for
from assessments.services.decide_risk import approve_risk
from assessments.services.record_needs import record_age, record_needs
from assessments.services.record_suitability import record_suitability
from assessments.services.write_risk import save_risk, submit_risk
from cases.models import Case, Explanation, File
from cases.selectors import party_files
from cases.services.allocation import answer_offer, offer_case
from cases.services.consents import record_consent
from cases.services.contacts import log_contact
from cases.services.explanations import record_explained
from cases.services.perform import perform
from conferences.models import Process
from conferences.services.messages import check_message, deliver_message, write_message
from conferences.services.open_process import open_process
from conferences.services.plan_process import plan_process
from conferences.services.take_steps import begin_process, complete_process, finish_exchange, hold_conference
from conferences.services.write_down import record_feedback, save_write_up
from referrals.models import Agency, Referral
from referrals.services.eligibility import accept_referral, decide_eligibility
from referrals.services.enter_referral import enter_referral
from referrals.services.full import register_referral, start_first_contact
from rjcase.access.actors import Actor, actor_for
from rjcase.access.models import User
from rjcase.kernel.clock import LONDON, now, telling, today
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.names import person
from rjcase.web.demo.people import email_of
from rjcase.web.demo.stories import OPEN_STAGES, Story

NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


class Teller:
    """Tells one story to its end in one scheme."""

    def __init__(self, scheme: Scheme, story: Story, number: int) -> None:
        self.scheme, self.story, self.number = scheme, story, number
        self.began = today() - timedelta(days=story.days)
        self.case: Case

    # --- Who and when ------------------------------------------------------------------------------
    @contextmanager
    def on(self, day: int, who: str) -> Iterator[Actor]:
        """Act as a person on a day of the story; never later than now."""
        evening = datetime.combine(self.began + timedelta(days=day), time(18, 15), LONDON)
        user = User.objects.get(email=email_of(who, self.scheme.slug))
        with telling(min(evening, now())), acting(self.scheme, user, why="demo"):
            yield actor_for(user)

    def length(self, share: float) -> int:
        """A day of the story, as a share of how long it has been going on."""
        return round(min(self.story.days, 75) * share)

    def files(self) -> list[File]:
        return party_files(self.case)

    def reaches(self, stage: str) -> bool:
        """Whether the story gets this far."""
        if self.story.until == "closed":
            return not self.story.ending or stage in ("eligible", "allocated", "preparing")
        return OPEN_STAGES.index(self.story.until) >= OPEN_STAGES.index(stage)

    # --- The story ------------------------------------------------------------------------------------
    def tell(self) -> None:
        """Tell it, step by step, as far as it goes."""
        self.refer()
        for stage, step in (
            ("eligible", self.accept),
            ("allocated", self.allocate),
            ("preparing", self.prepare),
            ("ready", self.confirm),
            ("in_process", self.meet),
            ("following_up", self.follow_up),
        ):
            if self.reaches(stage):
                step()
        if self.story.ending:
            self.end_early()
        elif self.story.until == "closed":
            self.close()

    def refer(self) -> None:
        story = self.story
        people = [("victim", "harmed")] * story.victims + [("offender", "responsible")] * story.offenders
        parties = [
            person(self.number, index, role, side, young="young victim" in story.special and role == "victim")
            for index, (role, side) in enumerate(people)
        ]
        with self.on(0, "referrer") as me:
            agency = Agency.objects.get(kind="police")
            receipt = enter_referral(
                {
                    "id": str(uuid5(NAMESPACE, f"{self.scheme.slug} {self.number}")),
                    "channel": "form",
                    "agency": str(agency.pk),
                    "source": story.source,
                    "kind": "community",
                    "happened_on": self.began,
                    "full_on": self.began,
                    "referrer_name": me.user.name,
                    "started_by": story.started_by,
                    "offence_group": story.group,
                    "is_custody": "custody" in story.special,
                    "is_court_ordered": "court-ordered" in story.special,
                    "offences": [{"group": story.group, "happened_on": self.began - timedelta(days=40)}],
                    "papers": [
                        {"kind": "circumstances", "text": "A made-up incident, for showing the program."}
                    ],
                    "parties": parties,
                }
            )
            start_first_contact(self.scheme, receipt.case_id, self.began)
        with self.on(0, "admin"):
            self.case = Case.objects.get(pk=receipt.case_id)

    def accept(self) -> None:
        with self.on(1, "admin") as me:
            referral = Referral.objects.get(case=self.case)
            register_referral(
                actor=me,
                referral=referral,
                source=self.story.source,
                happened_on=self.began,
                started_by=self.story.started_by,
                is_sensitive=self.story.group == "violence",
                is_complex=self.story.victims + self.story.offenders > 2,
                in_area="yes",
            )
        with self.on(1, "manager") as me:
            try:
                accept_referral(actor=me, case=self.case)
            except DomainError:
                decide_eligibility(
                    actor=me, case=self.case, decision="accept", reason="Discussed and taken on."
                )
                accept_referral(actor=me, case=self.case)

    def allocate(self) -> None:
        who = self.story.facilitator
        with self.on(1, "manager") as me:
            worker = User.objects.get(email=email_of(who, self.scheme.slug))
            offer = offer_case(
                self.case, actor=me, user_id=worker.pk, sides="both", override="Works it with a colleague."
            )
        with self.on(2, who) as me:
            answer_offer(offer, actor=me, answer="accepted")

    def prepare(self) -> None:
        who = self.story.facilitator
        ready = self.reaches("ready")
        with self.on(3, who) as me:
            for file in sorted(self.files(), key=lambda file: file.side != self.story.started_by):
                if file.side == "responsible" and self.story.started_by == "responsible":
                    self._find_suitable(file, me)
                self._call(file, me)
                self._consent(file, me, "explore", "verbal")
                record_explained(
                    file,
                    actor=me,
                    topics=Explanation.Topic.values,
                    happened_on=today(),
                    social_media="Agreed that nobody records or posts anything.",
                )
        if not ready:
            return
        with self.on(self.length(0.2), who) as me:
            risks = [self._assess(file, me) for file in self.files()]
        with self.on(self.length(0.3), "manager") as me:
            for risk in risks:
                approve_risk(risk, me, note="Agreed.")

    def _call(self, file: File, me: Actor) -> None:
        log_contact(
            file,
            actor=me,
            happened_at=now() - timedelta(hours=8),
            method="phone",
            direction="out",
            result="reached",
            note="Explained what taking part means. Asked for time to think.",
        )

    def _consent(self, file: File, me: Actor, purpose: str, form: str) -> None:
        record_consent(
            file,
            actor=me,
            purpose=purpose,
            decision="given",
            form=form,
            happened_on=today(),
            explained_on=today(),
        )

    def _find_suitable(self, file: File, me: Actor) -> None:
        offender = file.side == "responsible"
        record_suitability(
            file,
            me,
            decision="suitable",
            reasons="Understands what taking part asks of them.",
            responsibility="yes" if offender else "",
            own_words="I know it was me who did it." if offender else "",
            wishes="" if offender else "To ask why, and to hear that it will not happen again.",
        )

    def _assess(self, file: File, me: Actor) -> Any:
        self._find_suitable(file, me)
        record_needs(file, me, has_needs=False)
        young = "young victim" in self.story.special and file.side == "harmed"
        record_age(
            file,
            me,
            finding="permitted" if young else "adult",
            guardian="A parent" if young else "",
            relationship="Parent" if young else "",
        )
        self._consent(file, me, "take_part", "written")
        self._consent(file, me, "share", "written")
        role = file.party.role if file.party else ""
        answers = {q.code: {"answer": "no" if q.risky == "yes" else "yes"} for q in questions_for(role)}
        risk = save_risk(
            file,
            me,
            answers=answers,
            is_consent_free=True,
            level="low",
            level_reasons="Calm, supported and prepared.",
        )
        return submit_risk(risk, me)

    def confirm(self) -> None:
        with self.on(self.length(0.35), self.story.facilitator) as me:
            perform("confirm_ready", self.case, me)

    def meet(self) -> None:
        who, direct = self.story.facilitator, self.story.kind == "conference"
        with self.on(self.length(0.4), who) as me:
            process = open_process(
                actor=me,
                case=self.case,
                kind=self.story.kind,
                files=self.files(),
                why_indirect="" if direct else "choice",
            )
            if direct:
                at = datetime.combine(self.began + timedelta(days=self.length(0.5)), time(14, 0), LONDON)
                plan_process(
                    actor=me,
                    process=process,
                    starts_at=at,
                    place="The Old Library, Market Square",
                    running_order="Welcome. Each person in turn. What was agreed.",
                )
            begin_process(actor=me, process=process)

    def follow_up(self) -> None:
        with self.on(self.length(0.5), self.story.facilitator) as me:
            process = Process.objects.get(case=self.case)
            if process.is_meeting:
                at = now() - timedelta(hours=4)
                hold_conference(
                    actor=me, process=process, held_at=at, ended_at=at + timedelta(hours=1), came=self.files()
                )
            else:
                self._exchange(process, me)
            save_write_up(
                actor=me,
                process=process,
                sign=True,
                outcome="agreement" if process.is_meeting else "no_agreement",
                background="A made-up incident.",
                dynamics="Both listened.",
            )
            complete_process(actor=me, case=self.case)
            if process.is_meeting:
                self._agree(process, me)

    def _exchange(self, process: Process, me: Actor) -> None:
        sides = {file.side: file.party for file in self.files()}
        message = write_message(
            actor=me,
            process=process,
            from_party=sides["responsible"],
            to_party=sides["harmed"],
            medium="writing",
            text="I am sorry for what I did. I have thought about it every day.",
            written_on=today(),
        )
        check_message(actor=me, message=message, text=message.text)
        deliver_message(actor=me, message=message, delivered_at=now() - timedelta(hours=3))
        finish_exchange(actor=me, process=process)

    def _agree(self, process: Process, me: Actor) -> None:
        sides = {file.side: file.party for file in self.files()}
        draft = start_agreement(
            process.joint,
            Terms(made_on=today(), monitor="facilitator", updates_until=today() + timedelta(days=200)),
            dict.fromkeys(sides.values(), ""),
            actor=me,
        )
        item = ItemTerms(
            kind="action",
            what="Write a letter that says what has changed",
            type="apology_letter",
            owner=sides["responsible"],
            due_on=today() + timedelta(days=14),
            may_tell_victim=True,
        )
        save_item(draft, item, actor=me)
        parts = AgreementParty.objects.filter(agreement=draft)
        agree(
            draft,
            actor=me,
            agreed_on=today(),
            signatures={part.pk: Signature("paper", today()) for part in parts},
            wishes={sides["harmed"].pk: Wish(True, today(), today() + timedelta(days=21))},
        )

    def close(self) -> None:
        """Feedback, copies, the item, the update to the victim, and the end."""
        with self.on(self.length(0.6), self.story.facilitator) as me:
            process = Process.objects.get(case=self.case)
            for file in self.files():
                record_feedback(
                    actor=me,
                    file=file,
                    process=process,
                    happened_on=today(),
                    how="phone",
                    satisfaction=4 + self.number % 2,
                    would_recommend=True,
                )
            if process.is_meeting:
                self._settle(process, me)
        with self.on(self.length(0.9), "manager") as me:
            close_case(self.case, actor=me, note="All done.", happened_on=today())

    def _settle(self, process: Process, me: Actor) -> None:
        from agreements.models import AgreementItem, OutcomeAgreement

        agreement = OutcomeAgreement.objects.get(file=process.joint)
        parts = AgreementParty.objects.filter(agreement=agreement)
        give_copies(agreement, {part.pk: Copy("handed", today()) for part in parts}, actor=me)
        item = AgreementItem.objects.get(agreement=agreement)
        record_progress(item, actor=me, state="done", settled_on=today(), evidence="Seen by the facilitator.")
        victim = next(file for file in self.files() if file.side == "harmed")
        update_victim(
            agreement,
            victim,
            actor=me,
            items=[item.pk],
            happened_at=now() - timedelta(hours=2),
            method="phone",
            reaction="Glad to hear it.",
        )

    def end_early(self) -> None:
        reason = self.story.ending
        side = "harmed" if reason.endswith("victim") else "responsible"
        with self.on(self.length(0.5), "manager") as me:
            leaver = next((file for file in self.files() if file.side == side), None)
            needs_leaver = reason.startswith("withdrawn_")
            close_early(
                self.case,
                actor=me,
                reason=reason,
                happened_on=today(),
                leaver=Leaver(file=leaver) if needs_leaver and leaver else None,
            )
