"""Addresses of the front door: directory, sign-in, health, and the fast way out."""

from django.urls import path

from rjcase.web import accounts, front, health, leave

urlpatterns = [
    path("", front.FrontPage.as_view(), name="front"),
    path("accounts/", accounts.AccountPage.as_view(), name="account"),
    path("accounts/login/", accounts.SignInPage.as_view(), name="login"),
    path("accounts/logout/", accounts.SignOutPage.as_view(), name="logout"),
    path("accounts/password/", accounts.ChangePasswordPage.as_view(), name="password"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("leave/", leave.leave, name="leave"),
    path("<slug:scheme>/home/", front.HomePage.as_view(), name="home"),
]
