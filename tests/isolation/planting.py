"""A marker in every personal text: found through the catalogue, so a column is in it when it is born.

Every table whose wall hangs from a file (or from both sides of a case) gets at least one row for each
file it fits, and every text column of every row a word of its own that occurs nowhere else. A letter
in the word says where it may be read:

h, r  the victim's and the offender's file of case A     d, e  disclosed from r to h, from h to r
j     parts of A's joint file that both were given       u     parts of it that nobody was given
p     A's source papers                                  c     for those who hold both sides of A
      (and so in the other cases that stand as A does)
b, s  anything of case B, and of the other scheme's
t, v, q  typed and not sent, an enquiry: `typed.py`
"""

import json
import re
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from cases.models import Case, Disclosure, File, Party
from rjcase.access.models import User
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy.context import maintenance
from rjcase.tenancy.declarations import Wall
from rjcase.tenancy.registry import SCHEME_TABLES
from tests.isolation.museum import wall_of
from tests.isolation.places import Place
from tests.isolation.typed import Typed

WALLS = {"file", "received", "passed_on", "case_both", "case_or_file"}
MARK = re.compile(r"zq[a-z][0-9a-z]{3}x")
# Columns that hold a code the pages look up, a digest, or a path: no words of anybody.
CODES = {
    "template",
    "template_version",
    "sha256",
    "digest",
    "medium",
    "from_state",
    "from_stage",
    "to_stage",
    "step",
    "gate",
}
CODES_OF = {
    "agreements_agreementitem": {"type"},
    "agreements_outcomeagreement": {"monitor"},
    "agreements_victimupdateline": {"state"},
    "cases_progress": {"reason"},
    "cases_stagechange": {"reason"},
    "conferences_arrangements": {"why_indirect"},
    "conferences_process": {"kind"},
    "conferences_writeup": {"outcome"},
    "deadlines_deadline": {"kind"},
    "referrals_crossborderdecision": {"area"},
    "referrals_eligibilitycheck": {"findings"},
    "referrals_importedrow": {"giver", "receipt", "file_digest"},
}
# What a new row needs to be of use: a code of a list, or something passed on that can be ended.
PLAIN: dict[str, Any] = {"medium": "writing"}
PLAIN_OF: dict[str, dict[str, Any]] = {
    "cases_disclosure": {"basis": "safeguarding", "until_on": today() + timedelta(days=30)},
    "referrals_youthteamdiscussion": {"supporter": "us"},  # else nobody may contact the people harmed
}
TEXTS = (models.CharField, models.TextField, models.JSONField)
PAPERS = (
    "SourcePaper",
    "InformationRequest",
    "RequestChase",
    "RequestedPerson",
)  # in the source papers alone
SHARED = ("plan", "agreement")  # what opening a process and making an agreement gives to both


PLANTED: set[str] = set()  # every word there is: a token may look like one by chance


def letters(text: str) -> set[str]:
    """Where the markers in a text come from."""
    return {word[2] for word in MARK.findall(text.lower()) if word in PLANTED}


def text_columns(model: Any) -> list[Any]:
    """The fields of a table that hold what people wrote."""
    codes = CODES | CODES_OF.get(model._meta.db_table.removesuffix("event"), set())
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, TEXTS)
        and not field.choices
        and field.name not in codes
        and not field.name.startswith("pgh_")
    ]


def personal_models() -> list[Any]:
    """Every table that may hold a personal fact, without the history, which follows by trigger."""
    found = [model for table, model in sorted(SCHEME_TABLES.items()) if wall_of(table).kind in WALLS]
    return [model for model in found if not hasattr(model, "pgh_tracked_model")]


