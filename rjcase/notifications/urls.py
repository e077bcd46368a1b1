"""Addresses of the outbox, below a scheme's own."""

from django.urls import path

from rjcase.notifications import pages

app_name = "notifications"
urlpatterns = [
    path("outbox/", pages.Outbox.as_view(), name="outbox"),
    path("outbox/<uuid:message>/", pages.Settle.as_view(), name="settle"),
]
