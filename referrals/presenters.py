"""Facts of referrals turned into words and rows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, Consent, File, Identity, SafeContact, SourcePaper
from cases.models.case import Face, Side
from referrals.criteria import Effect, Evaluation, Rule, clause, say_finding
from referrals.criteria.flags import REASONS, Flags
from referrals.criteria.rules import EFFECT_LABELS
from referrals.criteria.screening import QUESTIONS, RESULTS, result_of
from referrals.criteria.tryout import TryOut
from referrals.criteria.words import code_label, offence_label, tier_label
from referrals.forms.fields import WAYS
from referrals.forms.referral import EXPLAINED
from referrals.journey.further import REMEDY
from referrals.models import CourtRecord, EligibilityCheck, ImportedRow, Referral, ReferredPerson
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date, upper_first
from rjcase.kernel.smallnumbers import alone, shown

_RESULT_COLOURS = {"eligible": "green", "decision": "yellow", "not_eligible": "orange"}


def source_label(referral: Referral) -> str:
    """Where a referral came from, in words."""
    return code_label(referral.source, "referral_source") if referral.source else _("Not known")


def referral_rows(referral: Referral, case: Case) -> list[Row]:
    """What a referral says of itself; nothing about a victim or an offender."""
    return [
        Row(_("Receipt code"), referral.receipt),
        Row(_("Referred on"), referral.happened_on),
        Row(_("Agency"), referral.agency.name if referral.agency else _("None")),
        Row(_("Source"), source_label(referral)),
        Row(_("How it arrived"), referral.get_channel_display()),
        *_heard_of_us(referral),
        Row(_("Referrer"), referral.referrer_name),
        Row(_("Referrer’s contact"), referral.referrer_contact),
        Row(_("Who asked for restorative justice"), _started(case)),
        Row(_("Explained to the people"), _explained(referral)),
        Row(_("Happened in our area"), referral.get_in_area_display()),
        Row(_("Registered"), _registered(referral)),
        Row(_("Full since"), referral.full_on or _("Not full yet")),
    ]


def origin_rows(origins: Iterable[ImportedRow]) -> list[Row]:
    """Which spreadsheet a case came from, the row, the day, by whom, and what it was called before."""
    rows = []
    for origin in origins:
        words = _("Row %(row)s of the file marked %(mark)s, entered by %(who)s on %(day)s") % {
            "row": origin.number,
            "mark": origin.file_digest[:8],
            "who": origin.by.name,
            "day": say_date(origin.recorded_at),
        }
        rows.append(Row(_("Spreadsheet"), words))
        if origin.old_reference:
            rows.append(Row(_("Old reference"), origin.old_reference))
    return rows


def _heard_of_us(referral: Referral) -> list[Row]:
    """Where somebody who came by themself heard of the scheme (WM-5.5-07); nobody else is asked."""
    if referral.channel != Referral.Channel.SELF:
        return []
    heard = code_label(referral.heard_of_us, "heard_of_us") if referral.heard_of_us else _("Not said")
    return [Row(_("Heard of us from"), heard)]


def _started(case: Case) -> str:
    words = {
        Side.HARMED: _("The person harmed"),
        Side.RESPONSIBLE: _("The person responsible"),
        Side.NEUTRAL: _("Neither, or not known"),
    }
    return words[Side(case.started_by)]


def _explained(referral: Referral) -> list[str]:
    labels = {code: str(label) for code, label in EXPLAINED}
    return [labels.get(code, code) for code in referral.explained]


def _registered(referral: Referral) -> Any:
    if referral.registered_at is None:
        return _("Not registered yet")
    return referral.registered_at


def offence_rows(case: Case) -> list[Row]:
    """The offences of a case as codes and dates."""
    rows = []
    for offence in case.offences.order_by("happened_on", "pk"):
        rows += [
            Row(_("Offence"), offence_label(offence.subgroup or offence.group)),
            Row(_("Date of the offence"), offence.happened_on),
            Row(_("Markers"), [code_label(code, "offence_marker") for code in offence.markers]),
        ]
    return rows or [Row(_("Offence"), offence_label(case.offence_group) if case.offence_group else "")]


def people_cards(files: Iterable[File]) -> list[dict[str, Any]]:
    """One card for each person's file: side, label and what the referral said of them."""
    files = [each for each in files if each.party_id]
    ids = [each.pk for each in files]
    names = {row.file_id: row for row in Identity.objects.filter(file__in=ids)}
    contacts = {row.file_id: row for row in SafeContact.objects.filter(file__in=ids, until_on=None)}
    said = {row.file_id: row for row in ReferredPerson.objects.filter(file__in=ids)}
    court = {row.file_id: row for row in CourtRecord.objects.filter(file__in=ids)}
    agreed = {
        row.file_id: row
        for row in Consent.objects.filter(file__in=ids, purpose=Consent.Purpose.EXPLORE).order_by(
            "recorded_at"
        )
    }
    return [
        {
            "file": file,
            "side": file.side,
            "label": str(file),
            "out_of_court": _is_out_of_court(said.get(file.pk), court.get(file.pk)),
            "rows": [
                *_identity_rows(names.get(file.pk)),
                *_contact_rows(contacts.get(file.pk)),
                *_said_rows(said.get(file.pk), file.side),
                *court_rows(court.get(file.pk)),
                Row(_("Consent to explore"), _consent(agreed.get(file.pk))),
            ],
        }
        for file in files
    ]


