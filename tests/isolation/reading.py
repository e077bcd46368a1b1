"""What an answer says: every word of it, whose words they are, and which cases it names."""

import io
import re
import zipfile
from typing import Any

from pypdf import PdfReader

from rjcase.tenancy.registry import SCHEME_TABLES
from tests.isolation.museum import wall_of
from tests.isolation.planting import WALLS, letters
from tests.isolation.readers import Reader, addresses, expected, place_of
from tests.isolation.routes import routes
from tests.isolation.stage import Stage
from tests.isolation.typed import TABLES

# What is each reader's: letters of `planting.py`, and the cases of `stage.py` and `corners.py`.
REACH = {
    "m": set("hrdejupcbqABCDPQRW"),
    "a": set("hrdejupcbqABCDPQRW"),
    "k": set("hrdejupcbqABCDPQRW"),
    "f": set("hrdejupcACDPQR"),
    "g": set("hdejbABCPQR"),
    "s": set("hrdejcACPQR"),
    "l": set("hdejACPQR"),
    "r": set("ti"),
}
REFERENCE = re.compile(r"\b[A-Z]{3}-\d{4}-\d{4}-[A-Z]\b")
OTHER = {"harmed": "responsible", "responsible": "harmed"}
# What somebody with one side's file may come across (planting.py says what the letters mean).
MAY_READ = {"harmed": set("hjde"), "responsible": set("rjde")}


def words_of(answer: Any) -> str:
    """Everything an answer says: status line to last byte, the insides of PDFs and workbooks too."""
    kind = answer.headers.get("Content-Type", "")
    said = " ".join(f"{name}: {value}" for name, value in answer.items())
    if kind.startswith("application/pdf") and answer.content.startswith(b"%PDF-1"):
        return said + pdf_words(answer.content)
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as inside:
            return said + " ".join(inside.read(name).decode(errors="replace") for name in inside.namelist())
    return said + str(answer.content.decode(errors="replace"))


def pdf_words(content: bytes) -> str:
    """Text, metadata and bookmarks of a PDF."""
    reader = PdfReader(io.BytesIO(content))
    return " ".join(
        [*(page.extract_text() for page in reader.pages), str(reader.metadata), str(reader.outline)]
    )


def come_across(reader: Reader, stage: Stage, letter: str = "") -> dict[str, set[str]]:
    """Every address that opens for a reader, both sides' ids in it: what each answer holds.

    What does not open for them is the one 404, to the byte: `test_matrix.py`.
    """
    found: dict[str, set[str]] = {}
    for route in routes():
        if "scheme" not in route.parts or (letter or reader.letter) not in expected(route).status:
            continue
        for side in ("harmed", "responsible"):
            address = addresses.of(route, place_of(stage, route), side)
            if address not in found:
                found[address] = letters(words_of(reader.send(address)))
    return found


def leaks(found: dict[str, set[str]], allowed: set[str]) -> list[str]:
    """Where something not allowed was come across."""
    return [f"{address}: {sorted(seen - allowed)}" for address, seen in found.items() if seen - allowed]


def rows_in(answer: Any, stage: Stage) -> set[str]:
    """Whose texts stand in an answer, and the letters of the cases that it names."""
    words = words_of(answer)
    return letters(words) | {stage.names.get(found, "W") for found in REFERENCE.findall(words)}


def wrong_rows(reader: Reader, answer: Any, line: Any, stage: Stage) -> str:
    """Where an answer shows other rows than the line of its address says; an empty text if it does not."""
    shown, reach = rows_in(answer, stage), REACH.get(reader.letter, set())
    wanted = line.rows_of.get(reader.letter, line.rows & reach)
    if shown == wanted or (line.at_most and shown <= wanted):
        return ""
    return f"shows {''.join(sorted(shown))}, not {''.join(sorted(wanted))}"


def personal_tables() -> list[str]:
    """Every table with personal texts, and its history; what was typed and not sent, too."""
    return sorted([table for table in SCHEME_TABLES if wall_of(table).kind in WALLS] + TABLES)
