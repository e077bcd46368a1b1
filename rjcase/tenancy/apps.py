from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "rjcase.tenancy"
    label = "tenancy"
