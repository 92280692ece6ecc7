"""Rows that are kept compressed come back as they were; gaps and keys are found without all rows at hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.errors import InvalidLog
from servicedesk.replay import kept
from servicedesk.replay.jumps import Stretches, find_jumps
from servicedesk.replay.kept import KeptRows, Numbered, rows_in
from servicedesk.replay.log import LogRow, read_log

DAY = 86_400_000_000
HEADER = "occurred_at,case,subject,procedure,step,actor,roles\n"

rows = st.lists(
    st.builds(
        LogRow,
        st.integers(1, 9),
        st.dictionaries(st.text("ab中", max_size=2), st.text('a"\\\n中', max_size=3), max_size=3),
        st.integers(0, 2),
    ),
    max_size=12,
)


@given(rows)
def test_rows_come_back_as_they_were_and_again(given_rows: list[LogRow]) -> None:
    several = KeptRows()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_TOGETHER", 3)
        for row in given_rows:
            several.add(row)
        assert [*several] == given_rows == [*several]
        assert len(several) == len(given_rows)


@given(st.lists(st.integers(-40 * DAY, 40 * DAY)), st.integers(1, 9))
def test_a_gap_is_seen_without_the_moments(moments: list[int], days: int) -> None:
    """The oracle sorts them all."""
    stretches = Stretches(days)
    for moment in moments:
        stretches.add(moment)
    ordered = sorted(moments)
    far = any(b - a > days * DAY for a, b in pairwise(ordered))
    assert stretches.leave_a_gap() is far
    if not far:
        assert find_jumps([(m,) for m in moments], range(len(moments)), days) == ({}, ())


@given(st.lists(st.sampled_from(["0" * 24, "0" * 23 + "1", "f" * 24, "ab" * 12])))
def test_a_key_says_which_of_equal_rows_it_is(digests: list[str]) -> None:
    numbered = Numbered.of(digests)
    assert [numbered.key(each) for each in digests] == [
        f"{each}-{digests[:n].count(each) + 1}" for n, each in enumerate(digests)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "2026-01-01 10:00,c,s,complaint,open,王,接收人\n\n,,,,,,,\n2026-01-01 10:01,c,,,tell,王,,,x\n",
        '2026-01-01 10:00,c,s,complaint,"a\nb",王,接收人\r\n2026-01-01 10:01,c\r2026-01-01 10:02,d\n',
        "",
    ],
)
def test_a_log_read_row_by_row_is_the_log_that_is_read_whole(body: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(("\ufeff" + HEADER + body).encode())
    found, count = rows_in(path, None, "Asia/Shanghai")
    assert (tuple(found), count) == (read_log(path).rows, len(read_log(path).rows))
    assert isinstance(found, KeptRows)


@pytest.mark.parametrize(
    "raw", [b"", b"a,a\n", HEADER.encode() + b"\xff\n", HEADER.encode() + b"a\0b\n", b'x,y\n"open']
)
def test_what_cannot_be_read_is_said_as_by_reading_it_whole(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(raw)
    with pytest.raises(InvalidLog) as whole:
        read_log(path).check()
    with pytest.raises(InvalidLog) as streamed:
        rows_in(path, None, "Asia/Shanghai")
    assert streamed.value.args == whole.value.args
