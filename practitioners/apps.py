from django.apps import AppConfig


class PractitionersConfig(AppConfig):
    name = "practitioners"

    def ready(self) -> None:
        """Let the sweep look at the checks."""
        from practitioners.expiry import warn_of_expiry
        from rjcase.notifications.rounds import register_round

        register_round(warn_of_expiry)
