"""Addresses of letters, below ``/<scheme>/cases/<reference>/files/<file>/``."""

from django.urls import path

from cases.letters.pages import Letters, MakeIntroduction, RecordPosted

urlpatterns = [
    path("cases/<str:reference>/files/<uuid:file>/letters/", Letters.as_view(), name="letters"),
    path(
        "cases/<str:reference>/files/<uuid:file>/letters/introduction/",
        MakeIntroduction.as_view(),
        name="letter-introduction",
    ),
    path(
        "cases/<str:reference>/files/<uuid:file>/letters/<uuid:document>/posted/",
        RecordPosted.as_view(),
        name="letter-posted",
    ),
]
