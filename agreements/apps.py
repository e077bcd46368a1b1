from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        """Fill the registries: steps, panels, timeline, queues."""
        from agreements import panels, policies, queues, timeline, workflow  # noqa: F401
        from agreements.services import pause
        from cases import reactions

        workflow.register_steps()
        panels.register_panels()
        timeline.register_provider()
        queues.register_queues()
        reactions.register("consent_withdrawn", pause.on_consent_withdrawn)
