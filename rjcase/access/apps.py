from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "rjcase.access"
    label = "access"

    def ready(self) -> None:
        """Listen for sign-ins and sign-outs."""
        from rjcase.access.door import events, sessions  # noqa: F401
