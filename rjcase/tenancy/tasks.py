"""What background work of one scheme is made of."""

from typing import TYPE_CHECKING, Any

from celery import Task
from django.contrib.auth import get_user_model

from rjcase.tenancy.context import SYSTEM, acting
from rjcase.tenancy.models import Scheme

# The stubs know a generic class, Celery itself a plain one.
if TYPE_CHECKING:
    _Task = Task[Any, Any]
else:
    _Task = Task


class TenantTask(_Task):
    """A task of one scheme: called with the scheme's id, run inside it in one transaction.

    ``task.delay(scheme.pk, …)`` acts as the system; ``task.delay(scheme.pk, …, as_user=user.pk)``
    acts as that person with what they may *now*: a grant that ended since the task was asked for
    opens nothing. Arguments are ids only, never personal data: the broker is no safe place.

    ``steps = True`` leaves transactions to the task, which opens ``acting`` for each of its steps.
    ``run`` gets the Scheme first.
    """

    abstract = True
    typing = False  # Celery would compare the call with run(), which sees the scheme and not its id
    steps = False

    def __call__(self, scheme_id: int, *args: Any, as_user: int | None = None, **kwargs: Any) -> Any:
        """Enter the scheme and run. Raises Scheme.DoesNotExist for an id of none."""
        scheme = Scheme.objects.get(pk=scheme_id)
        if self.steps:
            return self.run(scheme, *args, **kwargs)
        actor: Any = SYSTEM if as_user is None else get_user_model().objects.get(pk=as_user)
        with acting(scheme, actor, why=f"task {self.name}"):
            return self.run(scheme, *args, **kwargs)
