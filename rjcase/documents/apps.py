from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "rjcase.documents"
    label = "documents"
