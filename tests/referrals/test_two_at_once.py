"""The same draft sent from two places in the same moment is one referral."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from cases.models import Case
from referrals.models import Referral
from tests.referrals.typed import Typist
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_it_gives_both_senders_the_same_receipt(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    draft = typist.fill()
    together = Barrier(2)

    def send(_which: int) -> str:
        other = Client()
        other.cookies = client.cookies
        together.wait(20)
        try:
            return str(other.post(typist.url("check", draft=draft.pk)).headers["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        receipts = set(pool.map(send, range(2)))
    assert receipts == {typist.url("sent", referral=draft.pk)}
    with world.north.at("manager"):
        assert Referral.objects.filter(pk=draft.pk).count() == 1
        assert Case.objects.count() == 2
