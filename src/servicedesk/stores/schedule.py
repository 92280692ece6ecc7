"""Instants with what they are of, kept in order in memory."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from operator import itemgetter
from typing import Final, Generic, TypeVar

_Key = TypeVar("_Key", tuple[int, str], tuple[int, str, int], tuple[int, str, str])


class Schedule(Generic[_Key]):
    """Instants with what they are of, in order; in pieces, so that one more among a million moves few."""

    _PIECE: Final = 1000

    def __init__(self) -> None:
        self._pieces: list[list[_Key]] = []
        self._last: list[_Key] = []

    def add(self, key: _Key) -> None:
        """Put one in."""
        if not self._pieces:
            self._pieces.append([key])
            self._last.append(key)
            return
        at = min(bisect_left(self._last, key), len(self._last) - 1)
        piece = self._pieces[at]
        insort(piece, key)
        self._last[at] = piece[-1]
        if len(piece) > 2 * self._PIECE:
            rest = piece[self._PIECE :]
            del piece[self._PIECE :]
            self._pieces.insert(at + 1, rest)
            self._last[at : at + 1] = [piece[-1], rest[-1]]

    def remove(self, key: _Key) -> None:
        """Take one out that is there."""
        at = bisect_left(self._last, key)
        piece = self._pieces[at]
        del piece[bisect_left(piece, key)]
        if piece:
            self._last[at] = piece[-1]
        else:
            del self._pieces[at], self._last[at]

    def page(self, after: _Key | None, until: int, limit: int) -> list[_Key]:
        """Give the keys after the cursor and not later than ``until``."""
        found: list[_Key] = []
        at = 0 if after is None else bisect_right(self._last, after)
        while at < len(self._pieces) and len(found) < limit:
            piece = self._pieces[at]
            start = 0 if after is None else bisect_right(piece, after)
            stop = bisect_right(piece, until, key=itemgetter(0))
            found += piece[start : min(stop, start + limit - len(found))]
            if stop < len(piece):
                break
            at += 1
        return found
