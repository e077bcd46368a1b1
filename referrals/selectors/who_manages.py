"""Whether somebody else contacts the people harmed in a case."""

from django.db import connection

from cases.models import Case


def youth_team_contacts(case: Case) -> bool:
    """Whether the youth justice team contacts them itself (MOJ-P-04); says nothing more of the other side."""
    with connection.cursor() as cursor:
        cursor.execute("select youth_team_contacts(%s)", [case.pk])
        return bool(cursor.fetchone()[0])
