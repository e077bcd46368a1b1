"""Which of a case's documents, and of the files handed in, name somebody."""

from uuid import UUID

from cases.models import Case, File, Identity, SafeContact
from rjcase.documents.models import Document, Upload
from rjcase.documents.uploads.reading import text_of, text_of_pdf
from rjcase.kernel.mentions import Needle, contains_any, needles_for


def needles_of(files: list[File]) -> list[Needle]:
    """The details by which the people of these files are known, now and before."""
    people = list(Identity.objects.filter(file__in=files))
    places = list(SafeContact.objects.filter(file__in=files))
    names = [name for p in people for name in (p.given_names, p.family_name, p.known_as, p.organisation)]
    return needles_for(
        names=names,
        postcodes=[place.postcode for place in places],
        phones=[place.phone for place in places],
        emails=[place.email for place in places],
    )


def documents_naming(case: Case, file: File | None) -> list[UUID]:
    """Documents and files received, in the case's other files, in which the person of ``file`` is named.

    A picture or a scan, whose words nobody here can read, counts as naming everybody where it stands in
    the papers or a joint file; in another person's own file it is theirs, and stays. With ``file`` None,
    none: the whole case goes, and its documents with it. For the office, which reads every file.
    """
    if file is None:
        return []
    needles = needles_of([file])
    made = Document.objects.filter(file__case=case).exclude(file=file).defer(None)
    named = [row.pk for row in made if contains_any(text_of_pdf(bytes(row.content)), needles)]
    received = Upload.objects.filter(file__case=case).exclude(file=file).values_list("pk", flat=True)
    return named + [pk for pk in received if _names(pk, needles)]


def _names(pk: UUID, needles: list[Needle]) -> bool:
    """Whether a file received names somebody; read one at a time, for they may be large."""
    row = Upload.objects.select_related("file").defer(None).get(pk=pk)
    words = text_of(row.kind, bytes(row.content))
    if not words and row.file.kind != File.Kind.PARTY:
        return True
    return bool(contains_any(f"{row.title}\n{words}", needles))