class Planting:
    """What was planted: word → (table, column). Call as part of building a stage, inside its clone."""

    def __init__(self, stage: Any) -> None:
        self.words: dict[str, tuple[str, str]] = {}
        self.stage = stage
        everywhere = [place for place in vars(stage).values() if isinstance(place, Place)]
        with connection.elevated():
            self._loosen("DISABLE")
            for place in (stage.a, stage.b, stage.s):
                with maintenance(place.house.scheme.pk):
                    self._fill(place)
            for house in (stage.north, stage.south):
                with maintenance(house.scheme.pk):
                    self._plant([place for place in everywhere if place.house is house])
                    Typed(self, house, elsewhere=house is stage.south)
            self._loosen("ENABLE")

    def _loosen(self, how: str) -> None:
        """Let any words stand while we plant; history goes on being written."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select tgrelid::regclass::text, tgname from pg_trigger"
                " where not tgisinternal"
                " and tgname !~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'alter table {table} {how} trigger "{name}"')
            cursor.execute(
                "select conrelid::regclass::text, conname from pg_constraint c join pg_class t"
                " on t.oid = conrelid join pg_namespace n on n.oid = t.relnamespace"
                " where contype = 'c' and nspname = 'public'"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'alter table {table} drop constraint "{name}"')

    def _fill(self, place: Any) -> None:
        """A row where a table has none for a file of this place."""
        for model in personal_models():
            for home in self.homes(model, place):
                if not self._rows(model, home).exists():
                    self._try_to_make(model, place, home)

    def _plant(self, places: list[Any]) -> None:
        """A word in every text of every row that hangs from a home in these places."""
        for model in personal_models():
            homes = {home.pk: (place, home) for place in places for home in self.homes(model, place)}
            marks = []
            if not homes:
                continue
            key = self._column(model, next(iter(homes.values()))[1])
            for row in model._base_manager.filter(**{f"{key}__in": list(homes)}):
                marks.append((row, self._letter(*homes[getattr(row, key)], row)))
            self._mark(model, marks)

    def homes(self, model: Any, place: Any) -> list[Any]:
        """The files, or the case, that a table's rows of a place hang from."""
        wall: Wall = wall_of(model._meta.db_table)
        files = place.files
        if wall.kind == "case_both":
            return [place.case]
        if model is File:
            return list(files.values())
        if model.__name__ in PAPERS:
            return [files["papers"]]
        if wall.part or wall.column == "joint_id" or model.__name__ in ("SignOff",):
            return [files["joint"]] if "joint" in files else []
        return [files["responsible"], files["harmed"]]

    def _rows(self, model: Any, home: Any) -> Any:
        return model._base_manager.filter(**{self._column(model, home): home.pk})

    def _column(self, model: Any, home: Any) -> str:
        wall = wall_of(model._meta.db_table)
        if wall.kind == "case_or_file" and isinstance(home, File):
            return "file_id"
        return "case_id" if isinstance(home, Case) else str(wall.column)

    def _letter(self, place: Any, home: Any, row: Any) -> str:
        if place in (self.stage.b, self.stage.s):
            return "b" if place is self.stage.b else "s"
        if isinstance(home, Case):
            return "c"
        if isinstance(row, Disclosure) and row.to_party_file_id is not None:
            return "d" if home.side == "responsible" else "e"
        if home.kind == "joint":
            return "j" if wall_of(row._meta.db_table).part in SHARED else "u"
        return "p" if home.kind == "papers" else "h" if home.side == "harmed" else "r"

    def _mark(self, model: Any, rows: list[tuple[Any, str]]) -> None:
        """Write a word of its own into every column of each row, in one statement for a table."""
        texts = {field.attname: field for field in text_columns(model)}
        bytes_ = [f.attname for f in model._meta.local_concrete_fields if isinstance(f, models.BinaryField)]
        marks = []
        for row, letter in rows:
            mark: dict[str, Any] = {"pk": str(row.pk)}
            for name, field in texts.items():
                word = self.word(letter, model._meta.db_table, name)
                is_json = isinstance(field, models.JSONField)
                mark[name] = _filled(getattr(row, name), word) if is_json else word
            for name in bytes_:
                mark[name] = self.word(letter, model._meta.db_table, name)
            marks.append(mark)
        if marks and (texts or bytes_):
            _write(model, marks, [*texts], bytes_)

    def word(self, letter: str, table: str, column: str) -> str:
        """A new word with a letter, for a column."""
        number = len(self.words)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"
        tail = digits[number // 1296] + digits[number // 36 % 36] + digits[number % 36]
        word = f"zq{letter}{tail}x"
        self.words[word] = (table, column)
        PLANTED.add(word)
        return word

    def _try_to_make(self, model: Any, place: Any, home: Any) -> None:
        """Make a row, unless there can be one only and another file of the place has it."""
        try:
            with transaction.atomic():
                self._make(model, place, home)
        except IntegrityError as problem:
            if "unique" not in str(problem):
                raise

    def _make(self, model: Any, place: Any, home: Any) -> Any:
        """One row of a table that hangs from a home, with whatever its other columns need."""
        wall = wall_of(model._meta.db_table)
        values: dict[str, Any] = {}
        for field in model._meta.local_concrete_fields:
            if field.primary_key or field.name == "scheme":
                continue
            values[field.attname] = self._value(field, wall, place, home)
        return model._base_manager.create(**values)

    def _value(self, field: Any, wall: Wall, place: Any, home: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            return self._key(field, wall, place, home)
        plain_here = PLAIN | PLAIN_OF.get(field.model._meta.db_table, {})
        if field.name in plain_here:
            return plain_here[field.name]
        if field.name == "digest":
            return uuid7().hex
        if field.has_default() and not isinstance(field, models.BooleanField):
            return field.get_default()
        if field.null:
            return None
        if field.choices:
            return next(iter(field.choices))[0]
        plain: dict[type, Any] = {
            models.DateTimeField: now(),
            models.DateField: today(),
            models.BooleanField: False,
            models.JSONField: {},
            models.BinaryField: b"",
            models.UUIDField: uuid7(),
            models.IntegerField: 1,
        }
        return next((value for kind, value in plain.items() if isinstance(field, kind)), "x")

    def _key(self, field: Any, wall: Wall, place: Any, home: Any) -> Any:
        model = field.related_model
        is_home = wall.kind in WALLS and field.attname == wall.column
        if is_home or (wall.kind == "case_or_file" and field.name == "file"):
            return home.pk
        if model is Case:
            return place.case.pk
        if field.null:
            return None
        if model is File:
            return place.files["joint" if field.name == "joint" else "harmed"].pk
        if model is Party:
            return getattr(home, "party_id", None) or place.files["harmed"].party_id
        if model is User:
            return place.house.people["facilitator"].pk
        return self._companion(model, place, home)

    def _companion(self, model: Any, place: Any, home: Any) -> Any:
        """A row of another table in the same place, made if there is none."""
        if model not in personal_models():
            found = model._base_manager.values_list("pk", flat=True).first()
            return found or self._make(model, place, home).pk
        homes = self.homes(model, place)
        nearest = home if home in homes else homes[0]
        row = self._rows(model, nearest).first() or self._make(model, place, nearest)
        return row.pk


def _write(model: Any, marks: list[dict[str, Any]], plain: list[str], as_bytes: list[str]) -> None:
    """Update rows of a table, each with values of its own; the triggers see each row as ever."""
    kinds = {field.attname: field.db_type(connection) for field in model._meta.local_concrete_fields}
    values = [f'"{name}" = v."{name}"' for name in plain]
    values += [f'"{name}" = convert_to(v."{name}", \'UTF8\')' for name in as_bytes]
    columns = [f'"{name}" {kinds[name]}' for name in plain] + [f'"{name}" text' for name in as_bytes]
    key, table = model._meta.pk, model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'update "{table}" t set {", ".join(values)}'
            f" from jsonb_to_recordset(%s::jsonb) as v(pk {key.db_type(connection)}, {', '.join(columns)})"
            f' where t."{key.attname}" = v.pk',
            [json.dumps(marks)],
        )


def _filled(value: Any, word: str) -> Any:
    """JSON with the word in it: in every free text, or as a text of its own."""
    if isinstance(value, dict) and value:
        inner = {key: _filled(item, word) for key, item in value.items() if isinstance(item, dict)}
        return value | inner | {key: word for key in ("note", "plan") if key in value or not inner}
    return {"note": word}
