"""Addresses that belong to no scheme and no stage: health, and the fast way out."""

from django.urls import path

from rjcase.web import health, leave

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("leave/", leave.leave, name="leave"),
]
