from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssuranceConfig(AppConfig):
    name = "rjcase.assurance"
    label = "assurance"

    def ready(self) -> None:
        """Its sections of a case and a file, and its queues of the Desk."""
        from cases import desk, tabs
        from rjcase.assurance import queues

        for tab in (
            tabs.Tab(_("Information"), "assurance:checklist", 60, {"case"}, "assurance.checklist"),
            tabs.Tab(_("Papers taken out"), "assurance:case_papers", 55, {"case"}, "assurance.papers"),
            tabs.Tab(_("Data protection"), "assurance:file", 90),
        ):
            tabs.register(tab)
        for queue in queues.QUEUES:
            desk.register(queue)
