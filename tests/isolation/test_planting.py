"""The planting itself: nothing personal is left without its marker."""

import pytest

from rjcase.tenancy.registry import SCHEME_TABLES
from tests.isolation.museum import wall_of
from tests.isolation.planting import personal_models, text_columns
from tests.isolation.stage import Stage
from tests.isolation.typed import TABLES, TYPED

pytestmark = pytest.mark.django_db


def test_it_plants_every_text_of_every_table_with_a_file(stage: Stage) -> None:
    """Every text column of both sides' files, so that a column is covered the day it is born."""
    marked: dict[tuple[str, str], set[str]] = {}
    for word, where in stage.marks.words.items():
        marked.setdefault(where, set()).add(word[2])
    for model in personal_models():
        for field in text_columns(model):
            found = marked.get((model._meta.db_table, field.name), set())
            assert found & set("rjupcd"), f"{model._meta.db_table}.{field.name} holds no marker"
            assert found >= {"b", "s"}
    assert len(stage.marks.words) > 300


def test_it_plants_what_was_typed_and_not_sent(stage: Stage) -> None:
    """Drafts, visitors' answers, enquiries: every table that holds words of people and hangs from no file."""
    marked = {(table, word[2]) for word, (table, _column) in stage.marks.words.items()}
    for model, letter in TYPED.items():
        assert {(model._meta.db_table, letter), (model._meta.db_table, "s")} <= marked
    apart = {"private", "visitor", "desk"}
    others = [table for table in SCHEME_TABLES if wall_of(table).kind in apart and table not in TABLES]
    assert sorted(others) == sorted(HOLD_NO_WORDS), "mark its words in tests/isolation/typed.py"


# An agency's system: digests alone. Answers about equality: codes. The envelopes: whose draft, since when.
HOLD_NO_WORDS = [
    "practitioners_equalityanswers",
    "referrals_apirequest",
    "referrals_guestdraft",
    "referrals_referraldraft",
    "referrals_visitordraft",
]
