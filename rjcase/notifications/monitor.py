"""Health of the reminders of every scheme, for monitoring: numbers that the scheduler's login may read.

``rjcase_sched`` reads of all schemes which rows there are, of which kind, due when and in which state,
and nothing else: no case, no text, no person. So whoever watches the machine needs no way into a scheme.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rjcase.kernel.clock import now, today
from rjcase.notifications.models import STUCK_AFTER
from rjcase.notifications.selectors import SILENCE

_QUERY = """
select s.slug,
  (select max(finished_at) from notifications_sweeprun r where r.scheme_id = s.id),
  (select count(*) from deadlines_deadline d
    where d.scheme_id = s.id and d.due_on < %(day)s and d.met_on is null and d.waived_at is null),
  (select count(*) from notifications_notification n where n.scheme_id = s.id and n.state = 'pending'),
  (select count(*) from notifications_notification n where n.scheme_id = s.id and (n.state = 'failed'
    or n.state = 'sending' and n.claimed_at < %(stuck)s))
from tenancy_scheme s order by s.slug
"""


@dataclass(frozen=True)
class Standing:
    """How the reminders of one scheme stand."""

    scheme: str
    last_sweep: datetime | None
    overdue: int
    pending: int
    need_a_person: int

    @property
    def is_healthy(self) -> bool:
        """Whether somebody looks, and nothing waits for a person."""
        looked = self.last_sweep is not None and now() - self.last_sweep <= SILENCE
        return looked and not self.need_a_person


def standings(cursor: Any) -> list[Standing]:
    """Return how each scheme stands; the cursor is one of the login ``rjcase_sched``."""
    cursor.execute(_QUERY, {"day": today(), "stuck": now() - STUCK_AFTER})
    return [Standing(*row) for row in cursor.fetchall()]
