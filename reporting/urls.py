"""Addresses of reporting, below /<scheme>/."""

from django.urls import path

from reporting import pages

app_name = "reporting"
urlpatterns = [
    path("returns/", pages.ReturnsPage.as_view(), name="returns"),
    path("returns/start/", pages.StartReturn.as_view(), name="start"),
    path("returns/<uuid:pk>/", pages.ReturnPage.as_view(), name="return"),
    path("returns/<uuid:pk>/narrative/", pages.NarrativePage.as_view(), name="narrative"),
    path("returns/<uuid:pk>/submit/", pages.SubmitPage.as_view(), name="submit"),
    path("returns/<uuid:pk>/cases/<str:measure>/<str:key>/", pages.BehindPage.as_view(), name="behind"),
    path("returns/<uuid:pk>/file.<str:kind>", pages.DownloadReturn.as_view(), name="download"),
]
