"""What the pages about personal data share: their sections."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rjcase.access.pages import FormPage, Page
from rjcase.assurance import policies

SECTIONS = (
    (_("Data breaches"), "breaches", policies.REPORT),
    (_("Complaints"), "complaints", policies.REGISTERS),
    (_("Papers taken out"), "papers", policies.PAPERS),
    (_("Passed on without consent"), "cases:overrides", "cases.view_overrides"),
    (_("Who shares what"), "matrix", policies.MATRIX),
    (_("Information needed"), "items", policies.MATRIX),
    (_("Security documents"), "security", policies.SECURITY),
)


class AssurancePage(Page):
    """A page below `/<scheme>/data-protection/`."""

    abstract = True
    section: ClassVar[str] = ""

    def url(self, name: str, **kwargs: Any) -> str:
        """The address of one of these pages."""
        where = name if ":" in name else f"assurance:{name}"
        return reverse(where, kwargs={"scheme": self.scheme.slug, **kwargs})

    def sections(self) -> list[dict[str, Any]]:
        """The sections that the actor may open, the present one marked."""
        return [
            {"text": text, "href": self.url(name), "active": name == self.section}
            for text, name, permission in SECTIONS
            if self.actor.may(permission)
        ]

    def page_context(self) -> dict[str, Any]:
        """The sections beside this one."""
        return {"sections": self.sections()}


class AssuranceFormPage(AssurancePage, FormPage):
    """A form below `/<scheme>/data-protection/`."""

    abstract = True
    template_name = "assurance/form.html"
    button: ClassVar[Any] = _("Save")
    back: ClassVar[str] = "breaches"

    def back_url(self) -> str:
        """Where cancelling leads."""
        return self.url(self.back)

    def page_context(self) -> dict[str, Any]:
        """Forms stand alone, without the sections."""
        return {"button": self.button, "back_url": self.back_url()}
