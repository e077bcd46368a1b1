"""`RJCASE_PROCESS=sched manage.py reminder_health`: one line a scheme; exit code 1 if one is unwell."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from rjcase.notifications.monitor import standings


class Command(BaseCommand):
    help = "Say of every scheme when reminders were last looked for and what is stuck."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            if cursor.fetchone()[0] != "rjcase_sched":
                raise CommandError(
                    "Run this as the scheduler: RJCASE_PROCESS=sched manage.py reminder_health"
                )
            found = standings(cursor)
        for one in found:
            swept = one.last_sweep.isoformat(timespec="seconds") if one.last_sweep else "never"
            self.stdout.write(
                f"{'ok' if one.is_healthy else 'BAD'} {one.scheme}: last sweep {swept}, "
                f"overdue {one.overdue}, waiting {one.pending}, in need of a person {one.need_a_person}"
            )
        if not all(one.is_healthy for one in found):
            sys.exit(1)
