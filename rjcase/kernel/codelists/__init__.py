"""Dated code lists: `codelist("ethnicity").choices(on=today())`.

One module for a family of lists; each list names its source and how far that was checked.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rjcase.kernel.codelists import (
    agencies,
    ages,
    agreements,
    closure,
    contact,
    enquiries,
    equality,
    ethnicity,
    justice,
    language,
    offences,
    police,
    process,
    religion,
    risk,
)
from rjcase.kernel.codelists.ages import age_band, age_on
from rjcase.kernel.codelists.model import Code, CodeList, CodeNotInUseError, Status, UnknownCodeError

__all__ = [
    "CODE_LISTS",
    "Code",
    "CodeList",
    "CodeNotInUseError",
    "Status",
    "UnknownCodeError",
    "age_band",
    "age_on",
    "codelist",
]

_FAMILIES = (
    police.LISTS,
    ethnicity.LISTS,
    equality.LISTS,
    ages.LISTS,
    religion.LISTS,
    language.LISTS,
    offences.LISTS,
    justice.LISTS,
    risk.LISTS,
    agencies.LISTS,
    process.LISTS,
    agreements.LISTS,
    closure.LISTS,
    contact.LISTS,
    enquiries.LISTS,
)

CODE_LISTS: Mapping[str, CodeList] = MappingProxyType(
    {each.name: each for family in _FAMILIES for each in family}
)


def codelist(name: str) -> CodeList:
    """The code list of that name. Raises `UnknownCodeError` if there is none."""
    try:
        return CODE_LISTS[name]
    except KeyError:
        raise UnknownCodeError(f"There is no code list named {name!r}.") from None
