"""Addresses of the front door: directory, sign-in, health, and the fast way out."""

from django.urls import path

from rjcase.web import front, health, leave
from rjcase.web.accounts import account, password, sign_in

urlpatterns = [
    path("", front.FrontPage.as_view(), name="front"),
    path("accounts/", account.AccountPage.as_view(), name="account"),
    path("accounts/login/", sign_in.SignInPage.as_view(), name="login"),
    path("accounts/logout/", sign_in.SignOutPage.as_view(), name="logout"),
    path("accounts/password/", password.ChangePasswordPage.as_view(), name="password"),
    path("accounts/forgot/", password.ForgotPage.as_view(), name="forgot"),
    path("accounts/forgot/sent/", password.ForgotSentPage.as_view(), name="forgot-sent"),
    path("accounts/reset/<str:uid>/<str:token>/", password.ResetPage.as_view(), name="reset-link"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("leave/", leave.leave, name="leave"),
    path("<slug:scheme>/home/", front.HomePage.as_view(), name="home"),
]
