"""Reads what a list is asked for, and tells everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from servicedesk.arguments import of_kind
from servicedesk.desk.inputs import MOST_ROWS, name_of, number_of
from servicedesk.errors import InvalidPayload, ServicedeskError
from servicedesk.said import Said, Statements
from servicedesk.stores import check_limit
from servicedesk.stores.rows import utc

T = TypeVar("T")


class Reader:
    """Reads what is asked for, and tells everything that is wrong with it at once."""

    def __init__(self, instant: Callable[[datetime | str], int]) -> None:
        self._instant = instant
        self._wrong: list[ServicedeskError] = []

    def one(self, read: Callable[[], T]) -> T | None:
        """What is read; ``None`` where it is wrong."""
        try:
            return read()
        except ServicedeskError as error:
            self._wrong.append(error)
            return None

    def text(self, value: str | None, name: str) -> str | None:
        """A name, where one is given."""
        return None if value is None else self.one(lambda: name_of(value, name))

    def flag(self, value: bool | None, name: str) -> bool | None:
        """Yes or no, where it is said."""
        return None if value is None else self.one(lambda: of_kind(value, bool, name))

    def time(self, value: datetime | str | None) -> datetime | None:
        """An instant, where one is given."""
        return None if value is None else self.one(lambda: utc(self._instant(value)))

    def must_be_right(self) -> None:
        """Return if nothing was wrong.

        Raises:
            ServicedeskError: the one thing that is wrong.
            InvalidPayload: several things are; field ``codes`` has the code of each.
        """
        if len(self._wrong) == 1:
            raise self._wrong[0]
        if self._wrong:
            raise InvalidPayload(
                Said("worded", what=Statements(error.reason for error in self._wrong)),
                remedy=Said("worded", what=Statements(dict.fromkeys(error.remedy for error in self._wrong))),
                codes=tuple(error.code for error in self._wrong),
            )


def size_of(limit: int) -> int:
    """How many rows a page has at most.

    Raises:
        InvalidPayload: it is no number.
        StoreMisuse: it is below 1.
    """
    most = number_of(limit, "limit")
    check_limit(most)
    return min(most, MOST_ROWS)
