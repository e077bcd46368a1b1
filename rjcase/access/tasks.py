"""Background work of the front door."""

from celery import shared_task

from rjcase.access.door import letters as post
from rjcase.access.door import throttle


@shared_task(name="rjcase.access.letters")
def letters() -> None:
    """Send what people are to be told of their accounts, and tidy what is over."""
    post.send_waiting()
    post.forget_old()
    throttle.forget_old()
