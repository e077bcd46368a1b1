"""Case details go to secure mailboxes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.securemail import DOMAINS, is_secure


@pytest.mark.parametrize(
    "address",
    [
        "team@northshire.police.uk.cjsm.net",
        "Fay.Volunteer@RJ.CJSM.net",
        "duty@justice.gov.uk",
        "a.b@northshire.police.uk",
        "ward@nhs.net",
    ],
)
def test_it_knows_a_secure_mailbox(address: str) -> None:
    assert is_secure(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "cjsm.net", "@cjsm.net", "fay@gmail.com", "fay@notcjsm.net", "fay@cjsm.net.example"),
        *("fay@gov.uk.example", "fay@nhs.uk", "fay@police-uk.example", "fay@xgov.uk"),
    ],
)
def test_it_takes_no_other_mailbox_for_one(address: str) -> None:
    assert not is_secure(address)


@given(st.sampled_from(DOMAINS), st.text(alphabet="abc.-", min_size=1, max_size=8))
def test_it_takes_no_domain_that_only_ends_alike(domain: str, more: str) -> None:
    assert is_secure(f"fay@{domain}")
    assert not is_secure(f"fay@{more.strip('.')}x{domain}")
    assert not is_secure(f"fay@{domain}.{more}x")
