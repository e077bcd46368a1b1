"""Loading the demo, once."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from referrals.models import Referral
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.around import add_surroundings
from rjcase.web.demo.comings import add_comings
from rjcase.web.demo.people import OPERATOR, ROLES, SCHEMES, email_of, ensure_operator, ensure_scheme
from rjcase.web.demo.register import add_register
from rjcase.web.demo.stories import stories
from rjcase.web.demo.telling import Teller
from rjcase.web.demo.trust import add_trust


def load_demo(
    password: str,
    *,
    cases: int | None = None,
    only: str | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Make the demo schemes, people and cases that are not there yet; safe to run again.

    ``cases`` limits the stories told in each scheme, ``only`` names one scheme. Raises DomainError
    beside a real scheme, or on servers that are not embedded unless RJCASE_DEMO=1.
    """
    if not (settings.EMBEDDED or settings.DEMO):
        raise DomainError("Demo data is loaded on the embedded servers only, or with RJCASE_DEMO=1.")
    if Scheme.objects.exclude(slug__in=SCHEMES).exclude(slug__startswith="bulk-").exists():
        raise DomainError("There is a real scheme here. Demo data never stands beside one.")
    ensure_operator(password)
    for slug in [only] if only else SCHEMES:
        scheme = ensure_scheme(slug, password)
        with transaction.atomic():
            add_register(scheme)
        told = 0
        with acting(scheme, SYSTEM):
            told = Referral.objects.filter(channel="form").count()
        wanted = stories()[:cases]
        for number, story in list(enumerate(wanted))[told:]:
            with transaction.atomic():
                Teller(scheme, story, number).tell()
        if wanted:
            with transaction.atomic():  # all of it or none: a start that was stopped tells it again
                add_surroundings(scheme)
                add_trust(scheme)
                add_comings(scheme)
        say(f"{scheme.name}: {len(wanted)} cases")


def sign_ins() -> list[str]:
    """Return the e-mail addresses that sign in to the demo."""
    return [OPERATOR, *(email_of(name, slug) for slug in SCHEMES for name in ROLES)]
