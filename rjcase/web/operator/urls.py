"""Addresses of the operator's pages, below ``/operator/``."""

from django.urls import path

from rjcase.web.operator import health, schemes

app_name = "operator"
urlpatterns = [
    path("schemes/", schemes.Schemes.as_view(), name="schemes"),
    path("schemes/add/", schemes.AddScheme.as_view(), name="add"),
    path("schemes/<slug:slug>/manager/", schemes.InviteManager.as_view(), name="invite-manager"),
    path("health/", health.Health.as_view(), name="health"),
]
