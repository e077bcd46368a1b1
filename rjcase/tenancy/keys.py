"""The key that signs contexts, as the database holds it: two pads that only its definer reads."""

import hashlib
from typing import Any

from django.conf import settings

BLOCK = 64  # bytes of one SHA-256 block


def install_context_key(connection: Any) -> None:
    """Store the pads of the present key if the database does not hold them; run as the owner.

    Older keys stay live until ``manage.py retire_context_keys``, so that processes started with
    the old key go on working during a rotation.
    """
    key = settings.CONTEXT_KEY.ljust(BLOCK, b"\0")
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('public.context_key') is not null")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("set role rjcase_definer")
        cursor.execute(
            "insert into context_key (fingerprint, ipad, opad) values (%s, %s, %s) on conflict do nothing",
            [
                hashlib.sha256(key).hexdigest()[:16],
                bytes(byte ^ 0x36 for byte in key),
                bytes(byte ^ 0x5C for byte in key),
            ],
        )
        cursor.execute("set role rjcase_owner")


def seal_triggers(connection: Any) -> None:
    """Take away pgtrigger's switch: no setting of a session may make a history trigger skip.

    pgtrigger writes the function again with every trigger, so this runs after every migrate.
    """
    with connection.cursor() as cursor:
        cursor.execute("select to_regprocedure('public._pgtrigger_should_ignore(name)') is not null")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(
            "create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean"
            " language sql immutable as 'select false'"
        )
        cursor.execute(
            "grant execute on function public._pgtrigger_should_ignore(name)"
            " to rjcase_definer, rjcase_web, rjcase_worker, rjcase_ops"
        )
