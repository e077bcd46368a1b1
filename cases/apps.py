from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """Fill the registries of the spine."""
        from cases import tabs

        tabs.register(tabs.Tab(_("Overview"), "cases:case", 0, {"case"}))
        tabs.register(tabs.Tab(_("Overview"), "cases:file", 0, {"party"}))
        tabs.register(tabs.Tab(_("Letters and documents"), "cases:letters", 60, {"party"}))
