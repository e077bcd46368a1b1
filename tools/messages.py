"""The Welsh catalogue: finds the texts of the public pages, and compiles what was translated.

`make messages` adds new texts to `locale/cy/LC_MESSAGES/django.po`, each without a translation yet, and
writes the compiled `django.mo` beside it. Plain Python: neither needs gettext's programs.
"""

import ast
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
# Files all of whose texts a stranger may read on a page that stands in Welsh too.
SOURCES = (
    "templates/base.html",
    "templates/public.html",
    "templates/errors/*.html",
    "templates/referrals/ask_us.html",
    "templates/referrals/guest/*.html",
    "templates/referrals/public/*.html",
    "templates/referrals/published.html",
    "templates/referrals/self/*.html",
    "templates/web/about/*.html",
    "templates/web/accounts/forgot.html",
    "templates/web/accounts/forgot_sent.html",
    "templates/web/accounts/proof.html",
    "templates/web/accounts/sign_in.html",
    "templates/web/front.html",
    "templates/designsystem/header.html",
    "templates/designsystem/languages.html",
    "templates/designsystem/service_navigation.html",
    "referrals/criteria/words.py",
    "referrals/forms/fields.py",
    "referrals/forms/visitor.py",
    "referrals/glossary.py",
    "referrals/journey/route_map.py",
    "referrals/journey/visitor.py",
    "referrals/pages/guests.py",
    "referrals/pages/public.py",
    "referrals/pages/visitor.py",
    "rjcase/designsystem/boundfield.py",
    "rjcase/designsystem/fields.py",
    "rjcase/designsystem/messages.py",
    "rjcase/designsystem/templatetags/frame.py",
    "rjcase/web/about.py",
    "rjcase/web/accounts/sign_in.py",
    "rjcase/web/context.py",
    "rjcase/web/errors.py",
    "rjcase/web/front.py",
)
# Code lists whose words stand in published criteria, in a self-referral or in what a guest is told.
CODE_LISTS = (
    "offence_group",
    "offence_subgroup",
    "offence_marker",
    "justice_stage",
    "special_status",
    "tier_1_4",
    "tier_2020",
    "tier_2026",
    "heard_of_us",
    "decline_reason",
)
# Texts of files that are mostly for staff.
OTHERS = {
    "rjcase/designsystem/summary.py": ("Change",),
    "rjcase/designsystem/words.py": (
        "an answer",
        "Not provided",
        "%(date)s at %(time)s",
        "midnight",
        "midday",
    ),
    "rjcase/web/accounts/password.py": (
        "The address that you sign in with.",
        "Choose a new password",
        "Check your e-mail",
    ),
    "rjcase/web/accounts/proof.py": (
        "Enter your security code",
        "Security code",
        "The 6 digits that your app shows, or one of your recovery codes.",
        "The security key did not answer. Try again",
        "Security code is not right, or was used before",
    ),
    "cases/models/case.py": (
        "Received",
        "Accepted: a facilitator will be in touch",
        "In progress",
        "Follow-up",
        "Not taken forward",
        "Did not go ahead",
        "Completed",
    ),
    "referrals/forms/guests.py": (
        "Your work email address",
        "We send a link that opens one referral form.",
    ),
    "rjcase/kernel/identifiers.py": ("Enter a full UK postcode, such as NR1 3JU",),
    "referrals/presenters.py": (
        "We cannot take a case on if:",
        "We look at a case with special care, and decide one by one, if:",
        "It helps us to know if:",
    ),
}
_CALLS = {"_", "gettext", "gettext_lazy"}
_BETWEEN = "\x04"  # a context and its text, as gettext keys them
_CALL = re.compile(r"\b(?:gettext|_)\(")


def texts() -> dict[str, str]:
    """Every text of the public sources with the file it was first found in."""
    found: dict[str, str] = {}
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            for text in _of_python(path) if path.suffix == ".py" else _of_template(path):
                found.setdefault(text, str(path.relative_to(ROOT)))
    for place, said in (*OTHERS.items(), *_of_codes()):
        for text in said:
            found.setdefault(text, place)
    return found


