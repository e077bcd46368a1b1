"""One guard of the database weakened for a while, as its owner could: to see a test notice it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from django.db import connection


@contextmanager
def _owner() -> Iterator[psycopg.Connection[Any]]:
    """A session of the owner in the database in use. It waits for no lock."""
    given, owner = connection.get_connection_params(), connection.settings_dict["OWNER"]
    server = {key: given[key] for key in ("host", "port", "dbname") if key in given}
    login = {"user": owner["USER"], "password": owner["PASSWORD"] or None}
    with psycopg.connect(**server, **login, autocommit=True) as session:
        session.execute("set role rjcase_owner")
        session.execute("set lock_timeout = '5s'")
        yield session


def function(signature: str, old: str, new: str) -> AbstractContextManager[None]:
    """A function with one piece of its text replaced."""
    text = _text_of(signature)
    assert old in text, f"{signature} no longer says {old}"
    return redefined(signature, text.replace(old, new))


@contextmanager
def redefined(signature: str, text: str) -> Iterator[None]:
    """A function with another definition."""
    before = _text_of(signature)
    with _owner() as owner:
        _define(owner, text)
    try:
        yield
    finally:
        with _owner() as owner:
            _define(owner, before)


def _text_of(signature: str) -> str:
    with _owner() as owner:
        row = owner.execute("select pg_get_functiondef(%s::regprocedure)", [signature]).fetchone()
    return str(row[0]) if row else ""


def _define(owner: psycopg.Connection[Any], text: str) -> None:
    with owner.transaction():
        owner.execute("grant create on schema public to rjcase_definer")
        owner.execute("set local role rjcase_definer")
        owner.execute(text.encode())
        owner.execute("set local role rjcase_owner")
        owner.execute("revoke create on schema public from rjcase_definer")


@contextmanager
def policy(table: str, name: str, old: str, new: str) -> Iterator[None]:
    """A policy with one piece of its condition replaced, wherever it stands."""
    with _owner() as owner:
        query = "select qual from pg_policies where tablename = %s and policyname = %s"
        row = owner.execute(query, [table, name]).fetchone()
        text = row[0] if row else ""
        assert old in text, f"{name} of {table} no longer says {old}: {text}"
        owner.execute(f'alter policy "{name}" on "{table}" using ({text.replace(old, new)})'.encode())
    try:
        yield
    finally:
        with _owner() as owner:
            owner.execute(f'alter policy "{name}" on "{table}" using ({text})'.encode())


@contextmanager
def trigger_off(table: str, name: str) -> Iterator[None]:
    """A table without one of its triggers."""
    with _owner() as owner:
        owner.execute(f'alter table "{table}" disable trigger "{name}"'.encode())
    try:
        yield
    finally:
        with _owner() as owner:
            owner.execute(f'alter table "{table}" enable trigger "{name}"'.encode())


@contextmanager
def lent(right: str) -> Iterator[None]:
    """One more right for the web role."""
    with _owner() as owner:
        owner.execute(f"grant {right} to rjcase_web".encode())
    try:
        yield
    finally:
        with _owner() as owner:
            owner.execute(f"revoke {right} from rjcase_web".encode())
