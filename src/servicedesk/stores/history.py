"""The entries of one case in memory: the last few as bytes, those before them compressed, a page together.

As objects they would be most of what a case weighs, and hardly any of them is read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from servicedesk.stores.instants import micros, moment
from servicedesk.stores.records import EntryRow

_PAGE: Final = 16
_SEP: Final = b"\0"
"""Stands between what an entry says: no text that can be stored has one."""
_Kept = tuple[int, str | None, bytes]


class History:
    """What a case has been appended, by number from 1 on. An instant is given back in UTC."""

    __slots__ = ("_last", "_pages")

    def __init__(self) -> None:
        self._pages: list[bytes] = []
        self._last: list[_Kept] = []

    def extend(self, entries: Iterable[EntryRow]) -> None:
        """Append those that follow."""
        last = self._last
        last += [(micros(entry.at, "at"), entry.key, entry.body.encode()) for entry in entries]
        while len(last) > _PAGE:
            self._pages.append(_packed(last[:_PAGE]))
            del last[:_PAGE]

    def __getitem__(self, number: int) -> EntryRow:
        page, place = divmod(number - 1, _PAGE)
        return _row(number, (_unpacked(self._pages[page]) if page < len(self._pages) else self._last)[place])

    def after(self, number: int) -> Iterator[EntryRow]:
        """Those with a greater number, in order."""
        first, place = divmod(max(number, 0), _PAGE)
        first = min(first, len(self._pages))
        place = max(number, 0) - first * _PAGE
        kept: list[_Kept] = []
        for page in self._pages[first:]:
            kept += _unpacked(page)
        kept += self._last
        return (_row(seq, each) for seq, each in enumerate(kept[place:], max(number, 0) + 1))


def _row(number: int, kept: _Kept) -> EntryRow:
    at, key, body = kept
    return EntryRow(number, moment(at), key, body.decode())


def _packed(entries: Iterable[_Kept]) -> bytes:
    said: list[bytes] = []
    for at, key, body in entries:
        said += (str(at).encode(), b"" if key is None else f"={key}".encode(), body)
    return zlib.compress(_SEP.join(said), 1)


def _unpacked(page: bytes) -> list[_Kept]:
    said = zlib.decompress(page).split(_SEP)
    return [
        (int(at), key[1:].decode() if key else None, body)
        for at, key, body in zip(said[::3], said[1::3], said[2::3], strict=True)
    ]
