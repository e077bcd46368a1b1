"""What the register of a demo scheme says of its people."""

from datetime import timedelta
from typing import Any

from practitioners.models import Practitioner
from practitioners.services.register import add_duty, add_entry, save_practitioner
from rjcase.access.models import Area
from rjcase.kernel.clock import today
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.scene import Scene

# Who, where they are based, what they speak; then what was recorded of them so many days ago.
PEOPLE: dict[str, dict[str, Any]] = {
    "facilitator": {
        "kind": "paid",
        "grade": "Band 5",
        "hours": 37,
        "caseload_limit": 30,
        "languages": ["en"],
    },
    "facilitator2": {
        "kind": "paid",
        "grade": "Band 5",
        "hours": 30,
        "caseload_limit": 25,
        "languages": ["en", "ur"],
    },
    "volunteer": {"kind": "volunteer", "caseload_limit": 20, "languages": ["en", "pl"]},
}
ENTRIES: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("facilitator", "training", 700, {"code": "facilitator", "provider": "Open Circle", "has_mark": True}),
    ("facilitator", "training", 400, {"code": "data_protection", "provider": "County", "expires_on": -35}),
    ("facilitator", "training", 300, {"code": "risk", "provider": "Open Circle", "expires_on": 430}),
    ("facilitator", "accreditation", 300, {"code": "accredited"}),
    ("facilitator", "registration", 300, {"number": "RJC-0815", "expires_on": 40}),
    ("facilitator", "vetting", 300, {"code": "nppv2", "provider": "Police", "expires_on": 700}),
    ("facilitator", "supervision", 30, {"code": "single", "with_whom": "Suki Tanaka"}),
    ("facilitator2", "training", 500, {"code": "facilitator", "provider": "Open Circle", "has_mark": True}),
    ("facilitator2", "accreditation", 400, {"code": "lead"}),
    ("volunteer", "training", 420, {"code": "facilitator", "provider": "Open Circle", "has_mark": True}),
    ("volunteer", "after_training", 400, {"code": "practice", "with_whom": "Freya Lindqvist"}),
    ("volunteer", "accreditation", 420, {"code": "shadow"}),
    *(
        (who, "competence", 300, {"code": code, "note": "Two years of such cases, observed twice."})
        for who in PEOPLE
        for code in ("sensitive", "complex")
    ),
)


def add_register(scheme: Scheme) -> None:
    """Let the register of a demo scheme say something of everybody who works its cases; twice is once."""
    scene = Scene(scheme)
    with scene.on("manager") as me:
        if Practitioner.objects.exists():
            return
        areas = list(Area.objects.order_by("name"))
        for number, (who, facts) in enumerate(PEOPLE.items()):
            home = areas[number % len(areas)].pk if areas else None
            save_practitioner(
                actor=me,
                user_id=scene.user(who).pk,
                home_area=home,
                areas=[area.pk for area in areas],
                times=["day", "evening"],
                **facts,
            )
        for number, (who, kind, days, facts) in enumerate(ENTRIES):
            more = dict(facts)
            if "expires_on" in more:
                more["expires_on"] = today() + timedelta(days=more["expires_on"])
            add_entry(
                actor=me,
                entry_id=scene.key(f"entry {number}"),
                user_id=scene.user(who).pk,
                kind=kind,
                done_on=today() - timedelta(days=days),
                **more,
            )
        add_duty(
            actor=me,
            duty_id=scene.key("duty"),
            person_id=scene.user("facilitator2").pk,
            kind="on_call",
            starts_on=today(),
            ends_on=today() + timedelta(days=6),
        )
