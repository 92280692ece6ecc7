"""Who holds what, asked of the desk: found articles and lent keys."""

from __future__ import annotations

from manuals.fuheng import key_lending_desk
from manuals.fuheng.lost_and_found_desk import kept


def test_a_registered_article_is_with_the_receptionist() -> None:
    """4.3: the receptionist keeps what was registered."""
    case = kept()
    (held,) = case.desk.custody(case.id)
    assert (held.article, held.holder, held.holder_zh) == ("article", "customer_receptionist", "客户接待员")
    assert held.clause == "fuheng/lost_and_found/4.3"
    assert str(held.since) == "2026-01-07 10:00:00+08:00"


def test_an_article_that_is_handed_in_is_with_the_administration() -> None:
    case = kept().hand_in("2026-01-31 10:00")
    (held,) = case.desk.custody(case.id)
    assert held.holder != "customer_receptionist"
    assert str(held.since) == "2026-01-31 10:00:00+08:00"


def test_a_lent_key_is_out_until_the_end_of_its_day() -> None:
    """4.5c: borrowed for works on Thursday 2026-03-12, it comes back the same day, which ends at 24:00."""
    case = key_lending_desk.kept()
    before = {held.article: held.holder for held in case.desk.custody(case.id)}
    case.loan("maintenance").lend()
    (held,) = [h for h in case.desk.custody(case.id) if h.item == "k1"]
    assert held.holder not in before.values()
    assert held.until is not None
    assert str(held.until) == "2026-03-13 00:00:00+08:00"
