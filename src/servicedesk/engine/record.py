"""How the classes of the engine are made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

__all__ = ["record"]

if TYPE_CHECKING:
    from attrs import frozen as record
else:
    record = partial(attrs.define, unsafe_hash=True)
    """A slotted class of values that nobody changes once they are made.

    Type checkers see a frozen class. At run time nothing guards the attributes, for the guard would make each of the
    dozens of values that an input needs four times as dear; only :class:`~servicedesk.engine.draft.Draft` writes to
    one, the copy of a case that is its own.
    """
