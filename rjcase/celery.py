"""The Celery application: the worker and the beat start from here."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")

app = Celery("rjcase")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
