"""Files that are no log: each is one error that says what is wrong and what would help."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.logs import SMALL, csv_of, fuheng
from servicedesk.errors import InvalidLog
from servicedesk.replay import read_log, replay
from servicedesk.replay.log import parse_log

TEXT = csv_of(SMALL)


@pytest.mark.parametrize(
    ("raw", "why", "remedy"),
    [
        (b"", "it is empty", "its first line names the columns"),
        (b"\r\n\r\n", "it is empty", "its first line names the columns"),
        (TEXT.encode("gb18030"), "line 2 is not UTF-8", "iconv -f gb18030 -t utf-8"),
        (TEXT.encode() + b"\xff\xff", "line 18 is not UTF-8", "CSV UTF-8"),
        (TEXT.encode("utf-16"), "it is UTF-16", "CSV UTF-8"),
        (TEXT.replace("某某", "某\0某", 1).encode(), "line 2 holds a NUL", "export the log again"),
        (TEXT.replace("噪声", "噪" * 140_000, 1).encode(), "line 2: a cell is longer than 131,072", "quote"),
        (TEXT.replace("噪声", '"噪声', 1).encode(), "line 2: unexpected end of data", "quote"),
        (TEXT.replace("cause", "case", 1).encode(), "there are 2 columns case", "a name of its own"),
        (TEXT.replace("cause", "", 1).encode(), "column 12 has no name", "a name of its own"),
        (
            TEXT.replace("occurred_at", "occured_at", 1).encode(),
            "occurred_at is missing (is it occured_at?)",
            "mapping",
        ),
        (TEXT.replace(",", ";").encode(), "occurred_at is missing", "with commas"),
        (
            TEXT.replace("roles", "posts").replace("actor", "who", 1).encode(),
            "column actor is missing; the column roles",
            "",
        ),
    ],
)
def test_a_file_that_is_no_log_says_why_and_what_helps(tmp_path: Path, raw: bytes, why: str, remedy: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(raw)
    with pytest.raises(InvalidLog) as caught:
        replay(path, fuheng())
    assert why in caught.value.reason
    assert remedy in caught.value.remedy


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidLog, match="there is no such file; check the path"):
        read_log(tmp_path / "none.csv")


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(InvalidLog, match="it is a folder"):
        read_log(tmp_path)


def test_a_bad_file_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(TEXT.encode() + b"\xff")
    desk = fuheng(store=tmp_path / "desk.db")
    with pytest.raises(InvalidLog):
        replay(path, desk)
    assert not (tmp_path / "desk.db").exists()


def test_columns_without_a_name_at_the_end_of_the_header_are_no_columns() -> None:
    log = parse_log("occurred_at,case,,\r\n2026-09-28 09:00,A,,\r\n")
    assert log.columns == ("occurred_at", "case")
    assert dict(log.rows[0].cells) == {"occurred_at": "2026-09-28 09:00", "case": "A"}
