"""`manage.py seal_history`: seal now what was added since the last seal."""

from typing import Any

from django.core.management.base import BaseCommand

from rjcase.audit.sealing import seal_scheme
from rjcase.tenancy.models import Scheme


class Command(BaseCommand):
    help = "Seal the history of every scheme and keep the signed heads outside the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many seals each scheme needed."""
        for scheme in Scheme.objects.order_by("slug"):
            self.stdout.write(f"{scheme.slug}: {seal_scheme(scheme)} new seals")
