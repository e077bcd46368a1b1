"""Everything a file holds about its person, gathered inside a context narrowed to that file.

Models are found in the registry, so that a table added tomorrow is in the copy tomorrow. What a joint
file gives to this person comes with it; nothing else of anybody else's can be reached.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.changes import flat
from cases.models import File, JointShare
from rjcase.designsystem.words import say
from rjcase.documents.models import Document, Upload
from rjcase.documents.uploads.check import name_of
from rjcase.documents.uploads.reading import text_of, text_of_pdf
from rjcase.tenancy.registry import SCHEME_TABLES

# Facts of the person themself, given as they are. Every other text may speak of somebody else.
_OWN = frozenset(
    f"{table}.{name}"
    for table, names in {
        "cases_identity": (
            "given_names", "family_name", "known_as", "organisation", "sex", "ethnicity", "language",
        ),
        "cases_safecontact": ("address", "postcode", "phone", "email"),
    }.items()
    for name in names
)  # fmt: skip
# Tools of ours, or kept elsewhere in the copy.
_LEFT = frozenset(
    {
        "cases_file", "cases_nametoken", "documents_document", "documents_upload", "rights_requestfile",
        "rights_textdecision", "rights_bundle",
    }
)  # fmt: skip
WHOLE = "file"  # not a text but a whole file received: given as it is, or not at all
_SILENT = frozenset({"id", "scheme", "file", "joint", "digest", "sha256", "case"})


@dataclass(frozen=True)
class Text:
    """A free text of the file: where it stands, what it is called, and its words."""

    file: UUID
    source: str
    row: UUID
    field: str
    label: str
    words: str

    @property
    def is_whole_file(self) -> bool:
        """Whether this stands for a file received, which nothing can be cut out of."""
        return self.source == "documents_upload" and self.field == WHOLE

    @property
    def digest(self) -> str:
        """Digest of the words, so that a decision counts for the text that was read."""
        return hashlib.sha256(self.words.encode()).hexdigest()


@dataclass
class Entry:
    """One record: plain facts, and texts that a person must have read before they go out."""

    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@dataclass
class OwnData:
    """What one file holds, by kind of record."""

    file: File
    sections: dict[str, list[Entry]] = field(default_factory=dict)

    def texts(self) -> Iterator[Text]:
        """Every free text, in the order of the copy."""
        for entries in self.sections.values():
            for entry in entries:
                yield from entry.texts


def gather(file: File) -> OwnData:
    """Return what the file holds. Call inside ``acting(scheme, actor, only_file=file)``."""
    found = OwnData(file)
    shared: dict[str, list[UUID]] = {}
    for share in JointShare.objects.filter(file=file):
        shared.setdefault(share.part, []).append(share.joint_id)
    for model in sorted(_models(), key=lambda one: one._meta.db_table):
        rows = _rows(model, file, shared)
        if rows:
            found.sections[_called(model)] = [_entry(row, file) for row in rows]
    documents = list(Document.objects.filter(file=file).defer(None).order_by("made_at", "pk"))
    if documents:
        found.sections[capfirst(str(Document._meta.verbose_name))] = [
            _document(row, file) for row in documents
        ]
    received = list(Upload.objects.filter(file=file).defer(None).order_by("number"))
    if received:
        found.sections[_called(Upload)] = [_received(row, file) for row in received]
    return found


def _models() -> Iterator[Any]:
    for model in list(SCHEME_TABLES.values()):
        if model.__module__ == "__fake__" or hasattr(model, "pgh_tracked_model"):
            continue
        if model._meta.db_table in _LEFT or model._meta.proxy:
            continue
        if model.wall["kind"] in ("file", "received", "disclosure", "passed_on"):
            yield model


def _rows(model: Any, file: File, shared: dict[str, list[UUID]]) -> list[Any]:
    column = model.wall.get("column", "id")
    ids = [*([file.pk] if column == "file_id" else []), *shared.get(model.wall.get("part", ""), [])]
    if not ids:
        return []
    return list(model._base_manager.filter(**{f"{column}__in": ids}).order_by("pk"))


def _entry(row: Any, file: File) -> Entry:
    made = Entry(title=_called(row))
    for one in row._meta.concrete_fields:
        if one.name in _SILENT or one.primary_key or one.remote_field is not None:
            continue
        value = getattr(row, one.attname)
        label = capfirst(str(one.verbose_name))
        if value is None or value == "" or value in ([], {}):
            continue
        if _is_free(one):
            words = "\n".join(flat(value)) if isinstance(one, models.JSONField) else str(value)
            if words.strip():
                made.texts.append(Text(file.pk, row._meta.db_table, row.pk, one.name, label, words))
        elif one.choices:
            made.facts.append((label, str(dict(one.flatchoices).get(value, value))))
        elif not isinstance(one, models.BinaryField | models.UUIDField):
            made.facts.append((label, say(value)))
    return made


def _is_free(one: Any) -> bool:
    """Whether words of any kind can stand there, and so somebody else's name."""
    if f"{one.model._meta.db_table}.{one.name}" in _OWN or one.choices:
        return False
    return isinstance(one, models.CharField | models.TextField | models.JSONField)


def _document(row: Document, file: File) -> Entry:
    made = Entry(title=_called(Document))
    made.facts = [(_label("made_at"), say(row.made_at)), (_label("kind"), row.get_kind_display())]
    for name, words in (("title", str(row.title)), ("content", text_of_pdf(bytes(row.content)))):
        if words:
            made.texts.append(Text(file.pk, "documents_document", row.pk, name, _label(name), words))
    return made


def _received(row: Upload, file: File) -> Entry:
    """A file received: what it says like any text, and whether the file itself goes into the copy."""
    made = Entry(title=_called(Upload))
    made.facts = [(str(_("Received")), say(row.received_on)), (str(_("Kind")), row.get_kind_display())]
    texts = (
        ("title", _("What it is"), str(row.title)),
        ("content", _("What it says"), text_of(row.kind, bytes(row.content))),
        (WHOLE, _("The file itself"), f"files/{name_of(file.case.reference, row)}"),
    )
    for name, label, words in texts:
        if words:
            made.texts.append(Text(file.pk, "documents_upload", row.pk, name, str(label), words))
    return made


def _called(model: Any) -> str:
    return str(capfirst(str(model._meta.verbose_name)))


def _label(name: str) -> str:
    one: Any = Document._meta.get_field(name)
    return str(capfirst(str(one.verbose_name)))
