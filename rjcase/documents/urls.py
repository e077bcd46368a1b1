"""Addresses of documents, below a scheme's own."""

from django.urls import path

from rjcase.documents import pages

app_name = "documents"
urlpatterns = [path("documents/<uuid:document>/", pages.Download.as_view(), name="download")]
