"""Addresses of the API, below ``/api/v1/``."""

from django.urls import path

from referrals.api import views

app_name = "referrals-api"
urlpatterns = [
    path("referrals/", views.ReferralsView.as_view(), name="referrals"),
    path("referrals/<uuid:referral>/", views.ReferralView.as_view(), name="referral"),
]
