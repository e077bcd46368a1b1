"""Passwords of a list of breached ones, where an installation keeps one."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rjcase.access.door.breached import BreachedPasswordsValidator, is_listed
from tests.world import PASSWORD, World

STOLEN = "correct horse battery staple"


def write(place: Path, passwords: set[str], ending: str = ":12\r\n") -> Path:
    """A list as the downloader writes it."""
    digests = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in passwords)  # noqa: S324
    place.write_bytes("".join(f"{each}{ending}" for each in digests).encode())
    return place


@settings(max_examples=30)
@given(st.sets(st.text(max_size=12), max_size=40), st.text(max_size=12), st.sampled_from((":7\r\n", "\n")))
def test_it_finds_what_is_listed_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, passwords: set[str], other: str, ending: str
) -> None:
    found = write(tmp_path_factory.getbasetemp() / "listed.txt", passwords, ending)
    assert all(is_listed(found, each) for each in passwords)
    assert is_listed(found, other) == (other in passwords)


@pytest.mark.django_db
def test_it_refuses_a_breached_password_by_the_list_of_the_installation(
    world: World, client: Client, tmp_path: Path, settings: Any
) -> None:
    path = write(tmp_path / "list.txt", {STOLEN, *(f"other {number}" for number in range(500))})
    name = "rjcase.access.door.breached.BreachedPasswordsValidator"
    given = next(each for each in settings.AUTH_PASSWORD_VALIDATORS if each["NAME"] == name)
    assert given["OPTIONS"]["path"] == "", "none is shipped"
    rest = [each for each in settings.AUTH_PASSWORD_VALIDATORS if each["NAME"] != name]
    settings.AUTH_PASSWORD_VALIDATORS = [*rest, {"NAME": name, "OPTIONS": {"path": str(path)}}]
    client.force_login(world.north.facilitator)

    def change(new: str) -> Any:
        return client.post("/accounts/password/", {"old": PASSWORD, "new": new})

    assert "stolen from another service before" in change(STOLEN).content.decode()
    assert change("another horse battery staple").status_code in (302, 303)


def test_it_takes_no_password_unseen_when_the_list_is_gone(tmp_path: Path) -> None:
    BreachedPasswordsValidator("").validate(STOLEN)
    with pytest.raises(OSError, match="No such file"):
        BreachedPasswordsValidator(str(tmp_path / "gone.txt")).validate(STOLEN)
