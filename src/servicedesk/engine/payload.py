"""What comes in with an input: names and raw values, before anything has read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import field, frozen

from servicedesk.engine.entry import NOTHING
from servicedesk.engine.record import record
from servicedesk.rules.values import Instant, Token
from servicedesk.spans import Span


@frozen
class Unreadable:
    """Stands for a value of a type that no field is read from: whichever field it fills is filled wrongly."""

    def __str__(self) -> str:
        return "\ufffd"


_Single: TypeAlias = str | bool | int | float | Decimal | date | Instant | Span | Token | Unreadable | None
RawValue: TypeAlias = "_Single | Sequence[RawValue] | Mapping[str, RawValue]"
"""What a host may hand in for a field: plain values, and lists and mappings of them."""

_OWN: Final = frozenset({"item", "outcome", "reason", "waives", "holder"})
OWN_NAMES: Final = frozenset({"item", "outcome", "into", "clause", "action"})
"""What the engine itself reads among what is handed in, and looks up."""


@record
class Payload:
    """What somebody hands in with an action: values by field, and what the engine itself reads among them."""

    raw: Mapping[str, RawValue] = field(default=NOTHING, repr=False)

    def __contains__(self, name: str) -> bool:
        return name in self.raw

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def given(self, name: str) -> bool:
        """Whether something stands under a name."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """What stands under a name, as text; empty where nothing does."""
        return str(self.raw.get(name) or "")

    @property
    def fields(self) -> dict[str, RawValue]:
        """What is filed: everything but what the engine itself reads."""
        return {name: value for name, value in self.raw.items() if name not in _OWN} if self.raw else {}

    @property
    def item(self) -> str:
        """The item that it is about."""
        return self.text("item")

    @property
    def item_is_text(self) -> bool:
        """Whether the item is named by a text, or not named."""
        return isinstance(self.raw.get("item") or "", str)

    @property
    def outcome(self) -> str:
        """How a decision falls out."""
        return self.text("outcome")

    @property
    def reason(self) -> str:
        """Why it is done."""
        return str(self.raw.get("reason", ""))

    @property
    def holder(self) -> RawValue:
        """Whom the case, or the item, is assigned to."""
        return self.raw.get("holder")

    @property
    def into(self) -> str:
        """The case to merge into."""
        return self.text("into")

    @property
    def clause(self) -> str:
        """The clause to waive."""
        return str(self.raw.get("clause", ""))

    @property
    def entry(self) -> int | None:
        """The number of the entry to correct; 0 where what stands there is no number."""
        number = self.raw.get("entry")
        if number is None:
            return None
        return number if isinstance(number, int) and not isinstance(number, bool) else 0

    @property
    def tokens(self) -> tuple[RawValue, ...]:
        """The tokens whose values are to be erased."""
        tokens = self.raw.get("tokens")
        if tokens is None or tokens == "":
            return ()
        return tuple(tokens) if isinstance(tokens, Sequence) and not isinstance(tokens, str) else (tokens,)
