"""The people of a scheme: who they are, until when, and what they leave behind."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practitioners.selectors import standing_of, standings
from rjcase.access import policies
from rjcase.access.door import factors
from rjcase.access.models import Invitation, Membership, User
from rjcase.access.roles import PARTNERS, Role
from rjcase.access.services.accounts import last_change
from rjcase.access.services.membership import change_membership, describe_membership, end_membership
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.checks import standing_row
from rjcase.web.scheme.partners import agencies_of, set_agencies
from rjcase.web.scheme.people_forms import DetailsForm, LeaveForm, TermsForm
from rjcase.web.scheme.person import PersonPage


def may_be_shut(user: User) -> bool:
    """Whether a manager may shut this account, if it is not their own."""
    return user.is_active and not user.is_operator


def shut_words(user: User) -> str:
    """Since when an account is shut, for the managers of any scheme it is in; why is for operators."""
    change = last_change(user)
    said = gettext("Deactivated. An operator of the installation can open it again")
    if change is None:
        return said
    since = gettext("Deactivated on %(day)s. An operator of the installation can open it again")
    return since % {"day": say_date(change.at)}


def role_words(roles: list[str]) -> str:
    """Roles as people read them, in their usual order."""
    return ", ".join(str(role.label) for role in Role if role in roles)


class People(SettingsPage):
    """`/<scheme>/scheme/people/`: who is here, who is invited, who has left."""

    permission = policies.PEOPLE
    template_name = "web/scheme/people.html"
    title = _("People")
    section = "people"

    def page_context(self) -> dict[str, Any]:
        members = Membership.objects.select_related("user", "team").order_by("user__name", "user__email")
        checks = standings(members)
        rows = [
            {
                "person": row,
                "roles": role_words(row.roles),
                "url": self.url("person", membership=row.pk),
                "check": checks[row.user_id],
            }
            for row in members
        ]
        invitations = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).order_by("-expires_at")
        return super().page_context() | {
            "present": [row for row in rows if not _has_left(row["person"])],
            "leavers": [row for row in rows if _has_left(row["person"])],
            "invitations": [(row, role_words(row.roles)) for row in invitations],
            "today": today(),
        }


def _has_left(row: Any) -> bool:
    return row.ends_on is not None and row.ends_on < today()


class Person(PersonPage):
    """`/<scheme>/scheme/people/<id>/`"""

    template_name = "web/scheme/person.html"

    def page_context(self) -> dict[str, Any]:
        row, change = self.membership, self.url("change-person", membership=self.membership.pk)
        own = "" if self.is_self else change
        facts = [
            Row(_("Email address"), row.user.email),
            Row(_("Roles"), [str(Role(role).label) for role in row.roles], own),
            Row(_("First day"), row.starts_on, own),
            Row(_("Last day"), row.ends_on or _("None set"), own),
            Row(_("Job title"), row.job_title, change),
            Row(_("Work phone"), row.phone, change),
            Row(_("Team"), row.team or _("No team"), change),
            standing_row(standing_of(row), self.url("checks", membership=row.pk)),
        ]
        if not row.user.is_active:
            facts.insert(1, Row(_("Account"), shut_words(row.user)))
        if PARTNERS & set(row.roles):
            names = [agency.name for agency in agencies_of(row.user_id)]
            facts.insert(2, Row(_("Agencies they refer for"), names or _("None: they cannot refer"), own))
        return super().page_context() | {
            "page_title": str(row.user),
            "facts": facts,
            "has_left": _has_left(row),
            "back_url": self.url("people"),
            "leave_url": self.url("leave", membership=row.pk),
            "lost_url": self.url("lost-device", membership=row.pk) if factors.has_factor(row.user) else "",
            "shut_url": self.url("deactivate", membership=row.pk) if may_be_shut(row.user) else "",
        }


class ChangePerson(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/change/`: one's own roles and dates are not among the questions."""

    template_name = "web/scheme/form.html"

    def page_context(self) -> dict[str, Any]:
        extra = {"page_title": str(self.membership.user), "back_url": self.to_person()}
        if self.is_self:
            extra["lead"] = gettext("You cannot change your own roles or dates. Ask another manager.")
        return super().page_context() | extra

    def initial(self) -> dict[str, Any]:
        row = self.membership
        theirs = [agency.pk for agency in agencies_of(row.user_id)]
        return {
            "roles": row.roles,
            "agencies": theirs,
            "units": theirs,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "job_title": row.job_title,
            "phone": row.phone,
            "team": row.team_id,
        }

    def make_form(self) -> Any:
        kind = DetailsForm if self.is_self else TermsForm
        return kind(data=self.request.POST or None, initial=self.initial())

    def save(self, form: Any) -> str:
        answers = dict(form.cleaned_data)
        if self.is_self:
            describe_membership(actor=self.actor, membership=self.membership.pk, **answers)
        else:
            agencies = {*answers.pop("agencies"), *answers.pop("units")}
            change_membership(actor=self.actor, membership=self.membership.pk, **answers)
            set_agencies(actor=self.actor, user_id=self.membership.user_id, agencies=agencies)
        messages.success(self.request, gettext("Changes saved"))
        return self.to_person()


class Leave(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/leave/`: the last day, and what is to be handed over before it."""

    template_name = "web/scheme/leave.html"
    title = _("Record a leaver")
    form_class = LeaveForm
    button = _("Save last day")

    def load(self) -> None:
        super().load()
        if self.is_self:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "back_url": self.to_person(),
        }

    def initial(self) -> dict[str, Any]:
        return {"last_day": self.membership.ends_on or today()}

    def save(self, form: LeaveForm) -> str:
        end_membership(actor=self.actor, membership=self.membership.pk, **form.cleaned_data)
        messages.success(self.request, gettext("Last day saved"))
        return self.to_person()
