"""Names brought to one form and searched by prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.names import fold, matches, query_tokens, search_tokens, words

names = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Zoë O'Brien", ["brien", "o", "obrien", "zoe"]),
        ("O\u2019Brien", ["brien", "o", "obrien"]),
        ("Smith-Jones", ["jones", "smith", "smithjones"]),
        ("Siân Gŵyr", ["gwyr", "sian"]),
        ("Łukasz Żółć", ["lukasz", "zolc"]),
        ("Søren Strauß", ["soren", "strauss"]),
        ("Ngũgĩ wa Thiong'o", ["ngugi", "o", "thiong", "thiongo", "wa"]),
        ("Иван", ["иван"]),
        ("  ", []),
        ("42", []),
    ],
)
def test_it_files_a_name_under_every_way_of_typing_it(name: str, tokens: list[str]) -> None:
    assert search_tokens(name) == tokens


@pytest.mark.parametrize(
    "typed", ["obrien", "O'Brien", "o brien", "brien zoe", "ZOE OBR", "Zoë", "zo o'b", "o\u2019brien, zoe"]
)
def test_it_finds_a_person_however_typed(typed: str) -> None:
    assert matches("Zoë O'Brien", typed)


@pytest.mark.parametrize("typed", ["", " ", "-", "rien", "zoe smith", "zoeobrien", "obriens"])
def test_it_does_not_find_everybody(typed: str) -> None:
    assert not matches("Zoë O'Brien", typed)


def test_it_looks_up_each_word_typed_once() -> None:
    assert query_tokens("Smith-Jones  Ann ann") == ["smithjones", "ann"]


@given(st.lists(names, min_size=1, max_size=4))
def test_it_finds_every_name_by_its_words_in_any_order_and_case(parts: list[str]) -> None:
    name = " ".join(parts)
    typed = " ".join(reversed(parts)).upper()
    # Upper case of some letters cannot be undone; what folds to the same words is found.
    if sorted(words(typed)) == sorted(words(name)) and words(name):
        assert matches(name, typed)
    assert not words(name) or matches(name, name)


@given(st.text())
def test_it_folds_a_folded_text_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert search_tokens(fold(text)) == search_tokens(text)
