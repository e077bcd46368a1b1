"""The register as a whole: the list with its filters and warnings, training by role, the profile."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners import presenters, rules
from practitioners.forms.entries import OutsiderTrainingForm
from practitioners.forms.overview import EqualityForm, RegisterFilter
from practitioners.kinds import KEPT_SAFE, SPECS, Kind
from practitioners.models import EqualityAnswers
from practitioners.policies import KEEP, OWN_PAGE
from practitioners.selectors import overview
from practitioners.selectors.register import area_names
from practitioners.services.equality import save_answers
from practitioners.services.register import add_entry
from rjcase.access.pages import FormPage, Page

SECTIONS = (
    (gettext_lazy("Practitioners"), "list"),
    (gettext_lazy("Training by role"), "training"),
    (gettext_lazy("Secure access"), "access"),
    (gettext_lazy("Languages and equality"), "profile"),
    (gettext_lazy("Selection"), "selection"),
    (gettext_lazy("Job descriptions"), "jobs"),
    (gettext_lazy("Rota"), "rota"),
)


class RegisterPage(Page):
    """A page about everybody on the register, its sections above it."""

    abstract = True
    permission = KEEP
    section = ""

    def url(self, name: str) -> str:
        """The address of one of these pages."""
        return reverse(f"practitioners:{name}", kwargs={"scheme": self.scheme.slug})

    def page_context(self) -> dict[str, Any]:
        """The sections, the present one marked."""
        return {
            "sections": [
                {"text": text, "href": self.url(name), "active": name == self.section}
                for text, name in SECTIONS
            ]
        }


class Practitioners(RegisterPage):
    """`/<scheme>/practitioners/`: everybody who works cases, and what needs attention (CAMB-10)."""

    template_name = "practitioners/list.html"
    title = gettext_lazy("Practitioners")
    section = "list"

    def page_context(self) -> dict[str, Any]:
        """Those who pass the filters; warnings are about everybody."""
        form = RegisterFilter(self.request.GET or None)
        everybody, names = overview.listed(), area_names()
        found = overview.filtered(everybody, form.filters())
        volunteers = [one for one in everybody if one.is_volunteer]
        return super().page_context() | {
            "filter": form,
            "rows": [presenters.listed_row(one, names, self.scheme.slug) for one in found],
            "volunteers": rules.enough_volunteers(len(volunteers)),
            "few_meetings": [
                (one, presenters.record_url(one, self.scheme.slug))
                for one in volunteers
                if one.needs_meetings
            ],
            "running_out": [
                (one, presenters.record_url(one, self.scheme.slug), presenters.what_runs_out(one))
                for one in everybody
                if one.running_out or one.check.state not in ("", "vetted")
            ],
        }


class TrainingRegister(RegisterPage):
    """`/<scheme>/practitioners/training/`: risk and data protection training by role."""

    template_name = "practitioners/training.html"
    title = gettext_lazy("Training by role")
    section = "training"

    def page_context(self) -> dict[str, Any]:
        """Everybody by role, then those without an account."""
        codes = SPECS[Kind.TRAINING].codes
        return super().page_context() | {
            "subjects": [codes[subject] for subject in overview.SUBJECTS],
            "people": overview.training_register(),
        }


class AccessChecklist(RegisterPage):
    """`/<scheme>/practitioners/access/`: what each worker has to keep information safe (WTE-4.3-02)."""

    template_name = "practitioners/access.html"
    title = gettext_lazy("Secure e-mail and storage")
    section = "access"

    def page_context(self) -> dict[str, Any]:
        """Everybody by role, and how many of them lack something or are to be checked again."""
        codes, people = SPECS[Kind.ACCESS].codes, overview.access_checklist()
        return super().page_context() | {
            "subjects": [codes[code] for code in KEPT_SAFE],
            "people": people,
            "incomplete": sum(
                any(state in ("missing", rules.Lasts.OVER) for state, _entry in one.subjects)
                for one in people
            ),
        }


class AddOutsiderTraining(RegisterPage, FormPage):
    """`/<scheme>/practitioners/training/add/`: of somebody without an account."""

    template_name = "practitioners/form.html"
    title = gettext_lazy("Add the training of somebody without an account")
    form_class = OutsiderTrainingForm

    def page_context(self) -> dict[str, Any]:
        """The way back."""
        return {"button": _("Save"), "back_url": self.url("training")}

    def save(self, form: OutsiderTrainingForm) -> str:
        """Add it."""
        add_entry(
            actor=self.actor,
            entry_id=form.cleaned_data["new_id"],
            user_id=None,
            kind=Kind.TRAINING,
            **form.facts(),
        )
        messages.success(self.request, _("Added to the register"))
        return self.url("training")


class Profile(RegisterPage):
    """`/<scheme>/practitioners/profile/`: languages and equality of the volunteers (CAMB-13)."""

    template_name = "practitioners/profile.html"
    title = gettext_lazy("Languages and equality of volunteers")
    section = "profile"

    def page_context(self) -> dict[str, Any]:
        """Counts alone, small numbers hidden."""
        return super().page_context() | {
            "languages": overview.language_profile(overview.listed()),
            "questions": overview.equality_profile(),
        }


class MyAnswers(FormPage):
    """`/<scheme>/practitioners/me/equality/`: what one says of oneself, for nobody but the count."""

    permission = OWN_PAGE
    template_name = "practitioners/form.html"
    title = gettext_lazy("About you")
    form_class = EqualityForm

    def back_url(self) -> str:
        """One's own page."""
        return reverse("practitioners:me", kwargs={"scheme": self.scheme.slug})

    def initial(self) -> dict[str, Any]:
        """What one answered before."""
        row = EqualityAnswers.objects.filter(user_id=self.actor.pk).first()
        return {name: getattr(row, name) for name in EqualityAnswers.LISTS} if row else {}

    def page_context(self) -> dict[str, Any]:
        """Who reads it: nobody."""
        return {
            "button": _("Save answers"),
            "back_url": self.back_url(),
            "lead": _(
                "Nobody but you can read your answers. They are counted with those of other volunteers, and"
                " numbers under 5 are hidden. You may leave any of them empty, and take them back here."
            ),
        }

    def save(self, form: EqualityForm) -> str:
        """Keep the answers."""
        save_answers(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Answers saved"))
        return self.back_url()
