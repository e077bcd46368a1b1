"""How a partner system comes in: its token names the scheme and stands for an account of its agency."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.response import Response
from rest_framework.views import APIView

from referrals.api.bodies import StrictJson
from referrals.services.api_tokens import Client, client_of, slug_in
from rjcase.access.door.throttle import Limit, client_address, take
from rjcase.tenancy import PUBLIC, acting
from rjcase.tenancy.models import Scheme

PER_TOKEN = Limit("requests of a system", 120, 1)
WRONG_TOKENS = Limit("wrong tokens from address", 30, 15)


class AgencyToken(BaseAuthentication):
    """`Authorization: Bearer rjc.…`; the account was found before the scheme was entered."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        """The system's account and its token's agency. Raises AuthenticationFailed without one."""
        client = getattr(request._request, "api_client", None)
        if client is None:
            raise exceptions.AuthenticationFailed("The token is not known, has ended or was revoked.")
        return request._request.api_user, client

    def authenticate_header(self, request: Any) -> str:
        """So that a refusal is a 401."""
        return "Bearer"


class AgencyTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """What the API's description says of the token."""

    target_class = "referrals.api.entry.AgencyToken"
    name = "agencyToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "The token of an agency’s system."}


class AgencyView(APIView):
    """The base of every address of the API: enters the scheme of the token around view and rendering."""

    authentication_classes = [AgencyToken]
    parser_classes = [StrictJson]
    scheme: Scheme
    client: Client

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Enter as the system's account; a token that opens nothing enters as nobody."""
        token = _token(request)
        scheme = Scheme.objects.filter(slug=slug_in(token)).first() if token else None
        client = None
        if scheme is not None:
            with acting(scheme, PUBLIC):
                client = client_of(token)
        if scheme is None or client is None:
            return self._refused(request, *args, **kwargs)
        # Counted before the transaction opens, so that what is refused there counts as well.
        request.too_many = not take((PER_TOKEN, str(client.user_id)))  # type: ignore[attr-defined]
        user = get_user_model().objects.get(pk=client.user_id)
        with acting(scheme, user) as context:
            if not context.scope:
                return self._refused(request, *args, **kwargs)
            self.scheme, self.client = scheme, client
            request.api_client, request.api_user = client, user  # type: ignore[attr-defined]
            response: Any = super().dispatch(request, *args, **kwargs)
            response.render()  # inside the transaction, like every page
            if response.status_code >= 400 or getattr(request, "failed", False):
                transaction.set_rollback(True)
            return response

    def _refused(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.too_many = not take((WRONG_TOKENS, client_address(request)))  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Slow down a system that asks too often, and whoever guesses tokens."""
        if request._request.too_many:
            raise exceptions.Throttled(wait=60)
        super().initial(request, *args, **kwargs)

    def answer(self, data: Any, status: int = 200) -> Response:
        """An answer as JSON."""
        return Response(data, status=status)


def _token(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
