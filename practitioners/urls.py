"""Addresses of the register, below ``/<scheme>/``."""

from django.urls import path

from practitioners.pages import job_descriptions, overview, record, rota, selection

app_name = "practitioners"
urlpatterns = [
    path("practitioners/", overview.Practitioners.as_view(), name="list"),
    path("practitioners/training/", overview.TrainingRegister.as_view(), name="training"),
    path("practitioners/training/add/", overview.AddOutsiderTraining.as_view(), name="add-training"),
    path("practitioners/access/", overview.AccessChecklist.as_view(), name="access"),
    path("practitioners/profile/", overview.Profile.as_view(), name="profile"),
    path("practitioners/selection/", selection.Scorecards.as_view(), name="selection"),
    path("practitioners/selection/add/", selection.EditScorecard.as_view(), name="add-scorecard"),
    path("practitioners/selection/<uuid:card>/", selection.EditScorecard.as_view(), name="scorecard"),
    path("practitioners/jobs/", job_descriptions.JobDescriptions.as_view(), name="jobs"),
    path(
        "practitioners/jobs/add/<slug:post>/", job_descriptions.EditJobDescription.as_view(), name="add-job"
    ),
    path("practitioners/jobs/<uuid:job>/", job_descriptions.EditJobDescription.as_view(), name="job"),
    path("practitioners/rota/", rota.Rota.as_view(), name="rota"),
    path("practitioners/rota/add/", rota.AddDuty.as_view(), name="add-duty"),
    path("practitioners/rota/<uuid:duty>/remove/", rota.RemoveDuty.as_view(), name="remove-duty"),
    path("practitioners/me/", record.MyRecord.as_view(), name="me"),
    path("practitioners/me/equality/", overview.MyAnswers.as_view(), name="my-answers"),
    path("practitioners/me/add/<slug:kind>/", record.AddOwnEntry.as_view(), name="add-own"),
    path(
        "practitioners/me/entries/<uuid:mine>/withdraw/",
        record.WithdrawOwnEntry.as_view(),
        name="withdraw-own",
    ),
    path("practitioners/<uuid:membership>/", record.Record.as_view(), name="record"),
    path("practitioners/<uuid:membership>/job/", record.ChangeJob.as_view(), name="change-job"),
    path("practitioners/<uuid:membership>/reach/", record.ChangeReach.as_view(), name="change-reach"),
    path("practitioners/<uuid:membership>/add/<slug:kind>/", record.AddEntry.as_view(), name="add"),
    path(
        "practitioners/<uuid:membership>/entries/<uuid:entry>/withdraw/",
        record.WithdrawEntry.as_view(),
        name="withdraw",
    ),
]
