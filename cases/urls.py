"""Addresses of the spine, below ``/<scheme>/``."""

from django.urls import URLPattern, URLResolver, include, path

from cases.letters.urls import urlpatterns as letters
from cases.pages.case import CaseOverview
from cases.pages.consents import ConsentPage, EndBar, RecordBar, RecordConsent, WithdrawConsent
from cases.pages.contacts import ContactLog, CorrectContact, LogContact
from cases.pages.file import FileOverview
from cases.pages.gates import PassGate, VaryApproach
from cases.pages.person import EditIdentity, EditSafeContact, WhoLooked

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
    path("bars/record/", RecordBar.as_view(), name="record_bar"),
    path("bars/<uuid:bar>/end/", EndBar.as_view(), name="end_bar"),
    path("details/", EditIdentity.as_view(), name="edit_identity"),
    path("safe-contact/", EditSafeContact.as_view(), name="safe_contact"),
    path("who-looked/", WhoLooked.as_view(), name="who_looked"),
]
case_pages: Patterns = [
    path("", CaseOverview.as_view(), name="case"),
    path("order-of-approach/", VaryApproach.as_view(), name="vary_approach"),
    path("gates/<slug:gate>/pass/", PassGate.as_view(), name="pass_gate"),
    path("files/<uuid:file>/", include(file_pages)),
]
urlpatterns: Patterns = [
    path("cases/<str:reference>/", include(case_pages)),
    *letters,
]
