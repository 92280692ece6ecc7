"""How the classes of the engine are made."""

# ruff: noqa: ANN001, ANN003, ANN201, ANN202  type checkers see the functions of attrs in the place of these

from __future__ import annotations

from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

__all__ = ["changed", "record"]

if TYPE_CHECKING:
    from attrs import evolve as changed
    from attrs import frozen as record
else:
    record = partial(attrs.define, unsafe_hash=True, weakref_slot=False)
    """A slotted class of values that nobody changes once they are made, without room for a weak reference.

    Type checkers see a frozen class. At run time nothing guards the attributes, for the guard would make each of the
    dozens of values that an input needs four times as dear; only :class:`~servicedesk.engine.draft.Draft` writes to
    one, the copy of a case that is its own.
    """

    def changed(value, **changes):
        """A copy with some attributes changed, of a class without keyword-only ones; converters are not run again."""
        kind = type(value)
        new = kind(*_values_of(kind)(value))
        for name, own in changes.items():
            setattr(new, name, own)
        return new

    @cache
    def _values_of(kind):
        return attrgetter(*(each.name for each in attrs.fields(kind)))
