"""The three sets of criteria to begin with: what each says of the same cases, and where they disagree."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from referrals.criteria import PRESETS, CaseFacts, evaluate
from referrals.criteria.presets import OPEN_TO_ALL, PROBATION
from referrals.forms.criteria import initial_of
from referrals.selectors import rules_in_force
from tests.referrals.examples import DAY, case
from tests.referrals.test_criteria import ANSWERS
from tests.world import World, party

TAKEN, DECIDED, OUT = "eligible", "decision", "not_eligible"
_UNDER_18 = {"born": date(2010, 1, 1)}
_UNDER_15 = {"born": date(2014, 1, 1)}


def _marked(*markers: str, **more: Any) -> CaseFacts:
    return case(markers=frozenset(markers), **more)


# What it is, the case, then for each preset the result and the kinds of rule that were found to be true.
TABLE: tuple[tuple[str, CaseFacts, str, str, str, str, str, str], ...] = (
    ("an adult's burglary", case(), TAKEN, "", TAKEN, "", TAKEN, ""),
    # 17.1 and 17.3: ages
    ("a victim of 16", case(victim=_UNDER_18), DECIDED, "victim_age", TAKEN, "victim_age", TAKEN, ""),
    ("a victim of 12", case(victim=_UNDER_15), *(DECIDED, "victim_age"), *(TAKEN, "victim_age") * 2),
    (
        "an offender of 16",
        case(offender=_UNDER_18),
        *(OUT, "offender_age"),
        *(DECIDED, "offender_age"),
        *(TAKEN, "offender_age"),
    ),
    # 17.2: whether an offence alone keeps a case out
    ("a rape", case(group="sexual", subgroup="rape"), DECIDED, "offence", TAKEN, "", TAKEN, ""),
    ("a drugs offence", case(group="drugs", subgroup=""), DECIDED, "offence_outside", TAKEN, "", TAKEN, ""),
    ("violence at home", _marked("domestic"), DECIDED, "marker", TAKEN, "", TAKEN, "marker"),
    ("child abuse", _marked("child_abuse"), OUT, "marker", TAKEN, "", TAKEN, "marker"),
    ("hate crime", _marked("hate"), TAKEN, "", TAKEN, "", TAKEN, ""),
    # 17.4: anti-social behaviour
    ("a quarrel of neighbours", _marked("antisocial"), OUT, "marker", OUT, "marker", TAKEN, ""),
    ("a school matter", _marked("not_crime"), OUT, "marker", OUT, "marker", TAKEN, ""),
    # 17.5: who counts as an offender
    (
        "admitted, not convicted",
        case(offender={"justice_stage": "out_of_court", "plea": "guilty"}),
        *(DECIDED, "stage"),
        *(TAKEN, ""),
        *(TAKEN, ""),
    ),
    (
        "nobody identified",
        case(offender=False),
        *(OUT, "no_offender"),
        *(DECIDED, "no_offender"),
        *(TAKEN, "no_offender"),
    ),
    # The rest
    (
        "no complaint to the police",
        case(offender={"justice_stage": "not_reported"}),
        *(DECIDED, "stage"),
        *(TAKEN, ""),
        *(TAKEN, ""),
    ),
    (
        "denied",
        case(offender={"responsibility": "no"}),
        *(DECIDED, "responsibility"),
        *(DECIDED, "responsibility"),
        *(TAKEN, "responsibility"),
    ),
    ("on trial", case(offender={"plea": "not_guilty"}), OUT, "plea", TAKEN, "", TAKEN, ""),
    ("no victim", case(victim=False), OUT, "victim", OUT, "victim", DECIDED, "victim"),
    (
        "one of five is yes",
        case(offender={"screening": True}),
        DECIDED,
        "screening",
        TAKEN,
        "",
        TAKEN,
        "",
    ),
    ("minor", case(offender={"seriousness": "low"}), OUT, "seriousness", TAKEN, "", TAKEN, ""),
    ("tier 1", case(offender={"tier": "1"}), DECIDED, "tier", TAKEN, "", TAKEN, ""),
    ("tier 2 at risk of custody", case(offender={"tier": "2"}), TAKEN, "", TAKEN, "", TAKEN, ""),
    (
        "tier 1, the victim asked",
        case(offender={"tier": "1"}, started_by="harmed"),
        *(TAKEN, "tier"),
        *(TAKEN, ""),
        *(TAKEN, ""),
    ),
    ("OGRS 24", case(offender={"ogrs": 24}), TAKEN, "ogrs", TAKEN, "", TAKEN, ""),
    ("OGRS 75", case(offender={"ogrs": 75}), TAKEN, "ogrs", TAKEN, "", TAKEN, ""),
    (
        "before sentence, the victim not asked",
        case(offender={"justice_stage": "pre_sentence"}, victim={"consent": "unknown"}),
        *(DECIDED, "unwilling"),
        *(TAKEN, ""),
        *(TAKEN, ""),
    ),
    ("before sentence", case(offender={"justice_stage": "pre_sentence"}), *(TAKEN, "") * 3),
    ("for reparation", case(offender={"reparation": "yes"}), TAKEN, "reparation", TAKEN, "", TAKEN, ""),
    ("elsewhere", case(in_area="no"), TAKEN, "area", DECIDED, "area", TAKEN, ""),
    ("70 years ago", case(happened_on=date(1956, 1, 1)), TAKEN, "", TAKEN, "elapsed", TAKEN, ""),
    ("the victim lives far away", case(victim={"home": "ZE1"}), *(TAKEN, "") * 3),
)
NAMES = ("probation", "force_area", "open")


def _differences(name: str, rules: Any) -> list[str]:
    """What a set of rules says of the table's cases that the table does not say."""
    place = 2 + 2 * NAMES.index(name)
    wrong = []
    for row in TABLE:
        evaluation = evaluate(row[1], rules, DAY)
        found = {finding.rule.kind for finding in evaluation.findings if finding.known}
        if (evaluation.result, found) != (row[place], {row[place + 1]} - {""}):
            wrong.append(f"{row[0]}: {evaluation.result}, {sorted(found)}")
    return wrong


