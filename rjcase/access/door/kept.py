"""A form sent after its session ended is not lost: kept for its sender, encrypted, for a day.

Neither the browser nor the session holds what was typed; the session remembers only on which page it
was. The text is given back to the same person on the same page, and nowhere else.
"""

from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve

from rjcase.access.door.adapter import boxes
from rjcase.access.models.kept import KeptForm
from rjcase.access.permissions import PUBLIC
from rjcase.kernel.clock import now
from rjcase.tenancy import acting
from rjcase.tenancy.context import current
from rjcase.tenancy.models import Scheme

GOOD_FOR = timedelta(days=1)
MOST_BYTES, MOST_FORMS = 200_000, 5
_PAGE = "kept_form"


def keep(request: HttpRequest) -> bool:
    """Keep a form that was sent to a page of a scheme; False if there is nothing to keep.

    Call it while the request still says whose it is.
    """
    if request.method != "POST" or not request.user.is_authenticated or not _is_honest(request):
        return False
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if getattr(getattr(match.func, "view_class", None), "permission", PUBLIC) == PUBLIC:
        return False
    scheme = Scheme.objects.filter(slug=match.kwargs.get("scheme")).first()
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    body = typed.urlencode()
    if scheme is None or not body or len(body) > MOST_BYTES:
        return False
    user: Any = request.user
    with acting(scheme, user) as context:
        if not context.scope:
            return False
        mine = KeptForm.objects.filter(user=user).order_by("-kept_at")
        for old in [*mine.filter(path=request.path), *mine[MOST_FORMS - 1 :]]:
            old.delete()
        KeptForm.objects.create(
            user=user, path=request.path[:300], body=boxes("kept").encrypt(body.encode()).decode()
        )
    return True


def _is_honest(request: HttpRequest) -> bool:
    """Whether the form is one of ours: this runs before the ordinary check."""
    return CsrfViewMiddleware(lambda _request: None).process_view(request, None, (), {}) is None  # type: ignore[arg-type]


def remember(request: HttpRequest, path: str) -> None:
    """Note in the session on which page something was kept."""
    request.session[_PAGE] = path


def given_back(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before the session ended, or None. Asks nothing otherwise."""
    row = _row(request)
    if row is None:
        return None
    try:
        return QueryDict(boxes("kept").decrypt(row.body.encode()).decode())
    except InvalidToken:  # the secret key was changed since
        return None


def forget(request: HttpRequest) -> None:
    """The form was sent and saved: remove what was kept of it."""
    row = _row(request)
    if row is not None:
        row.delete()
        del request.session[_PAGE]


def _row(request: HttpRequest) -> KeptForm | None:
    context = current()
    if request.session.get(_PAGE) != request.path or context is None or context.scheme is None:
        return None
    user: Any = request.user
    found: KeptForm | None = KeptForm.objects.filter(
        user=user, path=request.path, kept_at__gt=now() - GOOD_FOR
    ).first()
    return found


def forget_old() -> None:
    """Remove what was not asked for within a day; the scheme is open, as the system."""
    KeptForm.objects.filter(kept_at__lte=now() - GOOD_FOR).delete()
