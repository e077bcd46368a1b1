"""Delivery: claimed by one, sent once, and when nobody knows, a person is asked."""

import smtplib
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery import Celery
from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from kombu.exceptions import OperationalError

from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.notifications import doorbell
from rjcase.notifications.delivery import MOST_ATTEMPTS, deliver_pending
from rjcase.notifications.models import Notification
from rjcase.notifications.services import notify
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.tasks import TenantTask
from tests.world import World

pytestmark = pytest.mark.django_db
OUTBOX = "/northshire/outbox/"


class Refusing(BaseEmailBackend):
    """A server that says no to every message."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPDataError(451, b"try later")


class Breaking(BaseEmailBackend):
    """A line that breaks after the text was handed over."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


@pytest.fixture
def by_mail(settings: Any) -> Any:
    """Messages go out by e-mail."""
    settings.NOTIFY_CHANNEL = "smtp"
    return settings


def say(world: World, who: str = "facilitator") -> None:
    with acting(world.north.scheme, SYSTEM):
        notify(
            subject=uuid7(),
            recipients=[world.north.people[who]],
            title=f"Something in {world.case.reference}",
            body="Look.",
            case=world.case,
            on=today(),
        )


def message(world: World) -> Notification:
    with world.north.at("manager"):
        return Notification.objects.select_related("recipient").get()


def test_it_sends_each_message_once_with_an_id_made_of_its_key(world: World, by_mail: Any) -> None:
    say(world)
    assert deliver_pending(world.north.scheme) == 1
    assert deliver_pending(world.north.scheme) == 0
    (sent,) = mail.outbox
    row = message(world)
    assert sent.to == ["facilitator@northshire.example"]
    assert sent.subject == row.title
    assert sent.extra_headers["Message-ID"] == row.message_id
    assert row.state == "sent"
    assert row.sent_at is not None


def test_it_writes_one_message_when_asked_twice(world: World) -> None:
    about = uuid7()
    for _turn in range(2):
        with acting(world.north.scheme, SYSTEM):
            notify(subject=about, recipients=[world.north.manager], title="t", body="b")
    assert message(world).title == "t"


def test_it_tries_a_refused_message_later_and_gives_up_in_the_end(world: World, by_mail: Any) -> None:
    by_mail.EMAIL_BACKEND = f"{__name__}.Refusing"
    say(world)
    moment = now()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with time_machine.travel(moment):
            deliver_pending(world.north.scheme)
            row = message(world)
            assert row.attempts == attempt
            deliver_pending(world.north.scheme)
            assert message(world).attempts == attempt, "not before its time"
        moment += timedelta(hours=1)
    assert (row.state, row.problem) == ("failed", "SMTPDataError")


def test_it_never_sends_again_by_itself_what_may_have_gone_out(
    world: World, by_mail: Any, client: Client
) -> None:
    by_mail.EMAIL_BACKEND = f"{__name__}.Breaking"
    say(world)
    deliver_pending(world.north.scheme)
    assert message(world).state == "sending"
    by_mail.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(now() + timedelta(hours=2)):
        deliver_pending(world.north.scheme)
        assert mail.outbox == []
        client.force_login(world.north.admin)
        page = client.get(f"{OUTBOX}?show=attention").content.decode()
        assert "1 message needs a person" in page
        assert "Perhaps sent" in page
        where = f"{OUTBOX}{message(world).pk}/"
        assert client.post(where, {"outcome": "sent"}).status_code == 303
        late = client.post(where, {"outcome": "again"}, follow=True).content.decode()
        assert "Somebody else has dealt with this message" in late
        assert (message(world).state, message(world).settled_by) == ("sent", world.north.admin)


def test_it_sends_again_on_a_persons_word(world: World, by_mail: Any, client: Client) -> None:
    by_mail.EMAIL_BACKEND = f"{__name__}.Breaking"
    say(world)
    deliver_pending(world.north.scheme)
    by_mail.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(now() + timedelta(minutes=11)):
        client.force_login(world.north.manager)
        client.post(f"{OUTBOX}{message(world).pk}/", {"outcome": "again"})
        deliver_pending(world.north.scheme)
    assert len(mail.outbox) == 1


