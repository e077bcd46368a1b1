"""Addresses of what is due, below a scheme's own."""

from django.urls import path

from rjcase.deadlines import pages

app_name = "deadlines"
urlpatterns = [
    path("due/", pages.DuePage.as_view(), name="due"),
    path("due/<uuid:deadline>/set-aside/", pages.WaivePage.as_view(), name="waive"),
]
