"""The planting itself: nothing personal is left without its marker."""

import pytest

from tests.isolation.planting import personal_models, text_columns
from tests.isolation.stage import Stage

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
