from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "conferences"

    def ready(self) -> None:
        """Tell the case page, the file page and the workflow what this stage adds."""
        from cases import desk as case_desk
        from cases import panels, tabs
        from conferences import desk, presenters, workflow
        from conferences.experience import held_by
        from practitioners.experience import register_processes
        from rjcase.workflow import register

        register(*workflow.STEPS)
        register_processes(held_by)
        tabs.register(tabs.Tab(_("Together"), "conferences:together", 30, {"case"}, "conferences.view"))
        tabs.register(tabs.Tab(_("Feedback"), "conferences:feedback", 80, {"party"}, "conferences.view"))
        panels.register(panels.Panel("processes", 10, "together", "conferences/panel.html", presenters.panel))
        case_desk.register(desk.FEEDBACK_DUE)
        presenters.register_events({"process": _("Meetings and exchanges"), "feedback": _("Feedback")})
