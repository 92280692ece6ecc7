"""What a desk lists of many cases, and beside it those that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from servicedesk.answers import Answers, Failure

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Listing(Answers[T_co]):
    """A tuple of what was found; ``failed`` are the cases that could not be read, (case id, code of the error).

    Example:
        >>> from servicedesk import Desk
        >>> due = Desk("fuheng").due()
        >>> due, due.failed
        ((), ())
    """

    BESIDE = "failed"

    failed: tuple[Failure, ...] = ()


class Page(Listing[T_co]):
    """A page of a list. ``following`` is what the next one is asked for with; empty where nothing comes after it.

    Example:
        >>> from servicedesk import Desk
        >>> page = Desk("fuheng").due(limit=100)
        >>> page, page.following
        ((), '')
    """

    BESIDE = "failed following"

    following: str = ""


class FoundPage(Page[T_co]):
    """A page of cases. ``total`` is how many there are on all pages together, ``None`` where nobody asked.

    Example:
        >>> from servicedesk import Desk
        >>> page = Desk("fuheng").find(open=True, counted=True)
        >>> page, page.total
        ((), 0)
    """

    BESIDE = "failed following total"

    total: int | None = None


def failures(codes: Mapping[str, str]) -> tuple[Failure, ...]:
    """What could not be looked at, by the id of the case."""
    return tuple(Failure(*each) for each in codes.items())


def found_page(found: Iterable[T], failed: Mapping[str, str], following: str, total: int | None) -> FoundPage[T]:
    """A page of what was found, and how many there are where that was asked."""
    made: FoundPage[T] = FoundPage(found)
    made.failed = failures(failed)
    made.following = following
    made.total = total
    return made


def page_of(found: Iterable[T], failed: Mapping[str, str], following: str) -> Page[T]:
    """A page of what was found, with the codes of what went wrong by the id of the case."""
    made: Page[T] = Page(found)
    made.failed = failures(failed)
    made.following = following
    return made


def listing(found: Iterable[T], failed: Mapping[str, str]) -> Listing[T]:
    """What was found, with the codes of what went wrong by the id of the case."""
    made: Listing[T] = Listing(found)
    made.failed = failures(failed)
    return made
