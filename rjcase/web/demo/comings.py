"""Who comes and who is away: somebody who refers themself, a partner's system, cover, a case handed over."""

from datetime import timedelta

from cases.models import Allocation, FileGrant
from cases.services.hand_over import Plan, hand_over
from referrals.journey.visitor import build, part_of, payload_of
from referrals.models import Agency, ApiToken, Referral
from referrals.services.api_tokens import make_token
from referrals.services.visitor import keep_visitor_answers, new_token, send_visit, start_visit
from rjcase.kernel.clock import now, telling, today
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import PUBLIC, acting
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.scene import Scene

_COVER_DAYS = 14
_TOKEN_DAYS = 200
# What is typed on each page of the public journey.
_ANSWERS: dict[str, dict[str, str]] = {
    "who": {"who": "harmed"},
    "safe": {"ways": "may_text"},
    "reach": {"phone": "07700 900555"},
    "careful": {"notes": "Only before 3pm. Nobody at home knows."},
    "name": {"given_names": "Wren", "family_name": "Applegarth"},
    "birth": {"date_of_birth-day": "4", "date_of_birth-month": "7", "date_of_birth-year": "1979"},
    "happened": {"happened": "My shop window was broken at night. I would like to ask why."},
    "when": {},
    "police": {"reported": "yes", "crime_number": "22NR/1234/26"},
    "other": {"known": "no"},
    "help": {"needs": "Somebody to come with me."},
    "heard": {"heard_of_us": "leaflet"},
}


def add_comings(scheme: Scheme) -> None:
    """Tell all of it; what is there already is not told again."""
    scene = Scene(scheme)
    with scene.on("admin"):
        has_asked = Referral.objects.filter(channel=Referral.Channel.SELF).exists()
    if not has_asked:
        _refer_oneself(scheme)
    _let_a_system_in(scene)
    _cover(scene)


def _refer_oneself(scheme: Scheme) -> None:
    """Somebody without an account asks, page by page, and sends it."""
    with telling(now() - timedelta(hours=30)), acting(scheme, PUBLIC, why="demo"):
        draft = start_visit(new_token())
        for page, typed in _ANSWERS.items():
            answers = {name: [text] for name, text in typed.items()}
            keep_visitor_answers(draft, kind=part_of(page), page=page, answers=answers)
        journey = build(draft, scheme)
        if journey.unfinished:
            raise DomainError("The demo's self-referral leaves a question of the journey without an answer.")
        send_visit(scheme=scheme, draft=draft, payload=payload_of(journey))


def _let_a_system_in(scene: Scene) -> None:
    """The police's own system refers through the API. Its token is shown to nobody and opens nothing."""
    with scene.on("manager", days=30) as me:
        if not ApiToken.objects.exists():
            make_token(
                actor=me,
                scheme=scene.scheme,
                agency=Agency.objects.get(kind="police"),
                name="Custody system",
                expires_on=today() + timedelta(days=_TOKEN_DAYS),
            )


def _cover(scene: Scene) -> None:
    """The second facilitator is on leave for two weeks; the volunteer hands one case over for good."""
    taker = scene.user("facilitator").pk
    with scene.on("manager") as me:
        if FileGrant.objects.filter(kind=FileGrant.Kind.COVER).exists():
            return
        held = Allocation.objects.filter(state=Allocation.State.ACCEPTED, case__closed_on=None)
        away = list(held.filter(user=scene.user("facilitator2")))
        given = held.filter(user=scene.user("volunteer")).order_by("case__reference").first()
        leave = Plan(
            cases={row.pk: taker for row in away},
            beside={},
            first_day=today(),
            last_day=today() + timedelta(days=_COVER_DAYS),
            reason="On leave",
        )
        hand_over(scene.user("facilitator2").pk, leave, actor=me, scheme=scene.scheme)
        if given is not None:
            for_good = Plan(
                cases={given.pk: taker},
                beside={},
                last_day=today() + timedelta(days=7),
                reason="Takes fewer cases from now on",
            )
            hand_over(scene.user("volunteer").pk, for_good, actor=me, scheme=scene.scheme)
