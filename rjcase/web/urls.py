"""Addresses of the front door: directory, sign-in, health, and the fast way out."""

from django.urls import path

from rjcase.web import about, check_needed, csp_reports, front, health, leave
from rjcase.web.accounts import account, password, proof, second_step, sign_in

urlpatterns = [
    path("", front.FrontPage.as_view(), name="front"),
    path("accounts/", account.AccountPage.as_view(), name="account"),
    path("accounts/login/", sign_in.SignInPage.as_view(), name="login"),
    path("accounts/logout/", sign_in.SignOutPage.as_view(), name="logout"),
    path("accounts/password/", password.ChangePasswordPage.as_view(), name="password"),
    path("accounts/forgot/", password.ForgotPage.as_view(), name="forgot"),
    path("accounts/forgot/sent/", password.ForgotSentPage.as_view(), name="forgot-sent"),
    path("accounts/reset/<str:uid>/<str:token>/", password.ResetPage.as_view(), name="reset-link"),
    path("accounts/sessions/end/", account.EndSessionsPage.as_view(), name="end-sessions"),
    path("accounts/sessions/<uuid:sign_in>/end/", account.EndSessionsPage.as_view(), name="end-session"),
    path("accounts/stay/", account.StayPage.as_view(), name="stay"),
    path("accounts/confirm/", proof.ConfirmPage.as_view(), name="confirm"),
    # The name is the one by which django-allauth finds it.
    path("accounts/second-step/sign-in/", proof.SecondStepPage.as_view(), name="mfa_authenticate"),
    path("accounts/second-step/", second_step.SecondStepsPage.as_view(), name="second-step"),
    path("accounts/second-step/app/", second_step.AddAppPage.as_view(), name="second-step-app"),
    path("accounts/second-step/key/", second_step.AddKeyPage.as_view(), name="second-step-key"),
    path("accounts/second-step/codes/", second_step.CodesPage.as_view(), name="second-step-codes"),
    path(
        "accounts/second-step/<int:factor>/remove/",
        second_step.RemoveFactorPage.as_view(),
        name="second-step-remove",
    ),
    path("about/privacy/", about.PrivacyPage.as_view(), name="privacy"),
    path("about/accessibility/", about.AccessibilityPage.as_view(), name="accessibility"),
    path("about/cookies/", about.CookiesPage.as_view(), name="cookies"),
    path(".well-known/security.txt", about.security_txt, name="security-txt"),
    path("csp-report/", csp_reports.csp_report, name="csp-report"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("leave/", leave.leave, name="leave"),
    path("<slug:scheme>/check-needed/", check_needed.CheckNeeded.as_view(), name="check-needed"),
    path("<slug:scheme>/home/", front.HomePage.as_view(), name="home"),
]
