"""A page that acts as the system. Never imported."""

from rjcase.tenancy import SYSTEM, acting


def load(scheme):
    with acting(scheme, SYSTEM):  # breaks: rows-are-found-in-their-scheme
        return scheme
