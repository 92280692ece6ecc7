"""Keys: how the history calls what happened, and what belongs to one item. Written and read here and nowhere else.

The key of an event is ``kind:name``, with a detail where there is one: ``done:review:yes`` is an outcome,
``signed:slip.clerk`` a signature, ``held:key.guard`` a handing over. What belongs to one item carries it behind an
``@``: ``done:correct@v1``; with nothing behind it, ``done:correct@`` says that the event belongs to items, so that one
item's is not taken for another's. Keys are plain text, for cases are full of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


def in_item(name: str, item: str | None) -> str:
    """How something that belongs to an item is called in the case: a fact, a limit, an article, an escalation."""
    return f"{name}@{item}" if item else name


def split_item(key: str) -> tuple[str, str]:
    """The name and the item, empty where it belongs to none."""
    name, _, item = key.partition("@")
    return name, item


def name_of(key: str) -> str:
    """The name without the item."""
    return key.partition("@")[0]


def item_of(key: str) -> str:
    """The item, empty where it belongs to none."""
    return key.partition("@")[2]


class EventKey(NamedTuple):
    """The parts of a key. ``item`` is ``None`` where the key names no item, and empty where it says that items do."""

    kind: str
    name: str
    detail: str = ""
    item: str | None = None

    @property
    def subject(self) -> str:
        """What it happened to: the name, with the role that signed or holds it."""
        return f"{self.name}.{self.detail}" if self.detail and self.kind in _DOTTED else self.name

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(key: str) -> EventKey:
        """The parts of a key."""
        plain, at, item = key.partition("@")
        kind, _, name = plain.partition(":")
        detail = ""
        if kind in _DOTTED:
            name, _, detail = name.rpartition(".")
        elif kind == "done":
            name, _, detail = name.partition(":")
        return EventKey(kind, name, detail, item if at else None)

    @staticmethod
    def of(kind: str, name: str) -> str:
        """An event of any kind that has no detail."""
        return f"{kind}:{name}"

    @staticmethod
    def in_item(key: str, item: str) -> str:
        """The event as it happened in one item."""
        return f"{key}@{item}"

    @staticmethod
    def in_items(key: str) -> str:
        """That the event happens in items, and not to the case as a whole."""
        return f"{key}@"

    @staticmethod
    def done(step: str, outcome: str = "") -> str:
        """A step was done, perhaps with an outcome."""
        return f"done:{step}:{outcome}" if outcome else f"done:{step}"

    @staticmethod
    def declined(action: str) -> str:
        """An action was considered and declined."""
        return f"declined:{action}"

    @staticmethod
    def achieved(milestone: str) -> str:
        """A named point was reached."""
        return f"achieved:{milestone}"

    @staticmethod
    def repeated(escalation: str) -> str:
        """An escalation was said again."""
        return f"repeated:{escalation}"

    @staticmethod
    def times(step: str, outcome: str, number: int, *, in_item: bool = False) -> str:
        """A step was done so many times, in the case as a whole or in one item."""
        return f"{'times_in_item' if in_item else 'times'}:{step}:{outcome}:{number}"

    @staticmethod
    def summed(fact: str) -> str:
        """A field was filed, or left out, whose sum is read."""
        return f"summed:{fact}"

    @staticmethod
    def early(step: str) -> str:
        """A step was recorded too early to count."""
        return f"early:{step}"

    @staticmethod
    def entered(state: str) -> str:
        """The case came into a state."""
        return f"entered:{state}"

    @staticmethod
    def left(state: str) -> str:
        """The case went out of a state."""
        return f"left:{state}"

    @staticmethod
    def filed(form: str) -> str:
        """A form was filled in."""
        return f"filed:{form}"

    @staticmethod
    def signed(form: str, role: str) -> str:
        """A form was signed by a role."""
        return f"signed:{form}.{role}"

    @staticmethod
    def held(article: str, role: str) -> str:
        """An article was handed to a role."""
        return f"held:{article}.{role}"

    @staticmethod
    def paid(fee: str) -> str:
        """A fee was paid."""
        return f"paid:{fee}"

    @staticmethod
    def reported(event: str) -> str:
        """Somebody reported an event."""
        return f"reported:{event}"

    @staticmethod
    def recorded(escalation: str) -> str:
        """An escalation was recorded."""
        return f"recorded:{escalation}"

    @staticmethod
    def missed(limit: str) -> str:
        """A limit was missed."""
        return f"missed:{limit}"

    @staticmethod
    def changed(fact: str) -> str:
        """A fact was stated anew, and otherwise than it stood."""
        return f"changed:{fact}"

    @staticmethod
    def corrected(fact: str) -> str:
        """A fact was corrected."""
        return f"corrected:{fact}"

    @staticmethod
    def stated(fact: str) -> str:
        """A fact was stated, or stated anew."""
        return f"stated:{fact}"


_DOTTED = frozenset({"signed", "held"})
