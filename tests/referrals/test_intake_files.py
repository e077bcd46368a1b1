"""Referrals by spreadsheet: checked row by row, nothing entered unasked, nothing entered twice."""

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from cases.models import Case, Identity, Party, SafeContact
from referrals.bulk.columns import columns
from referrals.bulk.progress import go_on_to_the_end
from referrals.models import ImportedRow, IntakeFile, IntakeRow, Referral
from referrals.tasks import forget_intake_files
from rjcase.kernel.ids import uuid7
from tests.world import World, sql

WHERE = "/northshire/refer/files/"
ROW = {
    "Referrer name": "PC Dana Hill",
    "Referrer contact": "01632 960 100",
    "Referral source": "Police officer",
    "Main offence": "burglary_home",
    "Offence date": "3/9/2026",
    "In our area": "yes",
    "Victim 1 first names": "Hana",
    "Victim 1 last name": "Quillfeather",
    "Victim 1 date of birth": "1 May 1980",
    "Victim 1 phone": "01632 960 001",
    "Victim 1 safe ways of contact": "Phone call; Text message",
    "Victim 1 agreed to be contacted": "Yes, they agreed",
    "Victim 2 last name": "Quillfeather",
    "Victim 2 agreed to be contacted": "unknown",
    "Offender: last name": "Thistlewood",
    "Offender 1 in custody": "no",
    "Offender 1 accepts responsibility": "yes",
    "Offender 1 plea": "guilty",
    "Offender 1 agreed to be contacted": "unknown",
    "Offender 2 last name": "Thistlewood-Vane",
    "Offender 2 in custody": "no",
    "Offender 2 accepts responsibility": "unknown",
    "Offender 2 plea": "unknown",
    "Offender 2 agreed to be contacted": "unknown",
    "What happened": "Two men broke in through the kitchen.",
    "Asked for by": "harmed",
    "Court ordered": "no",
}


