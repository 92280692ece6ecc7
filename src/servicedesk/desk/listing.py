"""What a desk lists of many cases, and beside it those that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Listing(tuple[T_co, ...]):  # noqa: SLOT001  a tuple with something beside it
    """A tuple of what was found; ``failed`` are the cases that could not be read, (case id, code of the error).

    Example:
        >>> from servicedesk import Desk
        >>> due = Desk("fuheng").due()
        >>> due, due.failed
        ((), ())
    """

    failed: tuple[tuple[str, str], ...] = ()


class Page(Listing[T_co]):
    """A page of a list. ``following`` is what the next one is asked for with; empty where nothing comes after it.

    Example:
        >>> from servicedesk import Desk
        >>> page = Desk("fuheng").due(limit=100)
        >>> page, page.following
        ((), '')
    """

    following: str = ""


class FoundPage(Page[T_co]):
    """A page of cases. ``total`` is how many there are on all pages together, ``None`` where nobody asked.

    Example:
        >>> from servicedesk import Desk
        >>> page = Desk("fuheng").find(open=True, counted=True)
        >>> page, page.total
        ((), 0)
    """

    total: int | None = None


def found_page(found: Iterable[T], failed: Mapping[str, str], following: str, total: int | None) -> FoundPage[T]:
    """A page of what was found, and how many there are where that was asked."""
    made: FoundPage[T] = FoundPage(found)
    made.failed = tuple(failed.items())
    made.following = following
    made.total = total
    return made


def page_of(found: Iterable[T], failed: Mapping[str, str], following: str) -> Page[T]:
    """A page of what was found, with the codes of what went wrong by the id of the case."""
    made: Page[T] = Page(found)
    made.failed = tuple(failed.items())
    made.following = following
    return made


def listing(found: Iterable[T], failed: Mapping[str, str]) -> Listing[T]:
    """What was found, with the codes of what went wrong by the id of the case."""
    made: Listing[T] = Listing(found)
    made.failed = tuple(failed.items())
    return made
