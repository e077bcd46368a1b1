from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        """Add the steps of this app, and fill the registries of the spine."""
        from referrals import desk, workflow

        workflow.ready()
        desk.ready()