@pytest.mark.requirement("WTE-2.1-01", "WTE-2.1-04", "WTE-2E-01", "WTE-2E-02", "WTE-3.1-02", "NOMS-S-06")
def test_it_decides_as_probation_and_prisons_ask() -> None:
    assert _differences("probation", PROBATION.rules) == []


@pytest.mark.requirement("NOMS-S-08", "WTE-2E-04", "WTE-G-01")
def test_it_looks_at_stage_and_purpose_as_probation_and_prisons_ask() -> None:
    assert _differences("probation", PROBATION.rules) == []
    assert {rule.kind for rule in PROBATION.rules} >= {"unwilling", "reparation", "stage"}


@pytest.mark.requirement("WM-3-03", "WM-5.4-01", "WM-5.4-02", "WM-5.8-01", "WM-3.1-01")
def test_it_decides_as_a_force_area_asks() -> None:
    assert _differences("force_area", PRESETS["force_area"].rules) == []
    assert "offence" not in {rule.kind for rule in PRESETS["force_area"].rules}


@pytest.mark.requirement("CAMB-04", "CAMB-06")
def test_it_decides_as_one_open_to_all_asks() -> None:
    assert _differences("open", OPEN_TO_ALL.rules) == []
    assert not any(rule.effect == "blocks" for rule in OPEN_TO_ALL.rules)


@pytest.mark.parametrize("name", NAMES)
def test_it_would_notice_any_rule_gone_or_its_effect_changed(name: str) -> None:
    rules = PRESETS[name].rules
    for place, rule in enumerate(rules):
        rest = [*rules[:place], *rules[place + 1 :]]
        assert _differences(name, rest), f"nobody misses {rule}"


@pytest.mark.parametrize("name", NAMES)
def test_it_publishes_a_set_to_begin_with_as_it_stands(client: Client, world: World, name: str) -> None:
    client.force_login(world.north.manager)
    listed = client.get("/northshire/criteria/").text
    assert f"?preset={name}" in listed
    assert client.get(f"/northshire/criteria/change/?preset={name}").status_code == 200
    shown = initial_of(PRESETS[name].rules)
    typed = {key: value for key, value in shown.items() if value not in (None, False)}
    dates = {key: value for key, value in ANSWERS.items() if key.startswith(("from_on", "reason"))}
    assert client.post("/northshire/criteria/change/", typed | dates).status_code == 303
    with world.north.at("manager"):
        assert set(rules_in_force()) == set(PRESETS[name].rules)


def test_it_tries_rules_on_past_cases_and_publishes_nothing(client: Client, world: World) -> None:
    for _number in range(6):
        harmed, responsible = party("victim", "Ann", "Harm"), party("offender", "Ben", "Did")
        world.north.refer(harmed, responsible | {"referred": {"plea": "not_guilty"}}, offence_group="drugs")
    client.force_login(world.north.manager)
    answers = {"plea": "informs", "offence_decision": ["drugs", "theft"], "area": "decision"}
    page = client.post("/northshire/criteria/change/", answers | {"try": "1"}).text
    text = " ".join(page.split())
    assert "Tried on the 7 newest cases." in text
    assert "result than under the criteria in force: 7." in text
    assert "Enter reason for the change" not in text
    rows = [" ".join(row.split("</tr>")[0].split()) for row in page.split("<tr ")]
    drugs = next(row for row in rows if "The offence is one of these: Drug offences, Theft offences" in row)
    assert drugs.count(">7<") == 2  # met by all, and it decides all
    plea = next(row for row in rows if "pleaded not guilty" in row)
    assert plea.count(">6<") == 1
    assert plea.count(">0<") == 1
    out = next(row for row in rows if ">Not eligible<" in row)  # 6, which the total would give away
    assert (out.count("[c]"), out.count(">0<")) == (1, 1)
    assert next(row for row in rows if ">Needs a decision<" in row).count(">7<") == 1
    assert next(row for row in rows if ">Eligible<" in row).count("[c]") == 1  # the one case of the world
    with world.north.at("manager"):
        assert {rule.kind for rule in rules_in_force()} >= {"victim", "responsibility"}
    wrong = client.post(
        "/northshire/criteria/change/", {"offender_age": "blocks", "ogrs": "informs", "try": "1"}
    )
    for message in ("Enter the age", "Enter the lowest score", "Enter the highest score"):
        assert wrong.text.count(message) == 2, message
    client.force_login(world.north.admin)
    assert client.post("/northshire/criteria/change/", answers | {"try": "1"}).status_code == 404
