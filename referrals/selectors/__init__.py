"""Reads of referrals. All go through the walls: what the actor may not see is simply not there."""

from referrals.selectors.checks import (
    ages_against,
    criteria_in_force,
    criteria_versions,
    evaluate_case,
    latest_check,
    past_facts,
    rules_in_force,
)
from referrals.selectors.facts import facts_of, facts_of_cases
from referrals.selectors.flags import flags_of
from referrals.selectors.intake import intake_settings
from referrals.selectors.referrals import (
    cases_once_called,
    first_referral,
    my_agencies,
    my_drafts,
    my_files,
    origins_of,
    our_progress,
    our_referrals,
    referrals_of,
)

__all__ = [
    "ages_against",
    "cases_once_called",
    "criteria_in_force",
    "criteria_versions",
    "evaluate_case",
    "facts_of",
    "facts_of_cases",
    "first_referral",
    "flags_of",
    "intake_settings",
    "latest_check",
    "my_agencies",
    "my_drafts",
    "my_files",
    "origins_of",
    "our_progress",
    "our_referrals",
    "past_facts",
    "referrals_of",
    "rules_in_force",
]
