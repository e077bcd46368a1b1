"""What stands against an approach: somebody else contacts them, or staff are to be trained first."""

from django.db import connection
from django.utils.translation import gettext as _

from cases.models import Case, File
from cases.models.case import Side
from referrals.models import ReferredPerson


def youth_team_contacts(case: Case) -> bool:
    """Whether the youth justice team contacts them itself (MOJ-P-04); says nothing more of the other side."""
    with connection.cursor() as cursor:
        cursor.execute("select youth_team_contacts(%s)", [case.pk])
        return bool(cursor.fetchone()[0])


def not_before_training(file: File) -> str:
    """Why an offender may not be approached yet: it was decided to wait for trained staff (WTE-2.4-01).

    "" where nobody decided so. It stands until the office changes the decision.
    """
    if file.side != Side.RESPONSIBLE:
        return ""
    no = ReferredPerson.EarlyApproach.NO
    if not ReferredPerson.objects.filter(file=file, early_approach=no).exists():
        return ""
    return _(
        "It was decided not to approach this person before staff are trained. "
        "The office changes this on the page of the referral."
    )
