from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "rjcase.deadlines"
    label = "deadlines"
