"""Addresses of a scheme's settings and of its door, below ``/<scheme>/``."""

from django.urls import URLPattern, URLResolver, include, path

from rjcase.web.scheme import (
    access_list,
    checks,
    deactivate,
    deadlines,
    divisions,
    hand_over,
    invitations,
    join,
    lost_device,
    people,
    print_words,
    public,
    retention,
    settings,
    stewardship,
)

app_name = "scheme"
people_pages: list[URLPattern | URLResolver] = [
    path("", people.People.as_view(), name="people"),
    path("invite/", invitations.Invite.as_view(), name="invite"),
    path("invitations/<uuid:invitation>/again/", invitations.InviteAgain.as_view(), name="invite-again"),
    path("invitations/<uuid:invitation>/withdraw/", invitations.Withdraw.as_view(), name="withdraw"),
    path("<uuid:membership>/", people.Person.as_view(), name="person"),
    path("<uuid:membership>/change/", people.ChangePerson.as_view(), name="change-person"),
    path("<uuid:membership>/lost-device/", lost_device.LostDevice.as_view(), name="lost-device"),
    path("<uuid:membership>/deactivate/", deactivate.Deactivate.as_view(), name="deactivate"),
    path("<uuid:membership>/leave/", people.Leave.as_view(), name="leave"),
    path("<uuid:membership>/hand-over/", hand_over.HandOver.as_view(), name="hand-over"),
    path("<uuid:membership>/checks/", checks.Checks.as_view(), name="checks"),
    path("<uuid:membership>/checks/record/", checks.RecordCheck.as_view(), name="record-check"),
    path(
        "<uuid:membership>/checks/<uuid:check>/withdraw/",
        checks.WithdrawCheck.as_view(),
        name="withdraw-check",
    ),
]
settings_pages: list[URLPattern | URLResolver] = [
    path("", settings.Hub.as_view(), name="hub"),
    path("profile/", settings.EditProfile.as_view(), name="profile"),
    path("words/", settings.EditLabels.as_view(), name="labels"),
    path("words/documents/", print_words.EditPrintWords.as_view(), name="print-words"),
    path("marking/", settings.EditMarking.as_view(), name="marking"),
    path("referring/", public.EditReferring.as_view(), name="referring"),
    path("maps/", public.EditMaps.as_view(), name="maps"),
    path("welsh/", public.EditWelsh.as_view(), name="welsh"),
    path("areas/", divisions.Areas.as_view(), name="areas"),
    path("areas/add/", divisions.AreaForm.as_view(), name="add-areas"),
    path("areas/<uuid:row>/", divisions.AreaForm.as_view(), name="change-areas"),
    path("teams/", divisions.Teams.as_view(), name="teams"),
    path("teams/add/", divisions.TeamForm.as_view(), name="add-teams"),
    path("teams/<uuid:row>/", divisions.TeamForm.as_view(), name="change-teams"),
    path("deadlines/", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/<slug:kind>/", deadlines.ChangeDeadline.as_view(), name="change-deadline"),
    path("retention/", retention.Retention.as_view(), name="retention"),
    path("retention/add/", retention.ChangeRetention.as_view(), name="add-retention"),
    path("retention/<uuid:row>/", retention.ChangeRetention.as_view(), name="change-retention"),
    path("people/", include(people_pages)),
    path("access-list/", access_list.AccessList.as_view(), name="access-list"),
    path("access-list/file.<str:kind>", access_list.DownloadAccessList.as_view(), name="access-list-file"),
    path("data/", stewardship.Stewardship.as_view(), name="stewardship"),
    path("data/change/", stewardship.ChangeStewardship.as_view(), name="change-stewardship"),
]
urlpatterns = [
    path("scheme/", include(settings_pages)),
    path("join/<str:token>/", join.JoinPage.as_view(), name="join"),
]
