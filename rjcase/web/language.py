"""In which language a page answers: English, or Welsh where the page and the scheme have it.

Pages for the public are bilingual (`Page.bilingual`); a scheme's manager switches Welsh on. A visitor
chooses with a link (`?language=cy`), kept in the session and so gone with it when they exit; before they
choose, their browser is asked. Pages of staff are in English whatever the browser says.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from rjcase.tenancy.models import Scheme

ENGLISH, WELSH = "en-gb", "cy"
ASKED, KEPT = "language", "language"


class PublicLanguageMiddleware:
    """Answers in English unless the page is bilingual, Welsh is on, and the visitor wants it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Whatever an earlier request of this thread spoke, begin in English."""
        with translation.override(ENGLISH):
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, _args: Any, _kwargs: Any) -> None:
        """Choose once the page is known; `SchemeMiddleware` has put the scheme on the request."""
        page = getattr(view, "view_class", None)
        request.languages = ()
        if getattr(page, "bilingual", False) and is_offered(getattr(request, "current_scheme", None)):
            request.languages = settings.LANGUAGES
            translation.activate(_wanted(request))


def is_offered(scheme: Scheme | None) -> bool:
    """Whether Welsh is on: in the scheme, or for pages without one, in any scheme."""
    return scheme.has_welsh if scheme is not None else Scheme.objects.filter(has_welsh=True).exists()


def _wanted(request: HttpRequest) -> str:
    """The language of the link that was followed, else the one chosen before, else the browser's."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get(ASKED, "")
    if asked in known:
        request.session[KEPT] = asked
        return asked
    kept = str(request.session.get(KEPT, ""))
    return kept if kept in known else _of_browser(request)


def _of_browser(request: HttpRequest) -> str:
    for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if code.partition("-")[0] == WELSH:
            return WELSH
        if code.partition("-")[0] == "en":
            break
    return ENGLISH
