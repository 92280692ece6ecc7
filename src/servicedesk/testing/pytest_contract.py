"""The store contract as pytest tests: subclass, override one fixture, and each clause is a test of its own.

::

    class TestMyStore(StoreContract):
        @pytest.fixture
        def harness(self, tmp_path):
            return Harness(lambda: MyStore(new_database(tmp_path)))
"""

from __future__ import annotations

import pytest

from servicedesk.testing.contract import CLAUSES, Clause, Harness, Unsupported, check

__all__ = ["StoreContract"]


class StoreContract:
    """Every clause of the store contract, on the store that the fixture ``harness`` gives."""

    @pytest.fixture
    def harness(self) -> Harness:
        """How to get at the store."""
        raise NotImplementedError("override the fixture `harness`")  # a fixture cannot be abstract

    @pytest.mark.parametrize("clause", CLAUSES, ids=[clause.id for clause in CLAUSES])
    def test_clause(self, clause: Clause, harness: Harness) -> None:
        """The store keeps this clause."""
        try:
            check(clause, harness)
        except Unsupported as reason:
            pytest.skip(f"{clause.id}: {reason}")  # an optional clause; `check` lets no required one come here
