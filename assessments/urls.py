"""Addresses of preparation, below ``/<scheme>/``."""

from django.urls import path

from assessments.pages.approvals import ApprovalsPage
from assessments.pages.needs import NeedsPage, RecordAgePage, RecordNeedsPage
from assessments.pages.ready import ParticipantsPage, ReadyPage, ReopenPage
from assessments.pages.risk import DecideRiskPage, RiskPage, RiskVersionPage, WriteRiskPage
from assessments.pages.suitability import RecordSuitabilityPage, SuitabilityPage

app_name = "assessments"
_CASE = "cases/<str:reference>"
_FILE = f"{_CASE}/files/<uuid:file>"
urlpatterns = [
    path("approvals/", ApprovalsPage.as_view(), name="approvals"),
    path(f"{_CASE}/ready/", ReadyPage.as_view(), name="ready"),
    path(f"{_CASE}/reopen/", ReopenPage.as_view(), name="reopen"),
    path(f"{_CASE}/participants/", ParticipantsPage.as_view(), name="participants"),
    path(f"{_FILE}/suitability/", SuitabilityPage.as_view(), name="suitability"),
    path(f"{_FILE}/suitability/new/", RecordSuitabilityPage.as_view(), name="record_suitability"),
    path(f"{_FILE}/needs/", NeedsPage.as_view(), name="needs"),
    path(f"{_FILE}/needs/new/", RecordNeedsPage.as_view(), name="record_needs"),
    path(f"{_FILE}/age/new/", RecordAgePage.as_view(), name="record_age"),
    path(f"{_FILE}/risk/", RiskPage.as_view(), name="risk"),
    path(f"{_FILE}/risk/write/", WriteRiskPage.as_view(), name="write_risk"),
    path(f"{_FILE}/risk/<uuid:assessment>/", RiskVersionPage.as_view(), name="risk_version"),
    path(f"{_FILE}/risk/<uuid:assessment>/decide/", DecideRiskPage.as_view(), name="decide"),
]
