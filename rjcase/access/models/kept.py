"""What somebody had typed when their session ended."""

from django.db import models

from rjcase.access.models.people import User
from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned


class KeptForm(SchemeOwned):
    """A form that was sent after its session had ended, kept for its sender for a day.

    The body is encrypted with a key that the database does not hold: nobody can search it, no report
    meets it. It is read back only on the same page, by the same person, through that page's own walls.
    """

    wall = {"kind": "own", "column": "user_id", "rights": "SELECT, INSERT, DELETE"}

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    body = models.TextField()
    kept_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"kept {self.kept_at:%d/%m/%Y %H:%M}"
