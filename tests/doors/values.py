"""Hostile values of every type, drawn at random; those that a client of a web service can send, and all others."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final, Never

MARK: Final = "绝密值7788"
"""Stands in what is filed: it may come back in no message, traceback, log."""

_PIECES: Final = (
    *("", " ", "\u3000", "\x00", "\ud800", "\udfff", "\u202e", "\u2066", "\u200b", "\ufeff", "\u3164", "\x1b]0;t\x07"),
    *("\x9b31m", "\r", "\n", "=1+1", "'; DROP TABLE cases; --", "../../etc/passwd", "%s%n", "{0.__class__}", "$ref"),
    *("{", "}", "{x}", "[[", "<script>", "1e999999999", "NaN", "-0", "0x10", "1_000", "٣", "²", "½", "十", "半", "P1Y"),
    *("9999-12-31", "0001-01-01", "2026-02-30", "2026-02-13 10:20", "2026-13-01", "10:20", "24:00-23:00", "mon-"),
    *("standing:fuheng/x/1", "a.1", "replay:fuheng", "servicedesk:rules", "fuheng", "complaint", "p1", "superior"),
    *("memory:", "sqlite:///", "sqlite:", "postgresql://", "nothing+x://y", "zh", "en", "同日", "2 days", "-1 day"),
    *("postgresql+psycopg://", "mysql+pymysql://127.0.0.1:1/", "?port=", "?charset=", "@", ":"),
    *("file.py:X", "none.jsonl", "/dev/null", "🏠", "e\u0301", "é", "投诉", "İ", "ß", "\u2028", "\U000e0041"),
)


def text(draw: random.Random) -> str:
    """A piece, several, a long one, or any characters."""
    choice = draw.random()
    if choice < 0.55:
        return draw.choice(_PIECES)
    if choice < 0.7:
        return "".join(draw.choice(_PIECES) for _ in range(draw.randrange(2, 5)))
    if choice < 0.85:
        return draw.choice(("x", "9", "投", "9 days ", "{", "\u0301", "a,", "(")) * draw.choice((61, 201, 4001, 20_000))
    return "".join(chr(draw.randrange(0x11_0000)) for _ in range(draw.randrange(1, 12)))


def deep(levels: int, *, mapping: bool) -> Any:
    found: Any = MARK
    for _ in range(levels):
        found = {"a": found} if mapping else [found]
    return found


def json_value(draw: random.Random, levels: int = 3) -> Any:
    """What JSON can hold, as a client sends it: through text and back."""
    simple: list[Callable[[], Any]] = [
        lambda: None,
        lambda: draw.choice((True, False)),
        lambda: draw.choice((0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 10**4000)),
        lambda: draw.choice((1.5, 1e308, -0.0, float("nan"), float("inf"))),
        lambda: text(draw),
        lambda: MARK,
    ]
    if levels and draw.random() < 0.3:
        several = [json_value(draw, levels - 1) for _ in range(draw.randrange(4))]
        return several if draw.random() < 0.5 else {text(draw): each for each in several}
    if draw.random() < 0.03:
        return deep(draw.choice((5, 300)), mapping=draw.random() < 0.5)
    value = draw.choice(simple)()
    return json.loads(json.dumps(value))


class Contrary:
    """Answers nothing that it is asked but with an error."""

    def _no(self, *_: object) -> Never:
        raise RuntimeError(MARK)

    __str__ = __repr__ = __format__ = __eq__ = __hash__ = __bool__ = __index__ = _no  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = _no


class Unlistable(Contrary):
    """The same as something that several things should stand in."""

    def _no(self, *_: object) -> Never:
        raise RuntimeError(MARK)

    __iter__ = __len__ = __getitem__ = __contains__ = _no


class Wordy(str):
    """A text that says something else when it is written out."""

    __slots__ = ()

    def __str__(self) -> str:
        return "x" * 5000


_FOREIGN: Final[tuple[Callable[[], Any], ...]] = (
    *(
        lambda: b"x",
        lambda: bytearray(b"x"),
        object,
        Contrary,
        Unlistable,
        lambda: Wordy("a"),
        lambda: Wordy("x" * 300),
    ),
    *(lambda: date.min, lambda: date.max, lambda: date(2026, 2, 14), lambda: datetime.min, lambda: datetime.max),  # noqa: DTZ901
    *(lambda: datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), lambda: datetime.max.replace(tzinfo=UTC)),
    *(lambda: datetime(2026, 9, 28, 1, 0, tzinfo=UTC), lambda: timedelta(1), lambda: {1, 2}, lambda: frozenset("ab")),
    *(lambda: Decimal("NaN"), lambda: Decimal("sNaN"), lambda: Decimal("Infinity"), lambda: Decimal("1e999999")),
    *(lambda: Decimal("9" * 5000), lambda: Decimal("1.5"), lambda: 10**5000, lambda: -(10**5000), lambda: 1j),
    *(lambda: range(10**9), lambda: (each for each in "ab"), lambda: len, lambda: int, lambda: ValueError(MARK)),
    *(lambda: deep(900, mapping=True), lambda: deep(900, mapping=False), lambda: {5: 5}, lambda: {None: None}),
    *(lambda: [MARK], lambda: (MARK,), lambda: {"a": MARK}, lambda: [[], {}], lambda: memoryview(b"x")),
)


def anything(draw: random.Random) -> Any:
    """A value of any type."""
    return json_value(draw) if draw.random() < 0.5 else draw.choice(_FOREIGN)()
