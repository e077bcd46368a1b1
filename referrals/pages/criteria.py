"""The criteria of a scheme: what is in force, what was, and publishing a new version."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.criteria import read_rules
from referrals.forms.criteria import CriteriaForm, initial_of
from referrals.pages.drafts import url
from referrals.presenters import published
from referrals.selectors import criteria_in_force, criteria_versions, rules_in_force
from referrals.services.criteria import publish_criteria
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.clock import today


class CriteriaPage(Page):
    """Every version, newest first; the one in force is marked."""

    permission = policies.CRITERIA
    template_name = "referrals/criteria.html"
    title = gettext_lazy("Criteria for referrals")

    def page_context(self) -> dict[str, Any]:
        """The versions in words."""
        return {
            "in_force": criteria_in_force(),
            "default": published(rules_in_force()),
            "versions": [
                (version, published(read_rules(version.rules)))
                for version in criteria_versions().select_related("by")[:50]
            ],
            "may_publish": self.actor.may(policies.PUBLISH),
        }


class PublishCriteriaPage(FormPage):
    """A manager publishes a new version; the form begins with what is in force."""

    permission = policies.PUBLISH
    template_name = "referrals/publish_criteria.html"
    title = gettext_lazy("Change the criteria")
    form_class = CriteriaForm

    def initial(self) -> dict[str, Any]:
        """The rules in force today."""
        version = criteria_in_force()
        introduction = version.introduction if version else ""
        return {**initial_of(rules_in_force()), "introduction": introduction, "from_on": today()}

    def page_context(self) -> dict[str, Any]:
        """Back to the versions."""
        return {"back_url": url(self.scheme, "criteria")}

    def save(self, form: Any) -> str:
        """Publish it."""
        given = form.cleaned_data
        publish_criteria(
            actor=self.actor,
            rules=form.rules(),
            from_on=given["from_on"],
            introduction=given["introduction"],
            reason=given["reason"],
        )
        messages.success(self.request, _("Criteria published"))
        return url(self.scheme, "criteria")
