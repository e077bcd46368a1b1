"""Addresses of pages of a case, for gates, panels, deadlines and pages alike."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from cases.models import Case


def case_url(name: str, case: Case, **more: Any) -> str:
    """Return the address of a page of a case: ``case_url("cases:file", case, file=file)``.

    Rows among ``more`` are given by their id. Raises NoReverseMatch for a page that does not exist.
    """
    kwargs = {key: getattr(value, "pk", value) for key, value in more.items()}
    return reverse(name, kwargs={"scheme": case.scheme.slug, "reference": case.reference, **kwargs})


def case_url_or_none(name: str, case: Case, **more: Any) -> str:
    """Return the address, or "" while no such page exists."""
    try:
        return case_url(name, case, **more)
    except NoReverseMatch:
        return ""
