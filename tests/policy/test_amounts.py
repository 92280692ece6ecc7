"""A site's amounts: one for all fees of a clause, or one a fee."""

import pytest

from servicedesk.engine.context import SitePolicy


@pytest.mark.parametrize(("fee", "amount"), [("deposit", "2000.00"), ("charges", "300.00")])
def test_the_fee_comes_before_the_clause(fee: str, amount: str):
    site = SitePolicy(amounts={"m/p/7b": "300.00", "m/p/7b#deposit": "2000.00"})
    assert site.amount("m/p/7b", fee) == amount


def test_what_the_site_does_not_set_it_leaves_to_the_manual():
    assert SitePolicy(amounts={"m/p/7b#deposit": "2000.00"}).amount("m/p/7b", "charges") is None
