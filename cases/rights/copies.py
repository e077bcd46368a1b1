"""The copy of a person's data: gathered from all their files, read, cut, and put into one archive."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cases.models import File, Identity
from cases.rights.documents import needles_of
from cases.rights.own_data import Entry, OwnData, Text, gather
from rjcase.access.services.settings import profile
from rjcase.documents.models import Upload
from rjcase.documents.pdf import render_pdf
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError
from rjcase.kernel.names import words
from rjcase.rights.models import Bundle, RightsRequest, TextDecision
from rjcase.rights.redaction import MARK, Person, Span, cut, suggest
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme

_PRONOUN = {"f": "she", "female": "she", "m": "he", "male": "he"}
_EPOCH = (2020, 1, 1, 0, 0, 0)  # archives tell when each file was made; ours tell nothing


@dataclass
class Read:
    """One text with what is to be left out of it, and whether somebody has read it."""

    text: Text
    spans: list[Span]
    is_left_out: bool = False
    decision: TextDecision | None = None

    @property
    def is_decided(self) -> bool:
        """Whether somebody read these very words and decided."""
        return self.decision is not None

    @property
    def given(self) -> str:
        """What the copy says."""
        return MARK if self.is_left_out else cut(self.text.words, self.spans)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The words in order, each piece with whether it is left out."""
        found, at = [], 0
        for start, end in sorted(self.spans):
            found += [(self.text.words[at:start], False), (self.text.words[max(at, start) : end], True)]
            at = max(at, end)
        found.append((self.text.words[at:], False))
        return [(piece, out) for piece, out in found if piece]


@dataclass
class Copy:
    """The whole copy, before it is made: the data of every file and every text with its decision."""

    request: RightsRequest
    files: list[OwnData] = field(default_factory=list)
    reads: dict[tuple[str, Any, str], Read] = field(default_factory=dict)

    def undecided(self) -> list[Read]:
        """Texts nobody has read yet."""
        return [read for read in self.reads.values() if not read.is_decided]

    def read_of(self, text: Text) -> Read:
        """The text with its decision."""
        return self.reads[text.source, text.row, text.field]


def files_of_request(request: RightsRequest) -> list[File]:
    """The files of the person that the copy takes in, the one the request came in about first."""
    rows = File.objects.filter(pk__in=request.files.values("file_id")).select_related("party", "case__scheme")
    return sorted(rows, key=lambda file: (file.pk != request.file_id, file.case.reference))


def candidates(request: RightsRequest) -> list[File]:
    """Party files of other cases whose person seems to be the same: name and birth, or e-mail.

    For the office, who decide; a name alone is not enough where a date of birth speaks against it.
    """
    mine = Identity.objects.filter(file=request.file_id).first()
    if mine is None:
        return []
    alike: Any = Identity.objects.exclude(file=request.file_id).filter(
        family_name__iexact=mine.family_name, given_names__iexact=mine.given_names
    )
    alike = [
        p
        for p in alike
        if not (p.date_of_birth and mine.date_of_birth) or p.date_of_birth == mine.date_of_birth
    ]
    rows = File.objects.filter(pk__in=[p.file_id for p in alike], kind=File.Kind.PARTY)
    return list(rows.select_related("party", "case__scheme").order_by("case__reference"))


def _born_alike(one: Identity, other: Identity) -> bool:
    known = {one.date_of_birth, other.date_of_birth} - {None}
    return len(known) < 2


def prepare(request: RightsRequest, scheme: Scheme, actor: Any) -> Copy:
    """Gather the copy and say of every text what is to be left out, as decided or else as suggested."""
    made, files = Copy(request), files_of_request(request)
    person, others = _person(files), _others(files)
    decided = {(row.source, row.row, row.field): row for row in TextDecision.objects.filter(request=request)}
    for file in files:
        with acting(scheme, actor, only_file=file):
            own = gather(file)
        made.files.append(own)
        for text in own.texts():
            key = (text.source, text.row, text.field)
            made.reads[key] = _read(text, decided.get(key), person, others)
    return made


