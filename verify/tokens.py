"""`python -m verify.tokens`: print tokens of the API for four roles in the demo scheme, as JSON."""

import json
from datetime import timedelta
from typing import Any


def make() -> dict[str, str]:
    """A live system, one that was revoked, one that nobody made, and nobody."""
    from django.contrib.auth import get_user_model

    from referrals.models import Agency
    from referrals.services.api_tokens import make_token, revoke_token
    from rjcase.access.actors import actor_for
    from rjcase.kernel.clock import today
    from rjcase.tenancy import acting
    from rjcase.tenancy.models import Scheme

    scheme = Scheme.objects.get(slug="northshire")
    manager = get_user_model().objects.get(email="manager@northshire.example")
    with acting(scheme, manager):
        actor = actor_for(manager)
        agency = Agency.objects.filter(is_active=True).first()
        facts: dict[str, Any] = {
            "actor": actor,
            "scheme": scheme,
            "agency": agency,
            "expires_on": today() + timedelta(days=30),
        }
        _row, live = make_token(name="Scan", **facts)
        row, revoked = make_token(name="Scan that ended", **facts)
        revoke_token(actor=actor, token=row)
    return {"system": live, "revoked": revoked, "made_up": live[:-4] + "xxxx", "nobody": ""}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make()))
