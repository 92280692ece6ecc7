"""What a caller gives is of the kind that is asked for, or told in an error, before anything compares it.

A value of a foreign kind may answer a comparison with anything, or with an error of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from servicedesk.characters import brief, type_of
from servicedesk.errors import InvalidPayload
from servicedesk.said import Said, word

MOST_IN_LIST: Final = 10_000
"""How many things a list of names may hold, where its room says nothing else."""

T = TypeVar("T")


def as_text(value: object, what: str) -> str:
    """The text itself, where it is one.

    Raises:
        InvalidPayload: it is none.
    """
    if isinstance(value, str):
        return value
    raise InvalidPayload(Said("is_value", what=word(what), value=brief(value)), remedy=Said("give_text"), name=what)


def of_kind(value: object, kind: type[T], what: str) -> T:
    """The value itself, where it is of that kind.

    Raises:
        InvalidPayload: it is of another.
    """
    if isinstance(value, kind):
        return value
    raise InvalidPayload(
        Said("is_of_type", what=word(what), type=type_of(value)), remedy=Said("give_a", type=kind.__name__), name=what
    )


def each_in(several: Iterable[T], what: str, most: int = MOST_IN_LIST) -> Iterator[T]:
    """What stands in it, one after another; what is given may be endless.

    Raises:
        InvalidPayload: it holds more than ``most``, or fails while it is gone through.
    """
    try:
        for number, each in enumerate(several):
            if number == most:
                break
            yield each
        else:
            return
    except Exception:  # noqa: BLE001  an error of whoever made it, which may say what is in it
        raise InvalidPayload(
            Said("list_cannot_be_read", what=word(what)), remedy=Said("give_list"), name=what
        ) from None
    raise InvalidPayload(Said("more_than", what=word(what), most=most), remedy=Said("give_fewer"), name=what)
