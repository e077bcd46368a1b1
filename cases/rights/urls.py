"""Addresses on the rights of the people in the files."""

from django.urls import URLPattern, URLResolver, include, path

from cases.rights import office, openings, pages

Patterns = list[URLPattern | URLResolver]

request_pages: Patterns = [
    path("", pages.RequestPage.as_view(), name="request"),
    path("more-time/", pages.ExtendRequest.as_view(), name="extend_request"),
    path("answer/", pages.AnswerRequest.as_view(), name="answer_request"),
    path("files/", pages.RequestFiles.as_view(), name="request_files"),
    path("texts/", pages.Texts.as_view(), name="texts"),
    path("texts/<slug:source>/<uuid:row>/<slug:field>/", pages.OneText.as_view(), name="text"),
    path("copy/", pages.MakeBundle.as_view(), name="make_bundle"),
    path("copy/<uuid:bundle>/", pages.Download.as_view(), name="bundle"),
]
file_pages: Patterns = [
    path("rights/", pages.Rights.as_view(), name="rights"),
    path("rights/new/", pages.NewRequest.as_view(), name="new_request"),
    path("rights/erase/", pages.ProposeErasure.as_view(), name="propose_erasure"),
    path("rights/<uuid:asked>/", include(request_pages)),
]
case_pages: Patterns = [
    path("hold/", office.PlaceHold.as_view(), name="hold"),
    path("hold/end/", office.ReleaseHold.as_view(), name="release_hold"),
    path("erase/", office.ProposeCaseErasure.as_view(), name="propose_case_erasure"),
]
urlpatterns: Patterns = [
    path("retention/", office.RetentionReview.as_view(), name="retention"),
    path("retention/erasures/<uuid:erasure>/", office.ErasurePage.as_view(), name="erasure"),
    path("retention/erasures/<uuid:erasure>/back/", office.CancelErasure.as_view(), name="cancel_erasure"),
    path("open-with-a-reason/", openings.OpenWithReason.as_view(), name="open_with_reason"),
    path("openings/<uuid:opening>/", openings.ReviewOpening.as_view(), name="review_opening"),
]
