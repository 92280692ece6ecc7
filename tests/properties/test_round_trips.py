"""What is written is read back equal, for cases and entries of random histories and for every kind of value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from properties.driving import Move, record, scripts
from servicedesk import Case
from servicedesk.calendars import to_instant
from servicedesk.rules.values import Instant, Token
from servicedesk.spans import days, hours, months, working_days
from servicedesk.stores.checksum import checked, with_checksum
from servicedesk.stores.codec import case_from_json, case_to_json, entry_from_json, entry_to_json
from servicedesk.stores.rows import case_of, row_of
from servicedesk.stores.values import plain, typed

values = st.one_of(
    st.text(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.integers(-(2**60), 2**60).map(Instant),
    st.integers(1, 99).map(lambda n: Token(f"p{n}")),
    st.builds(lambda make, n: make(n), st.sampled_from((days, hours, months, working_days)), st.integers(1, 400)),
)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scripts)
def test_cases_and_entries_come_back_equal(script: list[Move]) -> None:
    """Structure of unstructure is the same object, and unstructure of structure the same text."""
    run = record(script)
    for ident, row in run.rows.items():
        case = case_of(row)
        assert row_of(case, None if row.next_check_at is None else to_instant(row.next_check_at)) == row
        assert case_from_json(case_to_json(case), ident) == case
        assert case_from_json(case_to_json(case), ident).vault == case.vault
        for body in run.raw[ident]:
            entry = entry_from_json(checked(body, ident), ident)
            assert with_checksum(entry_to_json(entry), ident) == body
            assert entry_from_json(entry_to_json(entry), ident) == entry


@given(st.dictionaries(st.text(), values, max_size=5))
def test_every_value_keeps_its_type(facts: dict[str, object]) -> None:
    """Also text that looks like something else, and names that look like marks."""
    case = Case("c", "m", "e", "f", "p", "s", facts=facts)  # type: ignore[arg-type]
    there = case_from_json(case_to_json(case), "c")
    assert there.facts == facts
    assert {k: type(v) for k, v in there.facts.items()} == {k: type(v) for k, v in facts.items()}


@given(values)
def test_one_value_comes_back(value: object) -> None:
    """Through JSON's own types and back."""
    assert typed(plain(value)) == value
    assert type(typed(plain(value))) is type(value)


def test_money_keeps_its_fen() -> None:
    """A decimal keeps its trailing zeros."""
    assert str(typed(plain(Decimal("100.00")))) == "100.00"
    assert typed(plain(date(2026, 2, 14))) == date(2026, 2, 14)
