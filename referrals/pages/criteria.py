"""The criteria of a scheme: what is in force, what was, and publishing a new version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.criteria import PRESETS, read_rules
from referrals.criteria.tryout import try_out
from referrals.forms.criteria import CriteriaForm, initial_of
from referrals.pages.drafts import url
from referrals.presenters import published, tried_view
from referrals.selectors import criteria_in_force, criteria_versions, past_facts, rules_in_force
from referrals.services.criteria import publish_criteria
from rjcase.access.pages import FormPage, Page
from rjcase.audit.reads import log_read
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
            "presets": [
                (preset.label, preset.about, f"{url(self.scheme, 'publish-criteria')}?preset={name}")
                for name, preset in PRESETS.items()
            ],
        }


class PublishCriteriaPage(FormPage):
    """A manager publishes a new version; the form begins with what is in force, or with a preset.

    Before publishing, what is typed can be tried out on past cases: nothing is kept of that.
    """

    permission = policies.PUBLISH
    template_name = "referrals/publish_criteria.html"
    title = gettext_lazy("Change the criteria")
    form_class = CriteriaForm

    def initial(self) -> dict[str, Any]:
        """The rules in force today, or those of the preset that was picked."""
        version = criteria_in_force()
        introduction = version.introduction if version else ""
        preset = PRESETS.get(self.request.GET.get("preset", ""))
        rules = preset.rules if preset else rules_in_force()
        return {**initial_of(rules), "introduction": introduction, "from_on": today()}

    def page_context(self) -> dict[str, Any]:
        """Back to the versions."""
        return {"back_url": url(self.scheme, "criteria")}

    def form_kwargs(self) -> dict[str, Any]:
        """Trying out asks neither for a date nor for a reason."""
        return {"trying": "try" in self.request.POST}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Publish, or show what the rules would have done to past cases."""
        if "try" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.form = self.make_form()
        if not self.form.is_valid():
            return self.render(form=self.form)
        past = past_facts()
        log_read("referrals:publish-criteria", [person.file for case in past for person in case.people])
        tried = try_out(past, rules_in_force(), self.form.rules(), today())
        return self.render(form=self.form, tried=tried_view(tried))

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
