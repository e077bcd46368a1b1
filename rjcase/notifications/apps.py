from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "rjcase.notifications"
    label = "notifications"