def _is_out_of_court(said: ReferredPerson | None, court: CourtRecord | None) -> bool:
    """Whether there is, or may be, a community remedy to tell of."""
    return bool((said and said.disposal in REMEDY) or (court and court.remedy_action))


def _identity_rows(row: Identity | None) -> list[Row]:
    if row is None:
        return [Row(_("Name"), "")]
    labels = {"prison_number": _("Prison number"), "pnc_id": _("PNC ID")}
    return [
        Row(_("Name"), row.name),
        Row(_("Date of birth"), row.date_of_birth),
        Row(_("What would help them take part"), row.needs),
        *(Row(labels.get(key, key), value) for key, value in sorted(row.identifiers.items())),
    ]


def _contact_rows(row: SafeContact | None) -> list[Row]:
    if row is None:
        return [Row(_("Safe ways of making contact"), _("None"))]
    safe = [str(label) for name, label in WAYS.items() if getattr(row, name)]
    return [
        Row(_("Address"), "\n".join(filter(None, (row.address, row.postcode)))),
        Row(_("Phone number"), row.phone),
        Row(_("Email address"), row.email),
        Row(_("Safe ways of making contact"), safe or _("None known")),
        Row(_("Good times, and anything to be careful about"), row.notes),
    ]


def _said_rows(row: ReferredPerson | None, side: str) -> list[Row]:
    if row is None:
        return []
    rows = [
        Row(_("Agreed to be contacted"), row.get_consent_display()),
        *_told(_("Vulnerable"), [code_label(code, "vulnerability") for code in row.vulnerability]),
    ]
    if side == Side.HARMED:
        rows += rights_rows(row)
    if side == Side.RESPONSIBLE:
        rows += [
            Row(_("Prison"), row.custody_place),
            Row(_("Stage in the justice system"), code_label(row.justice_stage, "justice_stage")),
            Row(_("Sentence, order or other outcome"), code_label(row.disposal, "disposal")),
            Row(_("Plea"), row.get_plea_display()),
            Row(_("Accepts responsibility"), row.get_responsibility_display()),
            *_told(_("Approach before training"), row.early_approach and _early(row)),
        ]
    return rows


def _early(row: ReferredPerson) -> str:
    decided = _("%(answer)s, decided by %(person)s on %(day)s: %(why)s")
    day = say_date(row.early_approach_on) if row.early_approach_on else ""
    answer, person = row.get_early_approach_display(), row.early_approach_by
    return decided % {"answer": answer, "person": person, "day": day, "why": row.early_approach_why}


def _told(label: str, value: Any) -> list[Row]:
    """A row, where there is something to tell."""
    return [Row(label, value)] if value else []


def rights_rows(row: ReferredPerson) -> list[Row]:
    """What applies to a victim: footing, contact scheme, bereavement, their view."""
    return [
        *_told(_("How their details came to us"), row.basis and row.get_basis_display()),
        *_told(_("Victim Contact Scheme"), row.contact_scheme and row.get_contact_scheme_display()),
        *_told(_("Victim liaison officer"), row.liaison_officer),
        *_told(
            _("Relationship to the person who died"),
            row.relation_to_deceased and code_label(row.relation_to_deceased, "relation_to_deceased"),
        ),
        *_told(_("Told of restorative justice by"), row.told_of_rj_by),
        *_told(_("Told of it on"), row.told_of_rj_on),
        *_told(_("Asked what they would like to happen"), row.remedy_asked_on),
        *_told(_("What they would like to happen"), row.remedy_view),
    ]


