"""`manage.py create_scheme` makes a scheme and its first manager."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from rjcase.access.models import Membership, SchemeProfile, User
from rjcase.access.roles import Role
from rjcase.access.services.invite import invitation_for, invite, join
from rjcase.tenancy import PUBLIC, acting
from rjcase.tenancy.models import Scheme
from tests.world import World

pytestmark = pytest.mark.django_db
PASSPHRASE = "wind farm by the river"


def create(slug: str = "eastshire", *more: str, prefix: str = "EAS") -> str:
    out = io.StringIO()
    call_command(
        "create_scheme",
        slug,
        "--name=Eastshire RJ",
        f"--prefix={prefix}",
        "--manager-email=Eve@eastshire.example",
        "--manager-name=Eve East",
        *more,
        stdout=out,
    )
    return out.getvalue()


def test_it_makes_a_manager_who_can_sign_in(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    assert "/eastshire/" in create("eastshire", "--password-stdin")
    response = client.post("/accounts/login/", {"login": "eve@eastshire.example", "password": PASSPHRASE})
    assert response.status_code == 303
    scheme, user = Scheme.objects.get(), User.objects.get()
    with acting(scheme, user):
        assert Membership.objects.get().roles == [Role.MANAGER]
        assert SchemeProfile.objects.count() == 1


def test_it_invites_a_manager_who_joins_once() -> None:
    link = create("eastshire", "--invite").split("/join/")[1].split("/")[0]
    scheme = Scheme.objects.get()
    user = User.objects.create_user("eve@eastshire.example", PASSPHRASE, name="Eve East")
    stranger = User.objects.create_user("mallory@eastshire.example", PASSPHRASE, name="Mallory")
    with acting(scheme, PUBLIC):
        assert invitation_for(link) == ("eve@eastshire.example", "Eve East")
        assert not join(link, stranger)
        assert join(link, user)
        assert not join(link, user)
        assert invitation_for(link) is None
    with acting(scheme, user) as context:
        assert context.scope == "office"


@pytest.mark.parametrize(
    ("slug", "prefix", "sentence"),
    [
        ("accounts", "ACC", "kept for the program"),
        ("northshire", "XYZ", "Another scheme has this"),
        ("westshire", "NOR", "Another scheme has this"),
        ("No slug!", "XYZ", "slug"),
    ],
)
def test_it_refuses_a_bad_address(world: World, slug: str, prefix: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        create(slug, "--invite", prefix=prefix)
    assert Scheme.objects.count() == 2


def test_it_does_not_let_one_scheme_use_anothers_invitation(world: World) -> None:
    with world.north.at("manager"):
        token = invite(email="new@north.example", name="New", roles=["manager"], by=world.north.manager).token
    with acting(world.south.scheme, PUBLIC):
        assert invitation_for(token) is None
        assert not join(token, User.objects.create_user("new@north.example", PASSPHRASE, name="New"))
