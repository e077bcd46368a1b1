"""Where every address leads."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rjcase.web.urls")),
    path("api/", include("rjcase.api_urls")),
    path("<slug:scheme>/", include("rjcase.deadlines.urls")),
    path("operator/", include("rjcase.web.operator.urls")),
    path("<slug:scheme>/", include("rjcase.web.scheme.urls")),
    path("<slug:scheme>/", include("rjcase.documents.urls")),
    path("<slug:scheme>/", include("rjcase.notifications.urls")),
    path("<slug:scheme>/", include("practitioners.urls")),
    path("<slug:scheme>/", include("cases.urls")),
    path("<slug:scheme>/", include("referrals.urls")),
    path("<slug:scheme>/", include("reporting.urls")),
    path("<slug:scheme>/", include("assessments.urls")),
    path("<slug:scheme>/", include("conferences.urls")),
    path("<slug:scheme>/", include("agreements.urls")),
    path("<slug:scheme>/", include("rjcase.assurance.urls")),
]

handler400 = "rjcase.web.errors.bad_request"
handler403 = "rjcase.web.errors.forbidden"
handler404 = "rjcase.web.errors.not_found"
handler500 = "rjcase.web.errors.server_error"
