"""RJCase: case management for restorative justice services."""

from rjcase.celery import app as celery_app  # shared tasks ring through this one

__all__ = ["celery_app"]
