"""A service's open cases from its old spreadsheet, at go-live."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, Identity, Offence, SourcePaper
from referrals.models import CourtRecord, ImportedRow, Referral, ReferredPerson
from rjcase.kernel.ids import uuid7
from tests.referrals.test_intake_files import as_csv, at, referrals
from tests.world import World, sql

WHERE = "/northshire/referrals/open-cases/"
# The evaluation spreadsheet (WTE-7A), with columns of the service's own.
ROW = {
    "ID": "RJ/2014/017",
    "Date of referral": "1/9/2026",
    "First Name": "Rob",
    "Last name": "Oldsheet",
    "Age": "27",
    "DOB": "12/02/1999",
    "PNC ID": "1979/0163001B",
    "Local UCRN": "U-77",
    "Source of case": "Police officer",
    "Referral stage": "In custody",
    "PPO": "no",
    "MAPPA": "Yes",
    "Tier": "3",
    "Gender": "Male",
    "Main offence": "burglary_home",
    "Other offence": "criminal_damage",
    "Sentence date": "3/10/2026",
    "Length of supervision": "12",
    "Co-defendants": "3 or more",
    "Facilitator": "Ann Otherone",
    "Victim agrees": "yes",
    "Offender agrees": "no",
    "Case outcome": "",
}


def upload(world: World, *rows: dict[str, str]) -> tuple[str, str]:
    """The address of the report and its text."""
    fields = {
        "new_id": str(uuid7()),
        "upload": SimpleUploadedFile("Old register.csv", as_csv(*rows, headings=ROW)),
    }
    page = at(world, "admin").post(WHERE, fields, follow=True)
    return page.redirect_chain[-1][0], page.text


def test_it_takes_over_open_cases_after_a_dry_run(world: World) -> None:
    ended = ROW | {"ID": "RJ/2014/018", "Case outcome": "Conference"}
    there, report = upload(world, ROW, ended)
    assert "Enter 1 referral" in report
    assert "Left out, because the row tells of an outcome" in report
    assert referrals(world) == 0
    office = at(world, "admin")
    assert office.post(there, {"enter": "1"}).status_code == 303
    assert referrals(world) == 1
    with world.north.at("manager"):
        row = ImportedRow.objects.get()
        case = Case.objects.get(pk=row.case_id)
        assert (row.old_reference, row.number, row.by) == ("RJ/2014/017", 2, world.north.admin)
        person = Identity.objects.get(file__case=case, file__side="responsible")
        assert (person.family_name, str(person.date_of_birth), person.sex) == (
            "Oldsheet",
            "1999-02-12",
            "M",
        )
        assert person.identifiers["ucrn"] == "U-77"
        assert person.identifiers["pnc_id"]
        assert Identity.objects.get(file__case=case, file__side="harmed").family_name == ""
        court = CourtRecord.objects.get(file__case=case)
        assert (court.tier, court.statuses, court.supervision_months) == ("3", ["mappa"], 12)
        assert (str(court.sentence_on), court.co_defendants) == ("2026-10-03", "3")
        assert Offence.objects.filter(case=case).count() == 2
        agreed = dict(ReferredPerson.objects.filter(file__case=case).values_list("file__side", "consent"))
        assert agreed == {"harmed": "yes", "responsible": "no"}
        papers = "\n".join(SourcePaper.objects.filter(file__case=case).values_list("text", flat=True))
        for kept in ("Facilitator: Ann Otherone", "Age: 27", "row 2 of the spreadsheet “Old register.csv”"):
            assert kept in papers, kept
        assert str(Referral.objects.get(case=case).happened_on) == "2026-09-01"
    for who, sides, count in (("facilitator", "both", 1), ("facilitator2", "harmed", 0)):
        world.north.allocate(case, who, sides)
        with world.north.at(who):  # what it was called may name anybody
            assert sql("select count(*) from referrals_importedrow") == [(count,)], who
    shown = office.get(f"/northshire/cases/{case.reference}/referral/").text
    for words in ("RJ/2014/017", "Row 2 of the file marked", "Ann Otherone", "Spreadsheet"):
        assert words in shown, words
    found = office.get("/northshire/cases/", {"q": "rj/2014/017"}).text
    assert case.reference in found
    assert case.reference not in office.get("/northshire/cases/", {"q": "rj/2014/018"}).text
    _there, again = upload(world, ROW | {"Facilitator": "Somebody else"})
    assert "Entered before, so it is not entered again" in again


def test_it_says_what_an_old_row_lacks_and_whom_it_lets_in(world: World) -> None:
    wrong = ROW | {
        "Date of referral": "",
        "Last name": "",
        "PNC ID": "1999/1234567A",
        "Tier": "9",
        "Sentence date": "soon",
        "Length of supervision": "a year",
        "Other offence": "magic",
        "Victim agrees": "perhaps",
    }
    _there, report = upload(world, wrong)
    for words in (
        *("Referred on", "Enter their last name", "Offender 1 pnc id", "Tier 1 (lowest)"),
        *(
            "Enter a date, like 3/9/2026",
            "Enter the months of supervision",
            "Victim 1 agreed to be contacted",
        ),
        *("Other offence", "Nothing was entered, because a row is wrong"),
    ):
        assert words in report, words
    for who in ("referrer", "facilitator"):
        assert at(world, who).get(WHERE).status_code == 404
