"""The sections of the product, by role, in the order of the map of pages.

One person may hold several roles: items merge in the order below and nothing is switched. An item
whose page does not exist yet is not shown, so no link leads nowhere.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PRACTITIONERS = ("facilitator", "volunteer")
_OFFICE = ("administrator", "coordinator", "manager")
_KEEPERS = ("administrator", "manager")
_PARTNERS = ("partner", "champion")


@dataclass(frozen=True)
class Item:
    """A section: its words, the name of its first page, and the roles that see it."""

    text: str | Promise
    url_name: str
    roles: frozenset[str]


def _item(text: str | Promise, url_name: str, *roles: str) -> Item:
    return Item(text, url_name, frozenset(roles))


# Left to right. Names are those of the url patterns below `/<scheme>/`.
ITEMS = (
    _item(_("Overview"), "reporting:overview", "manager"),
    _item(_("My work"), "cases:work", *_PRACTITIONERS, "supervisor"),
    _item(_("Desk"), "cases:work", *_OFFICE),
    _item(_("Supervision"), "practitioners:supervision", "supervisor"),
    _item(_("Enquiries"), "referrals:enquiries", *_OFFICE),
    _item(_("Referrals"), "referrals:list", *_OFFICE),
    _item(_("Cases"), "cases:list", *_PRACTITIONERS, *_OFFICE, "supervisor"),
    _item(_("What is due"), "deadlines:due", *_PRACTITIONERS, *_OFFICE, "supervisor"),
    _item(_("Approvals"), "assessments:approvals", "manager"),
    _item(_("Agreements"), "agreements:list", "administrator", "coordinator"),
    _item(_("Letters"), "agreements:letters", "administrator", "coordinator"),
    _item(_("Agencies"), "referrals:agencies", "administrator", "coordinator"),
    _item(_("Retention"), "cases:retention", *_KEEPERS),
    _item(_("Open with a reason"), "cases:open_with_reason", "supervisor"),
    _item(_("Outbox"), "notifications:outbox", *_KEEPERS),
    _item(_("Data protection"), "assurance:breaches", *_PRACTITIONERS, *_OFFICE, "supervisor"),
    _item(_("Practitioners"), "practitioners:list", "manager"),
    _item(_("My page"), "practitioners:me", *_PRACTITIONERS),
    _item(_("Refer"), "referrals:refer", *_PARTNERS),
    _item(_("Our referrals"), "referrals:ours", *_PARTNERS),
    _item(_("Our agency"), "referrals:our-agency", *_PARTNERS),
    _item(_("Files open to me"), "cases:open_files", "liaison"),
    _item(_("Returns"), "reporting:returns", *_KEEPERS, "commissioner", "senior_manager"),
    _item(_("Scheme"), "scheme:hub", "manager"),
)
# For the people who run the installation; they belong to no scheme.
OPERATOR_ITEMS = (
    _item(_("Schemes"), "operator:schemes"),
    _item(_("Accounts"), "operator:accounts"),
    _item(_("Health"), "operator:health"),
)


def sections(roles: frozenset[str], slug: str, path: str) -> list[dict[str, Any]]:
    """The items for these roles in the scheme `slug`; the one that `path` lies in is marked."""
    return _links((item for item in ITEMS if item.roles & roles), path, {"scheme": slug})


def operator_sections(path: str) -> list[dict[str, Any]]:
    """The items of an operator of the installation."""
    return _links(OPERATOR_ITEMS, path, {})


def address(name: str, **arguments: str) -> str:
    """The address of a named page, or "" while that page does not exist."""
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return ""


def _links(items: Any, path: str, arguments: dict[str, str]) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = []
    for item in items:
        href = address(item.url_name, **arguments)
        if href and all(link["href"] != href for link in links):
            links.append({"text": str(item.text), "href": href})
    best = max((link["href"] for link in links if path.startswith(link["href"])), key=len, default="")
    for link in links:
        link["current"] = link["href"] == path
        link["active"] = link["href"] == best
    return links
