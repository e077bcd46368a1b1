"""Addresses of meetings, exchanges and feedback, below ``/<scheme>/``."""

from django.urls import URLPattern, URLResolver, include, path

from conferences.pages import exchange, planning, records, together

app_name = "conferences"

_message = [
    path("check/", exchange.CheckMessage.as_view(), name="message-check"),
    path("deliver/", exchange.DeliverMessage.as_view(), name="message-deliver"),
]
_process: list[URLPattern | URLResolver] = [
    path("", together.ProcessOverview.as_view(), name="process"),
    path("begin/", together.BeginProcess.as_view(), name="begin-process"),
    path("plan/", planning.Plan.as_view(), name="plan"),
    path("custody/", planning.Custody.as_view(), name="custody"),
    path("attendees/add/", planning.AddAttendee.as_view(), name="attendee"),
    path("attendees/<uuid:attendee>/remove/", planning.RemoveAttendee.as_view(), name="attendee-remove"),
    path("hold/", planning.Hold.as_view(), name="hold"),
    path("postpone/", planning.Postpone.as_view(), name="postpone"),
    path("cancel/", planning.Cancel.as_view(), name="cancel"),
    path("write-up/", records.EditWriteUp.as_view(), name="write-up"),
    path("messages/add/", exchange.AddMessage.as_view(), name="message"),
    path("messages/<uuid:message>/", include(_message)),
    path("finish/", exchange.Finish.as_view(), name="finish"),
    path("files/<uuid:file>/arrival/", planning.PlanArrival.as_view(), name="arrival"),
    path("files/<uuid:file>/sheet/", records.DaySheet.as_view(), name="sheet"),
]
_together: list[URLPattern | URLResolver] = [
    path("", together.Together.as_view(), name="together"),
    path("open/", together.OpenProcess.as_view(), name="open"),
    path("begin/", together.Begin.as_view(), name="begin"),
    path("complete/", together.Complete.as_view(), name="complete"),
    path("abandon/", together.Abandon.as_view(), name="abandon"),
    path("<uuid:process>/", include(_process)),
]
_file = [
    path("feedback/", records.FeedbackTab.as_view(), name="feedback"),
    path("feedback/add/", records.AddFeedback.as_view(), name="feedback-add"),
]
urlpatterns = [
    path("cases/<str:reference>/together/", include(_together)),
    path("cases/<str:reference>/files/<uuid:file>/", include(_file)),
]