def _of_codes() -> Iterator[tuple[str, list[str]]]:
    """The words of code lists; "A0" and its like are the same in every language."""
    import django
    from django.utils import translation

    django.setup()
    from rjcase.kernel.codelists import codelist

    with translation.override(None):
        for name in CODE_LISTS:
            listed = codelist(name)
            words = [str(listed.label(each.code)) for each in listed.codes]
            yield f"the code list {name}", [text for text in words if text.upper() != text]


def _of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if getattr(node.func, "id", "") in _CALLS:
            yield str(ast.literal_eval(node.args[0]))
        elif getattr(node.func, "id", "") == "pgettext":
            yield _BETWEEN.join(str(ast.literal_eval(each)) for each in node.args)


def _of_template(path: Path) -> Iterator[str]:
    """The texts of a template, which Django rewrites as calls of gettext."""
    from django.utils.translation.template import templatize

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in _CALL.finditer(source):
        yield _first_text(source[call.end() :])


def _first_text(source: str) -> str:
    """The text that a call begins with; strings that stand beside each other are one."""
    for end in (place.end() for place in re.finditer(r"\)", source)):
        try:
            return str(ast.literal_eval("(" + source[:end].lstrip()))
        except (SyntaxError, ValueError):
            continue
    raise ValueError(f"No text in {source[:60]!r}")


def read(text: str) -> dict[str, str]:
    """The translations of a catalogue; refuses what we do not use (plurals, fuzzy entries)."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    word = ""
    for number, line in enumerate((*text.splitlines(), ""), start=1):
        if line.startswith("#,") or re.match(r"msgid_plural|msgstr\[", line):
            raise ValueError(f"Line {number}: flags and plurals are not used in this catalogue")
        if line.startswith("#"):
            continue
        if not line:
            if parts:
                _add(found, parts, number)
            parts, word = {}, ""
        elif match := re.match(r'(msgctxt|msgid|msgstr) (".*")$', line):
            word = match[1]
            parts[word] = ast.literal_eval(match[2])
        elif word and line.startswith('"'):
            parts[word] += ast.literal_eval(line)
        else:
            raise ValueError(f"Line {number} is none of a catalogue: {line!r}")
    return found


def _add(found: dict[str, str], entry: dict[str, str], number: int) -> None:
    key = _BETWEEN.join(entry[name] for name in ("msgctxt", "msgid") if name in entry)
    if set(entry) - {"msgctxt"} != {"msgid", "msgstr"} or key in found:
        raise ValueError(f"The entry that ends on line {number} is not whole, or stands there twice")
    found[key] = entry["msgstr"]


def compiled(catalogue: dict[str, str]) -> bytes:
    """The catalogue as gettext reads it: sorted, and without what is not translated yet."""
    rows = sorted((key.encode(), said.encode()) for key, said in catalogue.items() if said)
    table, keys, said = 28, b"", b""
    for key, text in rows:
        keys, said = keys + key + b"\0", said + text + b"\0"
    at_keys = table + 16 * len(rows)
    at_said = at_keys + len(keys)
    first, second = b"", b""
    for key, text in rows:
        first += struct.pack("<II", len(key), at_keys)
        second += struct.pack("<II", len(text), at_said)
        at_keys, at_said = at_keys + len(key) + 1, at_said + len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), table, table + 8 * len(rows), 0, 0)
    return head + first + second + keys + said


def entry(text: str, said: str, place: str) -> str:
    """A text and its translation as a catalogue writes them."""
    context, between, alone = text.rpartition(_BETWEEN)
    lead = f"msgctxt {quoted(context)}\n" if between else ""
    return f"\n#: {place}\n{lead}msgid {quoted(alone)}\nmsgstr {quoted(said)}\n"


def quoted(text: str) -> str:
    """A text as a catalogue writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> None:
    """Add what is new to the catalogue and compile it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    known = read(CATALOGUE.read_text(encoding="utf-8"))
    new = {text: place for text, place in texts().items() if text not in known}
    with CATALOGUE.open("a", encoding="utf-8") as file:
        for text, place in new.items():
            file.write(entry(text, "", place))
    catalogue = read(CATALOGUE.read_text(encoding="utf-8"))
    COMPILED.write_bytes(compiled(catalogue))
    missing = sum(not said for said in catalogue.values())
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(catalogue)} texts, {len(new)} new, {missing} to translate")


if __name__ == "__main__":
    main()
