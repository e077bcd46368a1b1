from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "rjcase.audit"
    label = "audit"
