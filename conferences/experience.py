"""Which processes people facilitated, for the register of practitioners."""

from django.db import connection

from practitioners.rules import Held


def held_by(people: list[int]) -> dict[int, list[Held]]:
    """The processes each of these people facilitated, oldest first: oneself, or anybody for the office."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select user_id, held_on, is_face_to_face from facilitated_processes(%s) order by held_on",
            [people],
        )
        rows = cursor.fetchall()
    found: dict[int, list[Held]] = {}
    for user, day, is_face_to_face in rows:
        found.setdefault(user, []).append(Held(day, is_face_to_face))
    return found
