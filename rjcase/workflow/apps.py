from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "rjcase.workflow"
    label = "workflow"
