"""Names brought to one form, and the tokens by which people are searched.

A search finds a person whose tokens begin with each word typed. "O'Brien" is filed under obrien, o
and brien, "Smith-Jones" under smithjones, smith and jones, so it is found however it is typed.
"""

import re
import unicodedata

# Letters that carry no separable accent, so that decomposing leaves them as they are.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŋ": "ng",
    }
)
_HYPHEN = re.compile(r"[-\u2010-\u2015]")
_LETTERS = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """Text without case, accents, ligatures, invisible characters or exotic widths.

    Spaces, digits and punctuation stay. Two texts that a reader would call the same fold alike.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    visible = "".join(
        each
        for each in decomposed
        if unicodedata.category(each)[0] != "M" and unicodedata.category(each) != "Cf"
    )
    return visible.translate(_PLAIN)


def words(text: str) -> list[str]:
    """The runs of letters of a text, folded, in order: "Zoë O'Brien" gives zoe, o, brien."""
    return _LETTERS.findall(fold(text))


def search_tokens(name: str) -> list[str]:
    """The tokens under which a name is filed: each run of letters, and each word joined. Sorted.

    A word with a hyphen is filed under its halves too: "O'Brien-Smith" under obrien.
    """
    typed = fold(name).split()
    halves = [half for word in typed for half in _HYPHEN.split(word)]
    joined = {"".join(words(part)) for part in (*typed, *halves)}
    return sorted({*words(name), *joined} - {""})


def query_tokens(typed: str) -> list[str]:
    """The prefixes to look up for what somebody typed into a search: one per word, joined.

    A person is found when every one of them begins one of the person's `search_tokens`.
    """
    tokens = ("".join(words(part)) for part in fold(typed).split())
    return list(dict.fromkeys(token for token in tokens if token))


def matches(name: str, typed: str) -> bool:
    """Whether a search for `typed` finds `name`. Nothing typed finds nobody."""
    filed, wanted = search_tokens(name), query_tokens(typed)
    return bool(wanted) and all(any(token.startswith(prefix) for token in filed) for prefix in wanted)
