"""Background work of the front door."""

from celery import shared_task

from rjcase.access.door import kept, throttle
from rjcase.access.door import letters as post
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


@shared_task(name="rjcase.access.letters")
def letters() -> None:
    """Send what people are to be told of their accounts, and tidy what is over."""
    post.send_waiting()
    post.forget_old()
    throttle.forget_old()
    for scheme in Scheme.objects.order_by("pk"):
        with acting(scheme, SYSTEM, why="kept forms of yesterday"):
            kept.forget_old()
