"""What every page of the settings has: the menu at its side."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rjcase.access import policies
from rjcase.access.pages import FormPage, Page
from rjcase.web import navigation

# In the order a new manager needs them. A page of another app is shown once that app has it.
MENU: tuple[tuple[str | Promise, str], ...] = (
    (_("Overview"), "scheme:hub"),
    (_("Profile and public text"), "scheme:profile"),
    (_("How to refer to you"), "scheme:referring"),
    (_("Process maps"), "scheme:maps"),
    (_("Welsh"), "scheme:welsh"),
    (_("Words for the two sides"), "scheme:labels"),
    (_("Words in documents"), "scheme:print-words"),
    (_("People"), "scheme:people"),
    (_("Who has access"), "scheme:access-list"),
    (_("Data and who answers for it"), "scheme:stewardship"),
    (_("Agencies"), "referrals:agencies"),
    (_("Areas"), "scheme:areas"),
    (_("Teams"), "scheme:teams"),
    (_("Criteria"), "referrals:criteria"),
    (_("Deadlines"), "scheme:deadlines"),
    (_("Retention"), "scheme:retention"),
    (_("Marking on prints"), "scheme:marking"),
    (_("Messages sent"), "notifications:outbox"),
)


class SettingsPage(Page):
    """A page of the settings, for managers. ``url`` makes addresses inside the scheme."""

    abstract = True
    permission = policies.SETTINGS
    section: ClassVar[str] = ""  # the url name of the menu's entry, for pages below it

    def url(self, name: str, **kwargs: Any) -> str:
        """The address of a page of the settings."""
        return reverse(f"scheme:{name}", kwargs={"scheme": self.scheme.slug, **kwargs})

    def menu(self) -> list[dict[str, Any]]:
        """The entries of the side navigation, the present one marked."""
        found = []
        for text, name in MENU:
            href = navigation.address(name, scheme=self.scheme.slug)
            if href:
                found.append({"text": text, "href": href, "active": name == f"scheme:{self.section}"})
        return found

    def page_context(self) -> dict[str, Any]:
        return {"menu": self.menu()}


class SettingsFormPage(SettingsPage, FormPage):
    """A form of the settings. ``button`` is its verb, ``back`` the url name that cancelling leads to."""

    abstract = True
    template_name = "web/scheme/form.html"
    button: ClassVar[str | Promise] = _("Save")
    back: ClassVar[str] = "hub"
    lead: ClassVar[str | Promise] = ""  # a sentence above the form

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "button": self.button,
            "lead": self.lead,
            "back_url": self.url(self.back),
        }
