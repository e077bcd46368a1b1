from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "rjcase.access"
    label = "access"
