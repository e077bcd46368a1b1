from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "rjcase.web"
    label = "web"
