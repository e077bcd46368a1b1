"""Named permissions: which roles open which pages. Each app declares its own in ``policies.py``.

A permission never opens a file: that takes a grant. ``PUBLIC`` and ``SIGNED_IN`` are for pages
that ask for no role.
"""

from collections.abc import Iterable

from rjcase.access.roles import Role

PUBLIC = "public"
SIGNED_IN = "signed_in"
_HOLDERS: dict[str, frozenset[Role]] = {}


def declare(name: str, roles: Iterable[Role]) -> str:
    """Declare a permission and the roles that hold it; returns the name. Twice is an error."""
    if name in _HOLDERS:
        raise ValueError(f"The permission {name} is declared twice.")
    _HOLDERS[name] = frozenset(roles)
    return name


def holders(name: str) -> frozenset[Role]:
    """Return the roles that hold a permission. Raises KeyError for a name nobody declared."""
    return _HOLDERS[name]


def is_known(name: str) -> bool:
    """Whether a page may name this permission."""
    return name in (PUBLIC, SIGNED_IN) or name in _HOLDERS


def all_permissions() -> dict[str, frozenset[Role]]:
    """Every declared permission, for the matrix of routes and roles."""
    return dict(_HOLDERS)
