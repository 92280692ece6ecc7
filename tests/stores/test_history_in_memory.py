"""A history in memory, however it is kept, gives back what it was given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from servicedesk.stores import EntryRow
from servicedesk.stores.history import History

BEGIN = datetime(2026, 3, 2, 1, tzinfo=UTC)
texts = st.text('a"\\=\n中', max_size=6)
sizes = st.lists(st.integers(0, 20), max_size=5)
said = st.tuples(st.integers(-(10**14), 10**14), st.none() | texts, texts)


@given(sizes, st.data())
def test_entries_come_back_by_number_and_from_any_on(several: list[int], data: st.DataObject) -> None:
    history, expected = History(), list[EntryRow]()
    for size in several:
        new = [
            EntryRow(
                len(expected) + n,
                (BEGIN + timedelta(microseconds=us)).astimezone(timezone(timedelta(hours=8))),
                key,
                body,
            )
            for n, (us, key, body) in enumerate(data.draw(st.lists(said, min_size=size, max_size=size)), 1)
        ]
        history.extend(new)
        expected += new
    for after in range(-1, len(expected) + 3):
        assert [*history.after(after)] == expected[max(after, 0) :]
    for each in expected:
        assert history[each.seq] == each
        assert history[each.seq].at.tzinfo is UTC