def as_csv(*rows: dict[str, Any], headings: Any = ROW) -> bytes:
    """A CSV file of such rows."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(headings), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def as_xlsx(*rows: dict[str, Any], change: Any = None) -> bytes:
    """A workbook of such rows, after ``change`` was done to its sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(ROW))
    for row in rows:
        sheet.append([row.get(heading) for heading in ROW])
    if change:
        change(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def at(world: World, who: str) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(world.north.people[who])
    return client


def upload(client: Client, content: bytes, name: str = "rows.csv", **more: Any) -> Any:
    """Send the form and follow it to the report."""
    fields = {"new_id": str(uuid7()), "upload": SimpleUploadedFile(name, content)} | more
    return client.post(WHERE, fields, follow=True)


def referrals(world: World) -> int:
    with world.north.at("manager"):
        return Referral.objects.filter(channel="file").count()


@pytest.mark.requirement("NOMS-D-01", "NOMS-D-02", "WTE-7A-02", "WTE-7A-08")
def test_it_enters_what_was_checked_once(world: World) -> None:
    partner, key = at(world, "referrer"), str(uuid7())
    other = ROW | {"Victim 1 last name": "Fennimore"}
    for _ in range(2):  # a double click
        report = upload(partner, as_csv(ROW, other, ROW), new_id=key)
        assert "Enter 2 referrals" in report.text
        assert "The same as row 2, so it is not entered again" in report.text
    assert referrals(world) == 0
    there = report.redirect_chain[-1][0]
    for _ in range(2):
        assert partner.post(there, {"enter": "1"}).status_code == 303
    assert referrals(world) == 2
    with world.north.at("manager"):
        case = Case.objects.get(files__identities__family_name="Fennimore")
        referral = Referral.objects.get(case=case)
        assert (referral.source, referral.agency is not None, referral.referred_by) == (
            "police_officer",
            True,
            world.north.referrer,
        )
        parties = Party.objects.filter(case=case).order_by("role", "number")
        assert [f"{one.role} {one.number}" for one in parties] == [
            *("offender 1", "offender 2", "victim 1", "victim 2")
        ]
        assert case.offences.get().subgroup == "burglary_home"
        safe = SafeContact.objects.get(file__case=case, phone="01632 960 001")
        assert (safe.may_phone, safe.may_text, safe.may_email) == (True, True, False)
        born = Identity.objects.get(file__case=case, family_name="Fennimore").date_of_birth
        assert born == date(1980, 5, 1)
        row = ImportedRow.objects.get(case=case)
        assert (row.number, row.by, row.receipt) == (3, world.north.referrer, referral.receipt)
    done = partner.get(there).text
    assert referral.receipt in done
    assert "Quillfeather" not in done
    assert sql("select count(*) from referrals_intakerow where body::text <> '{}'") == [(0,)]
    again = upload(partner, as_csv(ROW | {"What happened": "Another thing"}, other)).text
    assert f"Entered before, so it is not entered again. Receipt code {referral.receipt}" in again
    assert "Enter 1 referral" in again


def test_it_enters_nothing_while_a_row_is_wrong_unless_asked_to(world: World) -> None:
    office = at(world, "admin")
    headings = ["Referred on", "shoe", *ROW]
    unknown = upload(office, as_csv(ROW, headings=headings)).text
    assert "These headings are not known: “shoe”" in unknown
    good = ROW | {"Referred on": "2/11/2026", "Referral source": "Police officer"}
    wrong = good | {
        "Victim 1 last name": "",
        "Victim 1 phone": "1632960001",
        "Main offence": "magic",
        "Offence date": "46270",
        "What happened": "=HYPERLINK(1)",
        "Referred on": "2/30/2026",
        "Offender 2 plea": "",
    }
    report = upload(office, as_csv(good, wrong, headings=["Referred on", *ROW]))
    for line in (
        *("Victim 1 last name", "Enter their last name, or the organisation that was harmed"),
        *("Victim 1 phone", "A leading zero may be lost here"),
        *("Main offence", "Select main offence from the list"),
        *("Offence date", "This cell holds a number"),
        *("What happened", "This cell holds a formula"),
        *("Referred on", "Date of the referral must"),
        *("Offender 2 plea", "Select their plea"),
        "Nothing was entered, because a row is wrong",
    ):
        assert line in report.text, line
    there = report.redirect_chain[-1][0]
    refused = office.post(there, {"enter": "1"})
    assert (refused.status_code, referrals(world)) == (200, 0)
    assert "Enter the 1 good row only" in refused.text
    assert office.post(there, {"only_good": "1"}).status_code == 303
    assert referrals(world) == 1
    with world.north.at("manager"):
        row = Referral.objects.get(channel="file")
        assert (row.agency, row.happened_on) == (None, date(2026, 11, 2))
    page = office.get(there).text
    assert "Enter their last name" in page  # the report stays
    assert office.post(f"{there}delete/").status_code == 303
    assert office.get(there).status_code == 404
    assert sql("select count(*) from referrals_intakerow") == [(0,)]


def _bomb() -> bytes:
    made = io.BytesIO(as_xlsx(ROW))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * 70_000_000)
    return made.getvalue()