def court_rows(row: CourtRecord | None) -> list[Row]:
    """What courts and probation said of an offender, as far as anything was said."""
    if row is None:
        return []
    result = result_of(row.screening)
    tier = [code_label(row.tier_model, "tier_model"), tier_label(f"{row.tier_model}:{row.tier}")]
    return [
        *_told(_("Result of the five questions"), result and RESULTS[result]),
        *_comments(row.screening),
        *_told(_("Court"), row.court),
        *_told(_("Author of the report"), row.report_author),
        *_told(_("Date of the hearing"), row.hearing_on),
        *_told(_("Seriousness"), row.seriousness and row.get_seriousness_display()),
        *_told(_("Sentence proposed"), row.proposed and code_label(row.proposed, "proposed_sentence")),
        *_told(_("Date of the sentence"), row.sentence_on),
        *_told(_("Requirement"), row.requirement and code_label(row.requirement, "requirement")),
        *_told(_("Months of supervision"), row.supervision_months),
        *_told(_("Our agreement in advance"), row.cooperation_on),
        *_told(_("Agreed for us by"), row.cooperation_by),
        *_told(_("Reparation is a stated purpose"), row.reparation and row.get_reparation_display()),
        *_told(_("Co-defendants"), row.co_defendants and code_label(row.co_defendants, "co_defendants")),
        *_told(_("Tier"), row.tier and tier),
        *_told(_("Date of the tier"), row.tier_on),
        *_told(_("Score for reconviction (OGRS)"), "" if row.ogrs is None else str(row.ogrs)),
        *_told(_("Date of the score"), row.ogrs_on),
        *_told(_("Special status"), [code_label(code, "special_status") for code in row.statuses]),
        *_told(_("Risk of continuing harm"), row.continuing_harm and row.get_continuing_harm_display()),
        *_told(_("Wants to stop offending"), row.wants_to_stop and _("Yes")),
        *_told(_("Finished a programme"), row.finished_programme and _("Yes")),
        *_told(_("Statutory or voluntary"), row.footing and row.get_footing_display()),
        *_told(_("Delivery model"), row.delivery and code_label(row.delivery, "delivery_model")),
        *_told(_("Setting"), row.setting and code_label(row.setting, "delivery_setting")),
        *_told(_("Process meant"), row.process and code_label(row.process, "process_form")),
        *_told(_("Told what it means for them"), row.footing_told_on),
        *_told(_("Community remedy"), row.remedy_action),
        *_told(_("Decided by"), row.remedy_by),
        *_told(_("Conditions of the caution until"), row.caution_until),
        *_told(_("Condition of the caution"), row.is_caution_condition and _("Restorative justice")),
        *_told(_("Notes"), row.notes),
    ]


def _comments(screening: dict[str, Any]) -> list[Row]:
    answers = [(question, screening.get(name) or {}) for name, question in QUESTIONS]
    return [
        Row(question, said.get("comment") or _("Yes"))
        for question, said in answers
        if said.get("answer") == "yes"
    ]


def _consent(row: Consent | None) -> str:
    return str(row.get_decision_display()) if row else _("Not recorded")


def paper_rows(papers: Iterable[SourcePaper]) -> list[Row]:
    """What the agency wrote, as it wrote it."""
    return [Row(paper.get_kind_display(), paper.text) for paper in papers]


def evaluation_view(evaluation: Evaluation) -> dict[str, Any]:
    """A check against the criteria: the result in words and colour, and every reason."""
    return {
        "result": EligibilityCheck.Result(evaluation.result).label,
        "tag_class": f"govuk-tag--{_RESULT_COLOURS[evaluation.result]}",
        "reasons": [(say_finding(each), EFFECT_LABELS[Effect(each.effect)]) for each in evaluation.findings],
        "against": [say_finding(each) for each in evaluation.against],
    }


def published(rules: Iterable[Rule]) -> list[tuple[Any, list[str]]]:
    """The criteria as the public page shows them: for each effect a lead-in and its clauses."""
    leads = (
        (Effect.BLOCKS, _("We cannot take a case on if:")),
        (Effect.DECISION, _("We look at a case with special care, and decide one by one, if:")),
        (Effect.INFORMS, _("It helps us to know if:")),
    )
    rules = list(rules)
    found = [(lead, [clause(rule) for rule in rules if rule.effect == effect]) for effect, lead in leads]
    return [(lead, clauses) for lead, clauses in found if clauses]


def flags_view(case: Case, found: Flags) -> dict[str, Any]:
    """The flags of a case in words, each with its reasons; one that the office ticked may have none."""
    rows = (
        (case.is_sensitive, _("Sensitive"), found.sensitive),
        (case.is_complex, _("Complex"), found.complex),
    )
    return {
        "rows": [(label, [REASONS[each] for each in why]) for is_set, label, why in rows if is_set or why],
        "needs_experience": found.needs_experience,
    }


def tried_view(tried: TryOut) -> dict[str, Any]:
    """What criteria would have done to past cases. Small counts are hidden as in the returns."""
    results = list(EligibilityCheck.Result)
    before = shown([tried.before[each] for each in results])
    after = shown([tried.after[each] for each in results])
    return {
        "cases": tried.cases,
        "changed": alone(tried.changed),
        "results": list(zip((each.label for each in results), before, after, strict=True)),
        "rules": [
            {
                "text": upper_first(clause(each.rule)),
                "effect": EFFECT_LABELS[Effect(each.rule.effect)],
                "meets": alone(each.meets),
                "decides": alone(each.decides),
                "is_new": each.is_new,
            }
            for each in tried.rules
        ],
        "dropped": [upper_first(clause(rule)) for rule in tried.dropped],
    }


def progress_words(face: str, reason: str) -> tuple[str, str]:
    """What a referrer reads: the neutral state, and the coded reason where the scheme said no."""
    said = code_label(reason, "decline_reason") if reason else ""
    return str(Face(face).label), said