def _read(text: Text, decision: TextDecision | None, person: Person, others: Any) -> Read:
    if decision is not None and decision.digest == text.digest:
        return Read(text, [(a, b) for a, b in decision.spans], decision.is_left_out, decision)
    if text.is_whole_file:  # nobody has looked at it yet
        return Read(text, [], is_left_out=True)
    return Read(text, suggest(text.words, person, others))


def _person(files: list[File]) -> Person:
    people = list(Identity.objects.filter(file__in=files))
    names = " ".join(f"{p.given_names} {p.family_name} {p.known_as} {p.organisation}" for p in people)
    pronouns = {_PRONOUN.get(p.sex.lower(), "") for p in people}
    return Person(
        tuple(needles_of(files)), frozenset(words(names)), pronouns.pop() if len(pronouns) == 1 else ""
    )


def _others(files: list[File]) -> list[Any]:
    cases = {file.case_id for file in files}
    rows = File.objects.filter(case__in=cases, kind=File.Kind.PARTY).exclude(pk__in=[f.pk for f in files])
    mine = {(needle.kind, needle.value.lower()) for needle in needles_of(files)}
    return [n for n in needles_of(list(rows)) if (n.kind, n.value.lower()) not in mine]


def decide(
    read: Read, request: RightsRequest, *, actor: Any, spans: list[Span], is_left_out: bool
) -> TextDecision:
    """Keep what somebody who read a text leaves out of it; places are kept, never words."""
    text = read.text
    whole = len(text.words)
    kept = [[max(0, a), min(b, whole)] for a, b in spans if a < b and a < whole]
    row, _made = TextDecision.objects.update_or_create(
        request=request,
        source=text.source,
        row=text.row,
        field=text.field,
        defaults={
            "file_id": text.file,
            "spans": kept,
            "is_left_out": is_left_out,
            "digest": text.digest,
            "by": actor.user,
            "at": now(),
        },
    )
    return row


def decide_rest(made: Copy, *, actor: Any) -> int:
    """Agree to what is suggested for every text not decided yet; returns how many."""
    rest = made.undecided()
    for read in rest:
        decide(read, made.request, actor=actor, spans=read.spans, is_left_out=read.is_left_out)
    return len(rest)


def make_bundle(request: RightsRequest, scheme: Scheme, *, actor: Any) -> Bundle:
    """Make the archive and keep it. Raises DomainError while a text has not been read."""
    made = prepare(request, scheme, actor)
    if made.undecided():
        raise DomainError(_("Read every text first: some have not been looked at"))
    content = _archive(made, scheme)
    return Bundle.objects.create(
        request=request,
        file_id=request.file_id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=actor.user,
    )


def as_data(made: Copy) -> dict[str, Any]:
    """The copy as plain data, for machines."""
    return {
        "made_on": today().isoformat(),
        "received_on": made.request.received_on.isoformat(),
        "left_out_is_marked": MARK,
        "files": [
            {
                "case": own.file.case.reference,
                "part": str(own.file),
                "records": [
                    {"kind": title, "facts": dict(_facts(entry, made))}
                    for title, entries in own.sections.items()
                    for entry in entries
                ],
            }
            for own in made.files
        ],
    }


def _facts(entry: Entry, made: Copy) -> Iterator[tuple[str, str]]:
    yield from entry.facts
    for text in entry.texts:
        yield text.label, made.read_of(text).given


def _archive(made: Copy, scheme: Scheme) -> bytes:
    data = as_data(made)
    facts = {"scheme": scheme, "data": data, "profile": profile(), "made_on": today()}
    pdf = render_pdf("cases/rights/copy.html", facts, title=_("Your personal data"), author=scheme.name)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("your-data.pdf", pdf.content),
            ("your-data.json", json.dumps(data, ensure_ascii=False, indent=1).encode()),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
        for read in made.reads.values():
            if read.text.is_whole_file and read.given == read.text.words:
                row = Upload.objects.defer(None).get(pk=read.text.row, file_id=read.text.file)
                archive.writestr(zipfile.ZipInfo(read.text.words, _EPOCH), bytes(row.content))
    return whole.getvalue()
