"""The API of partner systems and its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    # Open to anybody: it tells what may be sent, and nothing of anybody.
    path(
        "schema/",
        SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[]),
        name="api-schema",
    ),
    path("v1/", include("referrals.api_urls")),
]
