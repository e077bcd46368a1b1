from django.apps import AppConfig


class DesignsystemConfig(AppConfig):
    name = "rjcase.designsystem"
    label = "designsystem"