BAD: tuple[tuple[str, bytes, str], ...] = (
    ("a.csv", "Victim 1 last name\nJosé".encode("cp1252"), "The file is not in UTF-8"),
    ("a.csv", b"", "The selected file is empty"),
    ("a.csv", as_csv(ROW) + b'"broken', "Row 3 cannot be read"),
    ("a.csv", as_csv(), "no row under them"),
    ("a.csv", b"\n" + as_csv(ROW), "The first row must hold the headings"),
    ("a.csv", as_csv(ROW).replace(b"Victim 2 last name", b"victim-last-NAME"), "Keep one of them"),
    ("a.csv", b"What happened,\nx,y", "Column B has no heading, but row 2 holds something"),
    ("a.csv", b"What happened\n" + b"x\n" * 10_001, "10,000 rows or fewer"),
    ("a.csv", b"\x00\x01\x02", "must be an XLSX or a CSV"),
    ("a.txt", as_csv(ROW), "must be an XLSX or a CSV"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0 an old workbook", "must be an XLSX or a CSV"),
    ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("a.xlsx", _bomb(), "too large when unpacked"),
    ("a.xlsx", as_xlsx(ROW, change=lambda sheet: sheet.merge_cells("A2:B2")), "Cells A2:B2 are merged"),
    ("a.csv", b"x" * 10_000_001, "must be smaller than 10 MB"),
)


def test_it_says_what_is_wrong_with_a_file_and_enters_nothing(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    partner = at(world, "referrer")
    for name, content, words in BAD:
        page = upload(partner, content, name)
        if len(content) > 60_000:  # the worker reads it
            with world.north.at("referrer"):
                file = IntakeFile.objects.filter(state="waiting").first()
            if file is not None:
                assert "waiting to be read" in page.text
                go_on_to_the_end(scheme=world.north.scheme, user=world.north.referrer, file=file.pk)
                page = partner.get(f"{WHERE}{file.pk}/")
        assert page.status_code == 200
        assert words in page.text, (name, words)
    assert (referrals(world), sql("select count(*) from referrals_intakerow")) == (0, [(0,)])
    far_too_large = upload(partner, b"x" * 50_000_000)
    assert far_too_large.status_code == 413
    for said in ("What you sent is too large", "Nothing was saved", "A file must be smaller than 10 MB"):
        assert said in far_too_large.text


def test_it_reads_what_a_workbook_keeps_in_its_own_way(world: World) -> None:
    partner = at(world, "referrer")

    def change(sheet: Any) -> None:
        places = {heading: place for place, heading in enumerate(ROW, 1)}
        sheet.cell(2, places["Offence date"], date(2026, 9, 3))
        sheet.cell(2, places["In our area"], True)
        sheet.cell(2, places["Victim 1 phone"], 1632960001)
        sheet.cell(3, places["What happened"], "=A1&B1")

    report = upload(
        partner, as_xlsx(ROW, ROW, ROW | {"Victim 1 first names": "Zoë"}, change=change), "a.xlsx"
    )
    text = report.text
    assert text.count("A leading zero may be lost here") == 1
    assert text.count("This cell holds a formula") == 1
    assert "Enter the 1 good row only" in text
    utf16 = as_csv(ROW | {"Victim 1 first names": "Zoë"}).decode().replace(",", "\t").encode("utf-16")
    assert "Enter 1 referral" in upload(partner, utf16).text
    marked = b"\xef\xbb\xbf" + as_csv(ROW).replace(b"\r\n", b"\n")
    assert "Enter 1 referral" in upload(partner, marked).text


def test_it_leaves_long_files_to_the_worker_and_goes_on_where_it_stopped(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    partner = at(world, "referrer")
    rows = [ROW | {"Victim 1 first names": f"Number {number}"} for number in range(104)]
    page = upload(partner, as_csv(*rows))
    there = page.redirect_chain[-1][0]
    assert "4 of 104 are left" in page.text
    key = there.rstrip("/").rpartition("/")[2]
    go_on_to_the_end(scheme=world.north.scheme, user=world.north.referrer, file=key)
    assert "Enter 104 referrals" in partner.get(there).text
    partner.post(there, {"enter": "1"})
    assert "20 are in, 84 are left" in partner.get(there).text
    assert referrals(world) == 20
    partner.post(there, {"again": "1"})
    with world.north.at("referrer"):
        rows_left = IntakeRow.objects.filter(state="good")
        rows_left.filter(number__gt=24).delete()
    go_on_to_the_end(scheme=world.north.scheme, user=world.north.referrer, file=key)
    assert referrals(world) == 23
    go_on_to_the_end(scheme=world.north.scheme, user=world.north.referrer, file=key)
    assert referrals(world) == 23


def test_it_shows_a_spreadsheet_to_nobody_else_and_forgets_it(world: World) -> None:
    partner = at(world, "referrer")
    there = upload(partner, as_csv(ROW)).redirect_chain[-1][0]
    for who in ("manager", "admin", "facilitator"):
        assert at(world, who).get(there).status_code == 404
    with world.north.at("manager"):
        assert not IntakeFile.objects.exists()
        assert not IntakeRow.objects.exists()
    forget_intake_files()
    assert partner.get(there).status_code == 200
    with world.north.at("referrer"):
        IntakeFile.objects.update(started_at=IntakeFile.objects.get().started_at - timedelta(days=60))
    forget_intake_files()
    assert partner.get(there).status_code == 404
    assert sql("select count(*) from referrals_intakerow") == [(0,)]


def test_it_gives_a_template_that_it_reads_itself(world: World) -> None:
    for who, has_day in (("referrer", False), ("admin", True)):
        browser = at(world, who)
        book = load_workbook(io.BytesIO(browser.get(f"{WHERE}referrals.xlsx").content))
        headings = [cell.value for cell in book["Referrals"][1]]
        lines = browser.get(f"{WHERE}referrals.csv").content.decode("utf-8-sig")
        assert next(csv.reader(io.StringIO(lines))) == headings
        assert ("Referred on" in headings) == has_day
        assert "Police officer" in browser.get(f"{WHERE}columns/").text
        filled = as_csv({"Main offence": "x"}, headings=headings)
        assert "Main offence" in upload(browser, filled).text
    every = [column.heading for column in columns(office=True)]
    assert len(every) == len(set(every))
