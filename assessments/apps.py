from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        """Fill the registries: steps, sections of a file, panels, events, queues, reactions."""
        from assessments import panels, timeline
        from assessments.selectors import responsibility_accepted
        from assessments.services import reopen
        from assessments.workflow import STEPS
        from cases import approach, desk, reactions, tabs, waiting
        from cases import panels as case_panels
        from cases import timeline as case_timeline
        from rjcase import workflow

        workflow.register(*STEPS)
        approach.register_acceptance(responsibility_accepted)
        tabs.register(tabs.Tab(_("Needs and age"), "assessments:needs", 30))
        tabs.register(tabs.Tab(_("Suitability"), "assessments:suitability", 40))
        tabs.register(tabs.Tab(_("Risk"), "assessments:risk", 50))
        for panel in panels.PANELS:
            case_panels.register(panel)
        desk.register(panels.APPROVALS)
        waiting.register(panels.sent_for_approval)
        case_timeline.register(timeline.events, timeline.KINDS)
        reactions.register("consent_withdrawn", reopen.on_consent_withdrawn)
        reactions.register("bar_recorded", reopen.on_bar_recorded)
        reactions.register("identity_changed", reopen.on_identity_changed)
