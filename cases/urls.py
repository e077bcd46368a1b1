"""Addresses of the spine, below ``/<scheme>/``."""

from django.urls import path

from cases.letters.urls import urlpatterns as letters
from cases.pages.case import CaseOverview
from cases.pages.file import FileOverview

app_name = "cases"
urlpatterns = [
    path("cases/<str:reference>/", CaseOverview.as_view(), name="case"),
    path("cases/<str:reference>/files/<uuid:file>/", FileOverview.as_view(), name="file"),
    *letters,
]
