"""What attacking scanners are given: one address or form of each kind, with the session of who found it."""

import urllib.parse
from collections.abc import Iterable

from verify.crawl import NOT_FOLLOWED, Form, Visit

# Forms that would end the scan: they sign out, take the account or the factor away, or count wrong passwords.
ENDS_THE_SCAN = NOT_FOLLOWED | {
    *("login", "password", "forgot", "confirm", "second-step-app", "second-step-key", "second-step-remove"),
    *("mfa_authenticate", "second-step-codes", "second-step", "reset-link"),
    *("scheme:deactivate", "scheme:lost-device", "scheme:leave", "operator:account", "end-sessions"),
}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def forms_of(visits: Iterable[Visit]) -> list[tuple[Form, Visit]]:
    """Each form once, of whoever came to it first; those without a field of their own are left out."""
    found: dict[object, tuple[Form, Visit]] = {}
    for each in visits:
        for form in each.forms:
            named = [name for name, _value in form.fields if name != TOKEN]
            if named and form.route and form.route not in ENDS_THE_SCAN:
                found.setdefault(form.key, (form, each))
    return [found[key] for key in sorted(found, key=str)]


def cookies_of(visit: Visit) -> str:
    """The cookies of somebody as a header."""
    return "; ".join(f"{name}={value}" for name, value in visit.cookies.items())


def encoded(form: Form) -> str:
    """What the form sends when it is sent as it stands."""
    return urllib.parse.urlencode(form.fields)
