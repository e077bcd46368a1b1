from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "rjcase.rights"
    label = "rights"

    def ready(self) -> None:
        """Lay the first retention classes in the cradle of every new scheme."""
        from rjcase.access.services.births import at_birth
        from rjcase.rights.retention import lay_classes

        at_birth(lay_classes)
