"""What is kept of a case and of its entries is all of it: a field that no table has would be lost without a word."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from servicedesk.stores import codec
from servicedesk.stores.tables import Table

TABLES: list[Table[Any]] = [value for value in vars(codec).values() if isinstance(value, Table)]
TABLES += codec._FAMILIES


@pytest.mark.parametrize("table", TABLES, ids=[table.kind.__name__ for table in TABLES])
def test_each_field_of_a_class_is_in_its_table(table: Table[Any]) -> None:
    kept = {field.name for field in attrs.fields(table.kind) if field.init}
    assert kept - set(table.reads) == set()


def test_every_family_of_entries_has_one() -> None:
    assert len(codec._FAMILIES) > 9
