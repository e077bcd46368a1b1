"""Names for the demo: made up, and plainly so."""

from datetime import date, timedelta
from typing import Any

from rjcase.kernel.clock import today

GIVEN = (
    "Ada",
    "Bram",
    "Cleo",
    "Dario",
    "Edie",
    "Faris",
    "Greta",
    "Hamza",
    "Ines",
    "Jude",
    "Keira",
    "Luca",
    "Mina",
    "Noor",
    "Otis",
    "Priya",
    "Ravi",
    "Saba",
    "Tove",
    "Umar",
)
FAMILY = (
    "Ashgrove",
    "Birchall",
    "Coldwell",
    "Dunmere",
    "Eastlake",
    "Fairholm",
    "Greenacre",
    "Hartwell",
    "Inglewood",
    "Jessop",
    "Kingsley",
    "Larkhill",
    "Marlowe",
    "Northcote",
    "Oakfield",
    "Pemberley",
    "Quarry",
    "Ravenscar",
    "Stonebridge",
    "Thornbury",
    "Underhill",
    "Valewood",
    "Westbrook",
    "Yarrow",
)


def person(number: int, index: int, role: str, side: str, *, young: bool = False) -> dict[str, Any]:
    """Return a made-up party for a referral, the same for the same numbers."""
    given = GIVEN[(number * 7 + index * 3) % len(GIVEN)]
    family = FAMILY[(number * 5 + index * 11) % len(FAMILY)]
    age = 15 if young else 19 + (number * 13 + index * 17) % 50
    born = date(today().year - age, 1 + number % 12, 1 + index) - timedelta(days=1)
    return {
        "role": role,
        "side": side,
        "identity": {"given_names": given, "family_name": family, "date_of_birth": born},
        "contact": {
            "address": f"{1 + number} {family} Street\nNorthshire",
            "postcode": "ZZ99 3VZ",
            "phone": f"07700 900{(number * 10 + index) % 1000:03d}",
            "email": f"{given.lower()}.{family.lower()}@person.example",
            "may_write": True,
            "may_phone": True,
            "may_leave_message": number % 2 == 0,
            "may_text": number % 3 == 0,
        },
    }
