from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "rjcase.kernel"
    label = "kernel"
