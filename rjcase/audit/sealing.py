"""Sealing history: digests chained in the database, the head signed and kept outside it too."""

import hashlib
import hmac
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from rjcase.audit.models import HistorySeal
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

logger = logging.getLogger("rjcase.seal")

ROWS_A_SEAL = 20_000


@dataclass(frozen=True)
class Kept:
    """A seal as it is kept outside the database: one line of JSON, no personal data."""

    number: int
    head: str
    signature: str
    sealed_at: str


def signature_of(scheme: Scheme, number: int, head: str) -> str:
    """Return the signature of a seal's head: HMAC-SHA256 with a key the database does not have."""
    text = f"{scheme.slug}|{number}|{head}".encode()
    return hmac.new(settings.SEAL_KEY, text, hashlib.sha256).hexdigest()


def kept_path(scheme: Scheme) -> Path:
    """Where the heads of a scheme are kept outside the database."""
    return Path(settings.SEAL_DIR) / f"{scheme.slug}.seals"


def kept_outside(scheme: Scheme) -> list[Kept]:
    """The seals kept outside, oldest first; none where nothing was kept yet."""
    path = kept_path(scheme)
    if not path.exists():
        return []
    return [Kept(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def seal_scheme(scheme: Scheme) -> int:
    """Seal what a scheme has added since the last seal; returns how many seals that took.

    Each seal is a transaction of its own. Heads that a crash kept from being written outside are
    written now, so running it again heals.
    """
    made = 0
    while _seal_once(scheme):
        made += 1
    keep_outside(scheme)
    return made


def _seal_once(scheme: Scheme) -> bool:
    with acting(scheme, SYSTEM, why="seal"), connection.cursor() as cursor:
        cursor.execute("select made_number, made_head from seal_history(%s)", [ROWS_A_SEAL])
        row = cursor.fetchone()
        if row is None:
            return False
        cursor.execute("select sign_seal(%s, %s)", [row[0], signature_of(scheme, *row)])
        return True


def keep_outside(scheme: Scheme) -> None:
    """Append the heads that are not outside yet; an existing line is never rewritten."""
    last = max((kept.number for kept in kept_outside(scheme)), default=0)
    with acting(scheme, SYSTEM, why="seal"):
        rows = list(HistorySeal.objects.filter(number__gt=last).order_by("number"))
    if not rows:
        return
    lines = [Kept(row.number, row.head, row.signature, row.sealed_at.isoformat()) for row in rows]
    transaction.on_commit(lambda: _append(scheme, lines))


def _append(scheme: Scheme, lines: list[Kept]) -> None:
    path = kept_path(scheme)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        for kept in lines:
            handle.write(json.dumps(asdict(kept)) + "\n")
            logger.info("sealed %s %d %s", scheme.slug, kept.number, kept.head)
