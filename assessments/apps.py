from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        """Put the steps of preparation into the table."""
        from assessments.workflow import STEPS
        from rjcase import workflow

        workflow.register(*STEPS)
