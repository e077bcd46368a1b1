"""Who is acting, for which scheme, with which scope. Imports no model."""

import contextvars
import dataclasses
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction

CONTEXT_LIFETIME = 3600  # seconds a signature is good for; a transaction never lives that long


class OutsideScheme(RuntimeError):
    """A scheme's data was asked for where no scheme is open. The message says what to do."""


class SchemeLike(Protocol):
    """A scheme, by its key."""

    @property
    def pk(self) -> Any: ...


class ActorLike(Protocol):
    """Whoever acts: a user, or one of the machine actors below."""

    @property
    def pk(self) -> Any: ...

    def scope_in(self, scheme: Any) -> str:
        """Name the widest scope this actor holds in the scheme; "" means not a member."""


@dataclasses.dataclass(frozen=True)
class MachineActor:
    """An actor that is no person: the public at a form, or the system doing its rounds."""

    scope: str
    pk: int = 0

    def scope_in(self, scheme: Any) -> str:
        return self.scope


PUBLIC = MachineActor("public")
SYSTEM = MachineActor("system")


@dataclasses.dataclass(frozen=True)
class Context:
    """What the database is told about the open transaction, signed.

    ``scope`` is one of office, staff, liaison, partner, commissioner, public, system, operator,
    maintenance, or "" for somebody who is no member. ``only_file`` narrows to one file.
    """

    scheme: int | None
    user: int
    scope: str = ""
    only_file: str = ""
    why: str = ""
    request_id: uuid.UUID = dataclasses.field(default_factory=uuid.uuid4)

    def signed(self, backend_pid: int) -> str:
        """Return the text of the transaction-local setting, good for this backend only."""
        expiry = int(time.time()) + CONTEXT_LIFETIME
        scheme = "" if self.scheme is None else self.scheme
        body = f"{scheme}|{self.user}|{self.scope}|{self.only_file}|{backend_pid}|{expiry}"
        mac = hmac.new(settings.CONTEXT_KEY, body.encode(), hashlib.sha256).hexdigest()
        return f"{body}|{mac}"

    def history(self) -> str:
        """Return what history keeps of the context, as JSON."""
        return json.dumps({"user": self.user, "scheme": self.scheme, "scope": self.scope, "why": self.why})


_current: contextvars.ContextVar[Context | None] = contextvars.ContextVar("rjcase_context", default=None)


def current() -> Context | None:
    """Return the open context, or None."""
    return _current.get()


@contextmanager
def _entered(context: Context) -> Iterator[None]:
    token = _current.set(context)
    try:
        with transaction.atomic():
            yield
            if settings.TESTING and not connection.needs_rollback:
                # A broken composite key would else show up at the end of a test, far from its cause.
                connection.check_constraints()
    finally:
        _current.reset(token)


@contextmanager
def acting(scheme: SchemeLike, actor: ActorLike, only_file: Any = None, why: str = "") -> Iterator[Context]:
    """Enter a scheme as an actor: opens the transaction and tells the database who acts.

    Inside, the default connection sees just what that actor may. ``only_file`` narrows every
    file table to that one file (a File or its id): letters and exports are rendered so. Nesting
    in the same scheme is allowed; another scheme raises OutsideScheme.
    """
    outer = _current.get()
    if outer is not None and outer.scheme != scheme.pk:
        raise OutsideScheme("Another scheme is already open: leave it first.")
    file_id = str(getattr(only_file, "pk", only_file) or "")
    bare = Context(scheme=scheme.pk, user=actor.pk or 0, only_file=file_id, why=why)
    if outer is not None:
        bare = dataclasses.replace(bare, request_id=outer.request_id)
    with _entered(bare):
        # The membership is itself behind the wall: read it as oneself, then sign the scope.
        same = outer is not None and outer.user == bare.user != 0
        scope = outer.scope if outer is not None and same else actor.scope_in(scheme)
        # Somebody who is no member, or whose account is shut, is nobody to the database: no grant is theirs.
        full = dataclasses.replace(bare, scope=scope, user=bare.user if scope else 0)
        token = _current.set(full)
        try:
            yield full
        finally:
            _current.reset(token)


@contextmanager
def as_person(user: ActorLike, scope: str = "") -> Iterator[Context]:
    """Sign who is there, in no scheme: for "which schemes am I in" and the operator's pages."""
    if _current.get() is not None:
        raise OutsideScheme("A scheme is open: leave it first.")
    context = Context(scheme=None, user=user.pk or 0, scope=scope)
    with _entered(context):
        yield context


@contextmanager
def maintenance(scheme_id: int, why: str = "data migration") -> Iterator[None]:
    """Let the owner touch one scheme's rows in a data migration, and nowhere else.

    Raises OutsideScheme where the database does not hold the key: it would find no rows, and say nothing.
    """
    with _entered(Context(scheme=scheme_id, user=0, scope="maintenance", why=why)):
        with connection.cursor() as cursor:
            cursor.execute("set local row_security = on")
            cursor.execute("select ctx_scope()")
            if cursor.fetchone() != ("maintenance",):
                raise OutsideScheme("The database does not accept the context: install its key first.")
        yield
        with connection.cursor() as cursor:
            cursor.execute("set local row_security = off")
