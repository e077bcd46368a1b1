"""Job descriptions in the register: kept by managers."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners.forms.job_description import JobDescriptionForm
from practitioners.job_descriptions import FACTS, Post
from practitioners.models import JobDescription
from practitioners.pages.overview import RegisterPage
from practitioners.services.job_descriptions import save_job_description
from rjcase.access.pages import FormPage
from rjcase.designsystem.summary import Row
from rjcase.kernel.ids import uuid7


class JobDescriptions(RegisterPage):
    """`/<scheme>/practitioners/jobs/`: every post with all that is said of it."""

    template_name = "practitioners/jobs.html"
    title = gettext_lazy("Job descriptions")
    section = "jobs"

    def page_context(self) -> dict[str, Any]:
        """Each as a card with its Change link, by title."""
        return super().page_context() | {
            "kinds": [
                (label, reverse("practitioners:add-job", kwargs={"scheme": self.scheme.slug, "post": kind}))
                for kind, label in Post.choices
            ],
            "jobs": [(job, self._rows(job)) for job in JobDescription.objects.order_by("title", "pk")],
        }

    def _rows(self, job: JobDescription) -> list[Row]:
        change = reverse("practitioners:job", kwargs={"scheme": self.scheme.slug, "job": job.pk})
        said = [(label, job.facts.get(name, "")) for name, (label, _long) in FACTS[job.kind].items()]
        return [
            Row(_("Job title"), job.title, change),
            Row(_("Kind of post"), job.get_kind_display()),
            *(Row(label, text) for label, text in said),
        ]


class EditJobDescription(RegisterPage, FormPage):
    """`/<scheme>/practitioners/jobs/add/<post>/` and `/<scheme>/practitioners/jobs/<job>/`"""

    template_name = "practitioners/form.html"
    form_class = JobDescriptionForm
    section = "jobs"
    job: JobDescription | None = None

    def load(self) -> None:
        """The one to change, or the kind of a new one."""
        if "job" in self.kwargs:
            self.job = JobDescription.objects.filter(pk=self.kwargs["job"]).first()
            if self.job is None:
                raise Http404
        elif self.kwargs["post"] not in Post.values:
            raise Http404
        self.kind = self.job.kind if self.job else self.kwargs["post"]

    def form_kwargs(self) -> dict[str, Any]:
        """What is asked depends on the kind."""
        return {"kind": self.kind}

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        return {"title": self.job.title, **self.job.facts} if self.job else {}

    def page_context(self) -> dict[str, Any]:
        """Its title, and back to all of them."""
        title = _("Change a job description") if self.job else _("Add a job description")
        return super().page_context() | {
            "page_title": title,
            "page_caption": Post(self.kind).label,
            "button": _("Save job description"),
            "back_url": self.url("jobs"),
        }

    def save(self, form: JobDescriptionForm) -> str:
        """Keep it and show all of them."""
        key = self.job.pk if self.job else form.cleaned_data["new_id"] or uuid7()
        facts = {name: form.cleaned_data[name] for name in FACTS[self.kind]}
        title = form.cleaned_data["title"]
        save_job_description(actor=self.actor, key=key, kind=self.kind, title=title, facts=facts)
        messages.success(self.request, _("Job description saved"))
        return self.url("jobs")
