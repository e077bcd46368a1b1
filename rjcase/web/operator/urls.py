"""Addresses of the operator's pages, below ``/operator/``."""

from django.urls import path

from rjcase.web.operator import accounts, health, schemes

app_name = "operator"
urlpatterns = [
    path("schemes/", schemes.Schemes.as_view(), name="schemes"),
    path("schemes/add/", schemes.AddScheme.as_view(), name="add"),
    path("schemes/<slug:slug>/manager/", schemes.InviteManager.as_view(), name="invite-manager"),
    path("accounts/", accounts.Accounts.as_view(), name="accounts"),
    path("accounts/<int:user>/", accounts.Account.as_view(), name="account"),
    path("health/", health.Health.as_view(), name="health"),
]
