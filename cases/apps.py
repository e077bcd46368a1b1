from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """Fill the registries of the spine."""
        from cases import (
            desk,
            disclosures,
            history,
            reminders,
            sent_on,
            tabs,
            timeline,
            uploads,
            waiting,
            work,
            workflow,
        )
        from cases.letters.desk import QUEUES
        from cases.loads import loads
        from cases.rights.openings import waiting_for_review
        from cases.selectors import may_read_papers
        from practitioners.experience import register_loads
        from rjcase.documents.models import Retraction, Upload
        from rjcase.notifications.recipients import register_workers
        from rjcase.workflow import register

        register_workers(reminders.workers_of)
        register_loads(loads)
        register(*workflow.STEPS)
        for provider in (history.contacts, history.consents, history.exceptions, history.allocations):
            timeline.register(provider, history.KINDS)
        timeline.register_source(history.moved, history.steps)
        timeline.register_source(history.passed_on, history.disclosures)
        timeline.register_source(timeline.in_files(Upload), uploads.added, uploads.KINDS)
        timeline.register_source(timeline.in_files(Retraction), uploads.taken_back)
        for tab in (
            tabs.Tab(_("Overview"), "cases:case", 0, {"case"}),
            tabs.Tab(_("Papers"), "cases:papers", 50, {"case"}, shows=may_read_papers),
            tabs.Tab(_("People and access"), "cases:people", 80, {"case"}, "cases.view_access"),
            tabs.Tab(_("History"), "cases:history", 90, {"case"}),
            tabs.Tab(_("Overview"), "cases:file", 0),
            tabs.Tab(_("Contacts"), "cases:contacts", 10),
            tabs.Tab(_("Consent"), "cases:consents", 20),
            tabs.Tab(_("Passed on"), "cases:passed_on", 25),
            tabs.Tab(_("Letters and documents"), "cases:letters", 60),
            tabs.Tab(_("Files received"), "cases:uploads", 62),
            tabs.Tab(_("Their rights"), "cases:rights", 90, permission="rights.work"),
            tabs.Tab(_("What was changed"), "cases:changes", 98),
            tabs.Tab(_("Who has looked"), "cases:who_looked", 99),
        ):
            tabs.register(tab)
        for sent in sent_on.PROVIDERS:
            waiting.register(sent)
        for queue in (
            desk.Queue("late", _("Late"), 5, work.late_things),
            desk.Queue("to_offer", _("Cases to offer to a facilitator"), 30, work.waiting_for_offer),
            desk.Queue("offers", _("Offers not answered yet"), 40, work.unanswered_offers),
            desk.Queue(
                "overrides",
                _("Passed on without consent, to review"),
                15,
                disclosures.to_review,
                "cases:overrides",
                "cases.view_overrides",
            ),
            desk.Queue(
                "openings",
                _("Files opened with a reason, to review"),
                8,
                waiting_for_review,
                permission="rights.review_openings",
            ),
            *QUEUES,
        ):
            desk.register(queue)
