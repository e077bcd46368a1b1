"""Warnings that a check runs out, 60 and 30 days before, to the person and to the managers (WM-7-06)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from practitioners.models import VettingCheck
from practitioners.selectors import FIRST_WARNING, SECOND_WARNING, standings
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from rjcase.notifications.models import Notification
from rjcase.notifications.services import notify
from rjcase.tenancy.models import Scheme


@dataclass(frozen=True)
class Expiry:
    """One warning that is due: about whose check, and of which day it is."""

    member: Membership
    check: VettingCheck
    on: date


def warn_of_expiry(scheme: Scheme) -> None:
    """Write the warnings that are due and not written yet. Inside the scheme, as the system."""
    due = _due()
    known = set(
        Notification.objects.filter(subject__in=[one.check.pk for one in due]).values_list(
            "subject", "due_on"
        )
    )
    new = [one for one in due if (one.check.pk, one.on) not in known]
    managers = (
        set(_live().filter(roles__contains=[Role.MANAGER]).values_list("user_id", flat=True))
        if new
        else set()
    )
    for one in new:
        _write(one, managers - {one.member.user_id}, scheme)


def _live() -> QuerySet[Membership]:
    return Membership.objects.live().filter(user__is_active=True)


def _due() -> list[Expiry]:
    """The latest warning of every check that runs out in 60 days, unless a later one is recorded."""
    soon = VettingCheck.objects.filter(
        withdrawn_at=None, expires_on__gte=today(), expires_on__lte=today() + FIRST_WARNING
    )
    members = list(_live().filter(user_id__in=soon.values("user_id")).select_related("user"))
    found = []
    for member, standing in zip(members, standings(members).values(), strict=True):
        check = standing.check
        if check is not None and today() <= check.expires_on <= today() + FIRST_WARNING:
            step = SECOND_WARNING if check.expires_on - SECOND_WARNING <= today() else FIRST_WARNING
            found.append(Expiry(member, check, check.expires_on - step))
    return found


def _write(one: Expiry, managers: set[int], scheme: Scheme) -> None:
    day = say_date(one.check.expires_on)
    notify(
        subject=one.check.pk,
        recipients=[one.member.user_id],
        title=_("Your check is good until %(day)s") % {"day": day},
        body=_(
            "Your access to files ends after %(day)s unless a new check is recorded by then."
            "\nShow it to your manager.\n\n%(scheme)s"
        )
        % {"day": day, "scheme": scheme.name},
        on=one.on,
    )
    path = reverse("scheme:checks", kwargs={"scheme": scheme.slug, "membership": one.member.pk})
    notify(
        subject=one.check.pk,
        recipients=managers,
        title=_("A colleague’s check is good until %(day)s") % {"day": day},
        body=_(
            "Their access to files ends after %(day)s unless a new check is recorded by then."
            "\n%(url)s\n\n%(scheme)s"
        )
        % {"day": day, "url": settings.BASE_URL.rstrip("/") + path, "scheme": scheme.name},
        on=one.on,
    )
