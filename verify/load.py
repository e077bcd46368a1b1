"""`python -m verify.load tokens <number>` and `count`: what the load of referrals needs from inside."""

import json
import sys
from datetime import timedelta
from typing import Any


def tokens(number: int) -> list[str]:
    """Tokens of so many systems of one agency in the demo scheme."""
    from referrals.models import Agency
    from referrals.services.api_tokens import make_token
    from rjcase.access.actors import actor_for
    from rjcase.kernel.clock import today
    from rjcase.tenancy import acting

    scheme, manager = _manager()
    with acting(scheme, manager):
        agency = Agency.objects.filter(is_active=True, kind="police").first()
        assert agency is not None  # noqa: S101 - the demo has the police
        facts = {"actor": actor_for(manager), "scheme": scheme, "agency": agency}
        last = today() + timedelta(days=30)
        return [make_token(name=f"Load {each}", expires_on=last, **facts)[1] for each in range(number)]


def count() -> dict[str, Any]:
    """What came through the API: ids of referrals, family names in the victims' files, cases."""
    from cases.models import Identity
    from referrals.models import Referral
    from rjcase.tenancy import acting

    scheme, manager = _manager()
    with acting(scheme, manager):
        rows = list(Referral.objects.filter(channel="api").values_list("pk", "case_id"))
        names = Identity.objects.filter(file__side="harmed", given_names="Load")
        return {
            "ids": [str(pk) for pk, _case in rows],
            "cases": len({case for _pk, case in rows}),
            "names": list(names.values_list("family_name", flat=True)),
        }


def _manager() -> tuple[Any, Any]:
    from django.contrib.auth import get_user_model

    from rjcase.tenancy.models import Scheme

    manager = get_user_model().objects.get(email="manager@northshire.example")
    return Scheme.objects.get(slug="northshire"), manager


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(tokens(int(sys.argv[2])) if sys.argv[1] == "tokens" else count()))
