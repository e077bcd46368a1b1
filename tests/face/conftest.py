"""The gallery: every part of the face on a few pages, served without any table of the database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

_TEMPLATES = Path(__file__).resolve().parent / "templates"


@pytest.fixture
def gallery(settings: Any) -> None:
    """Serve the gallery instead of the product: its own addresses, sessions in cookies, no schemes."""
    settings.ROOT_URLCONF = "tests.face.gallery"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], _TEMPLATES]}]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SchemeMiddleware")]


@pytest.fixture
def visitor(gallery: None) -> Client:
    """A client at the gallery; a failing page answers 500 instead of raising."""
    return Client(raise_request_exception=False)


@pytest.fixture
def gallery_url(gallery: None) -> Iterator[str]:
    """The gallery on a port, for a browser."""
    server = LiveServer("localhost")
    django_settings.ALLOWED_HOSTS = ["*"]
    yield f"{server.url}/gallery"
    server.stop()