def test_it_leaves_alone_what_another_worker_is_sending(world: World, by_mail: Any, client: Client) -> None:
    say(world)
    with acting(world.north.scheme, SYSTEM):
        Notification.objects.update(state="sending", claimed_at=now())
    deliver_pending(world.north.scheme)
    assert mail.outbox == []
    client.force_login(world.north.admin)
    client.post(f"{OUTBOX}{message(world).pk}/", {"outcome": "again"})
    assert message(world).state == "sending", "not stuck yet, so nobody may interfere"


def test_it_commits_although_nobody_hears_the_bell(
    world: World,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from rjcase.notifications.tasks import deliver

    def deaf(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(deliver, "apply_async", deaf)
    with django_capture_on_commit_callbacks(execute=True) as rung:
        say(world)
    assert rung
    assert "the next sweep delivers" in caplog.text
    assert message(world).state == "pending"
    assert deliver_pending(world.north.scheme) == 1


def test_it_does_not_wait_for_a_broker_that_is_away(tmp_path: Path) -> None:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with Celery(broker=f"redis+socket://{tmp_path}/nobody.sock", set_as_current=False) as app:
        app.conf.broker_transport_options = options
        for _turn in range(2):  # the first loads the transport
            began = time.monotonic()
            with pytest.raises(OperationalError):
                app.send_task("x", retry=False)
        assert time.monotonic() - began < 2


def test_it_rings_once_the_message_is_there(
    world: World, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rjcase.notifications.tasks import deliver

    rung: list[Any] = []
    monkeypatch.setattr(deliver, "apply_async", lambda args, **_kwargs: rung.append(args))
    with django_capture_on_commit_callbacks(execute=True), acting(world.north.scheme, SYSTEM):
        doorbell.ring(world.north.scheme)
        assert rung == []
    assert rung == [(world.north.scheme.pk,)]
    say(world)
    deliver(world.north.scheme.pk)
    assert message(world).state == "sent"


def test_it_shows_the_outbox_to_the_office_of_the_scheme_alone(world: World, client: Client) -> None:
    say(world)
    deliver_pending(world.north.scheme)
    for who in ("facilitator", "supervisor", "referrer", "liaison", "commissioner"):
        client.force_login(world.north.people[who])
        assert client.get(OUTBOX).status_code == 404
    client.force_login(world.south.manager)
    assert client.get(OUTBOX).status_code == 404
    assert client.post(f"{OUTBOX}{message(world).pk}/", {"outcome": "again"}).status_code == 404
    assert "Something in" not in client.get("/southshire/outbox/").content.decode()
    client.force_login(world.north.manager)
    page = client.get(OUTBOX).content.decode()
    assert f"Something in {world.case.reference}" in page
    assert "Reminders are not running" in page


def test_it_lists_any_number_of_messages_with_the_same_queries(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.north.manager)
    say(world)
    with django_assert_max_num_queries(60) as few:
        client.get(OUTBOX)
    for _turn in range(12):
        say(world)
    with django_assert_max_num_queries(60) as many:
        client.get(OUTBOX)
    assert len(few) == len(many)


def test_it_runs_the_work_of_a_scheme_as_the_system_or_as_a_person(world: World) -> None:
    class Look(TenantTask):
        name = "tests.look"

        def run(self, scheme: Any) -> tuple[str, int]:
            from cases.models import Case
            from rjcase.tenancy import current

            context = current()
            assert context is not None
            return context.scope, Case.objects.count()

    north = world.north
    assert Look()(north.scheme.pk) == ("system", 1)
    assert Look()(north.scheme.pk, as_user=north.manager.pk) == ("office", 1)
    assert Look()(north.scheme.pk, as_user=north.facilitator.pk) == ("staff", 0)
    assert Look()(north.scheme.pk, as_user=world.south.manager.pk) == ("", 0)
