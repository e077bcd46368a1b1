"""Addresses of referrals, below ``/<scheme>/``."""

from django.urls import path

from referrals.pages import (
    agencies,
    corrections,
    criteria,
    drafts,
    hand_in,
    ours,
    partner_agreements,
    public,
    queue,
    referral,
    systems,
    visitor,
)

app_name = "referrals"
urlpatterns = [
    path("", public.PublicHomePage.as_view(), name="public-home"),
    path("refer/", drafts.ReferPage.as_view(), name="refer"),
    path("refer/sent/<uuid:referral>/", drafts.SentPage.as_view(), name="sent"),
    path("refer/<uuid:draft>/", drafts.DraftTasksPage.as_view(), name="draft"),
    path("refer/<uuid:draft>/check/", drafts.CheckAnswersPage.as_view(), name="check"),
    path("refer/<uuid:draft>/delete/", drafts.DeleteDraftPage.as_view(), name="delete-draft"),
    path("refer/<uuid:draft>/<slug:step>/", drafts.StepPage.as_view(), name="step"),
    path("refer/<uuid:draft>/<slug:step>/remove/", drafts.RemovePersonPage.as_view(), name="remove"),
    path("self-refer/", visitor.SelfReferPage.as_view(), name="self-refer"),
    path("self-refer/safety/", visitor.SafetyPage.as_view(), name="self-safety"),
    path("self-refer/somebody-else/", visitor.ForSomebodyElsePage.as_view(), name="self-else"),
    path("self-refer/check/", visitor.SelfCheckPage.as_view(), name="self-check"),
    path("self-refer/sent/", visitor.SelfSentPage.as_view(), name="self-sent"),
    path("self-refer/<slug:step>/", visitor.SelfStepPage.as_view(), name="self-step"),
    path("our-referrals/", ours.OurReferralsPage.as_view(), name="ours"),
    path("our-referrals/<uuid:referral>/files/", hand_in.HandInPage.as_view(), name="hand-in"),
    path("referrals/", queue.ReferralsPage.as_view(), name="list"),
    path("cases/<str:reference>/referral/", referral.ReferralPage.as_view(), name="show"),
    path("cases/<str:reference>/referral/accept/", referral.AcceptPage.as_view(), name="accept"),
    path("cases/<str:reference>/referral/decline/", referral.DeclinePage.as_view(), name="decline"),
    path("cases/<str:reference>/referral/decide/", referral.DecidePage.as_view(), name="decide"),
    path("cases/<str:reference>/referral/register/", referral.RegisterPage.as_view(), name="register"),
    path("cases/<str:reference>/referral/full/", referral.MarkFullPage.as_view(), name="mark-full"),
    path("cases/<str:reference>/offence/", corrections.OffencePage.as_view(), name="offence"),
    path(
        "cases/<str:reference>/files/<uuid:file>/referred/",
        corrections.ReferredPage.as_view(),
        name="referred",
    ),
    path("criteria/", criteria.CriteriaPage.as_view(), name="criteria"),
    path("criteria/change/", criteria.PublishCriteriaPage.as_view(), name="publish-criteria"),
    path("agencies/", agencies.AgenciesPage.as_view(), name="agencies"),
    path("agencies/agreements/", partner_agreements.AgreementsPage.as_view(), name="agency-agreements"),
    path(
        "agencies/agreements/add/",
        partner_agreements.AgreementFormPage.as_view(),
        name="add-agency-agreement",
    ),
    path(
        "agencies/agreements/<uuid:held>/",
        partner_agreements.AgreementPage.as_view(),
        name="agency-agreement",
    ),
    path(
        "agencies/agreements/<uuid:held>/change/",
        partner_agreements.AgreementFormPage.as_view(),
        name="change-agency-agreement",
    ),
    path(
        "agencies/agreements/<uuid:held>/sign/<uuid:signature>/",
        partner_agreements.SignPage.as_view(),
        name="sign-agency-agreement",
    ),
    path(
        "agencies/agreements/<uuid:held>/review/",
        partner_agreements.ReviewPage.as_view(),
        name="review-agency-agreement",
    ),
    path(
        "agencies/agreements/<uuid:held>/end/",
        partner_agreements.EndPage.as_view(),
        name="end-agency-agreement",
    ),
    path(
        "agencies/<uuid:agency>/contact/",
        partner_agreements.ContactPage.as_view(),
        name="agency-contact",
    ),
    path("agencies/add/", agencies.AgencyFormPage.as_view(), name="add-agency"),
    path("agencies/<uuid:agency>/", agencies.AgencyPage.as_view(), name="agency"),
    path("agencies/<uuid:agency>/change/", agencies.AgencyFormPage.as_view(), name="change-agency"),
    path(
        "agencies/<uuid:agency>/people/<uuid:member>/remove/",
        agencies.RemoveAgencyPersonPage.as_view(),
        name="remove-agency-person",
    ),
    path("agencies/<uuid:agency>/systems/add/", systems.AddSystemPage.as_view(), name="add-system"),
    path(
        "agencies/<uuid:agency>/systems/<uuid:token>/revoke/",
        systems.RevokeSystemPage.as_view(),
        name="revoke-system",
    ),
]
