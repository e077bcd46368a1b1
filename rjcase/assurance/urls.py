"""Addresses of what a scheme does to keep its word about personal data, below ``/<scheme>/``."""

from django.urls import URLPattern, URLResolver, include, path

from rjcase.assurance.pages import breaches, matrix, registers, security

app_name = "assurance"

Patterns = list[URLPattern | URLResolver]

breach_pages: Patterns = [
    path("", breaches.OneBreach.as_view(), name="breach"),
    path("log/<slug:about>/", breaches.AddEntry.as_view(), name="breach_entry"),
    path("people/add/", breaches.AddAffected.as_view(), name="add_affected"),
    path("people/<uuid:affected>/told/", breaches.TellAffected.as_view(), name="tell_affected"),
]
scheme_pages: Patterns = [
    path("breaches/", breaches.Breaches.as_view(), name="breaches"),
    path("breaches/report/", breaches.Report.as_view(), name="report"),
    path("breaches/<uuid:breach>/", include(breach_pages)),
    path("complaints/", registers.Complaints.as_view(), name="complaints"),
    path("papers/", registers.Papers.as_view(), name="papers"),
    path("security/", security.SecurityDocuments.as_view(), name="security"),
    path("security/add/", security.AddSecurityDocument.as_view(), name="add_security"),
    path("security/<uuid:secured>/", security.ChangeSecurityDocument.as_view(), name="change_security"),
    path("sharing/", matrix.Matrix.as_view(), name="matrix"),
    path("sharing/add/", matrix.EditRule.as_view(), name="add_rule"),
    path("sharing/<slug:code>/", matrix.EditRule.as_view(), name="edit_rule"),
    path("information/", matrix.Items.as_view(), name="items"),
    path("information/add/", matrix.EditItem.as_view(), name="add_item"),
    path("information/<slug:code>/", matrix.EditItem.as_view(), name="edit_item"),
]
case_pages: Patterns = [
    path("papers-out/", registers.CasePapers.as_view(), name="case_papers"),
    path("papers-out/take/", registers.TakeOut.as_view(), name="take_out"),
    path("papers-out/<uuid:paper>/back/", registers.BringBack.as_view(), name="bring_back"),
    path("information/", matrix.Checklist.as_view(), name="checklist"),
    path("files/<uuid:file>/data-protection/", registers.FileRights.as_view(), name="file"),
    path("files/<uuid:file>/complaints/add/", registers.AddComplaint.as_view(), name="add_complaint"),
    path(
        "files/<uuid:file>/complaints/<uuid:complaint>/",
        registers.AnswerComplaint.as_view(),
        name="answer_complaint",
    ),
]
urlpatterns: Patterns = [
    path("data-protection/", include(scheme_pages)),
    path("cases/<str:reference>/", include(case_pages)),
]
