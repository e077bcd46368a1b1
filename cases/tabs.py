"""The sections of a case and of a file. Each stage registers its own in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.links import case_url_or_none
from cases.models import Case, File


@dataclass(frozen=True)
class Tab:
    """One section. ``kinds``: "case" for the case page, else the kinds of file it belongs to.

    The page ``url_name`` takes ``scheme`` and ``reference``; a tab of a party's file also ``file``.
    ``permission`` hides it from those who lack it, ``shows(case, actor)`` where it has no page for them.
    """

    label: Any
    url_name: str
    order: int
    kinds: frozenset[str] | set[str] = frozenset({"party"})
    permission: str = ""
    shows: Callable[[Case, Any], bool] | None = None


_TABS: dict[str, Tab] = {}


def register(tab: Tab) -> None:
    """Add a section. Raises ValueError for an address that is registered already."""
    if _TABS.setdefault(tab.url_name, tab) is not tab:
        raise ValueError(f"The tab {tab.url_name} is registered twice.")


def is_tab(url_name: str) -> bool:
    """Whether a page is a section that every party's file has."""
    tab = _TABS.get(url_name)
    return tab is not None and File.Kind.PARTY in tab.kinds


def items(kind: str, case: Case, actor: Any, file: File | None = None) -> list[dict[str, Any]]:
    """The sections for ``{% sub_navigation %}``; those whose page does not exist are left out."""
    more = {"file": file} if kind == File.Kind.PARTY and file is not None else {}
    found = []
    for tab in sorted(_TABS.values(), key=lambda item: item.order):
        if kind not in tab.kinds or (tab.permission and not actor.may(tab.permission)):
            continue
        if tab.shows is not None and not tab.shows(case, actor):
            continue
        href = case_url_or_none(tab.url_name, case, **more)
        if href:
            found.append({"text": str(tab.label), "href": href})
    return found
