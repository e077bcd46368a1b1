"""Addresses of the spine, below ``/<scheme>/``."""

from django.urls import URLPattern, URLResolver, include, path

from cases.letters.urls import urlpatterns as letters
from cases.pages.access import AddParty, EndAccess, GrantAccess, MoveEnd, PeopleAndAccess
from cases.pages.allocation import EndAllocation, OfferCase, OfferToMe
from cases.pages.bars import EndBar, RecordBar
from cases.pages.case import CaseHistory, CaseOverview
from cases.pages.case_list import CaseList
from cases.pages.changes import CaseChanges, CaseReads, FileChanges
from cases.pages.consents import ConsentPage, RecordConsent, WithdrawConsent
from cases.pages.contacts import ContactLog, CorrectContact, LogContact
from cases.pages.disclosures import (
    EndDisclosure,
    Overrides,
    PassedOn,
    PassOn,
    PrintPassedOn,
    ReviewDisclosure,
)
from cases.pages.explained import (
    MakeNotice,
    PrintConsentForm,
    RecordExplained,
    RecordPermission,
    WithdrawPermission,
)
from cases.pages.file import FileOverview
from cases.pages.gates import PassGate, VaryApproach
from cases.pages.open_files import OpenFiles
from cases.pages.papers import AddPaper, Papers
from cases.pages.person import EditIdentity, EditSafeContact, WhoLooked
from cases.pages.uploads import AddUpload, OpenUpload, RetractUpload, Uploads
from cases.pages.wishes import EditWishes
from cases.pages.work import Work
from cases.rights import urls as rights

app_name = "cases"

Patterns = list[URLPattern | URLResolver]

file_pages: Patterns = [
    path("", FileOverview.as_view(), name="file"),
    path("contacts/", ContactLog.as_view(), name="contacts"),
    path("contacts/log/", LogContact.as_view(), name="log_contact"),
    path("contacts/<uuid:contact>/correct/", CorrectContact.as_view(), name="correct_contact"),
    path("consent/", ConsentPage.as_view(), name="consents"),
    path("consent/record/", RecordConsent.as_view(), name="record_consent"),
    path("consent/withdraw/", WithdrawConsent.as_view(), name="withdraw_consent"),
    path("consent/explained/", RecordExplained.as_view(), name="record_explained"),
    path("consent/permissions/record/", RecordPermission.as_view(), name="record_permission"),
    path(
        "consent/permissions/<uuid:permission>/withdraw/",
        WithdrawPermission.as_view(),
        name="withdraw_permission",
    ),
    path("consent/form/", PrintConsentForm.as_view(), name="consent_form"),
    path("consent/notice/", MakeNotice.as_view(), name="confidentiality_notice"),
    path("bars/record/", RecordBar.as_view(), name="record_bar"),
    path("bars/<uuid:bar>/end/", EndBar.as_view(), name="end_bar"),
    path("details/", EditIdentity.as_view(), name="edit_identity"),
    path("wishes/", EditWishes.as_view(), name="wishes"),
    path("safe-contact/", EditSafeContact.as_view(), name="safe_contact"),
    path("passed-on/", PassedOn.as_view(), name="passed_on"),
    path("passed-on/add/", PassOn.as_view(), name="pass_on"),
    path("passed-on/print/", PrintPassedOn.as_view(), name="print_passed_on"),
    path("passed-on/<uuid:disclosure>/end/", EndDisclosure.as_view(), name="end_disclosure"),
    path("passed-on/<uuid:disclosure>/review/", ReviewDisclosure.as_view(), name="review_disclosure"),
    path("uploads/", Uploads.as_view(), name="uploads"),
    path("uploads/add/", AddUpload.as_view(), name="add_upload"),
    path("uploads/<uuid:upload>/", OpenUpload.as_view(), name="upload"),
    path("uploads/<uuid:upload>/take-back/", RetractUpload.as_view(), name="retract_upload"),
    path("changes/", FileChanges.as_view(), name="changes"),
    path("who-looked/", WhoLooked.as_view(), name="who_looked"),
    *rights.file_pages,
]
case_pages: Patterns = [
    path("", CaseOverview.as_view(), name="case"),
    path("history/", CaseHistory.as_view(), name="history"),
    path("history/changes/", CaseChanges.as_view(), name="case_changes"),
    path("history/who-looked/", CaseReads.as_view(), name="case_reads"),
    path("papers/", Papers.as_view(), name="papers"),
    path("papers/add/", AddPaper.as_view(), name="add_paper"),
    path("people/", PeopleAndAccess.as_view(), name="people"),
    path("people/add/", AddParty.as_view(), name="add_party"),
    path("people/grant/", GrantAccess.as_view(), name="grant"),
    path("people/<uuid:file>/<int:user>/end/", EndAccess.as_view(), name="end_access"),
    path("people/<uuid:file>/<int:user>/until/", MoveEnd.as_view(), name="move_end"),
    path("offer/", OfferCase.as_view(), name="offer"),
    path("offer/<uuid:allocation>/end/", EndAllocation.as_view(), name="end_allocation"),
    path("order-of-approach/", VaryApproach.as_view(), name="vary_approach"),
    path("gates/<slug:gate>/pass/", PassGate.as_view(), name="pass_gate"),
    *rights.case_pages,
    path("files/<uuid:file>/", include(file_pages)),
]
urlpatterns: Patterns = [
    path("work/", Work.as_view(), name="work"),
    path("work/offers/<uuid:offer>/", OfferToMe.as_view(), name="offer_to_me"),
    path("passed-on/", Overrides.as_view(), name="overrides"),
    path("files/", OpenFiles.as_view(), name="open_files"),
    path("cases/", CaseList.as_view(), name="list"),
    path("cases/", CaseList.as_view(), name="search"),
    path("cases/<str:reference>/", include(case_pages)),
    *letters,
    *rights.urlpatterns,
]
