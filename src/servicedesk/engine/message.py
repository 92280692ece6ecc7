"""What the desk wants delivered. Instants are microseconds UTC."""

from __future__ import annotations

from servicedesk.engine.record import record
from servicedesk.texts.term import Term

__all__ = ["Message"]


@record
class Message:
    """What the desk wants delivered: to whom, from when on, why. ``id`` is stable, so a receiver can drop doubles."""

    id: str
    case_id: str
    clause: str
    name: str
    to_roles: tuple[str, ...]
    to_names: tuple[str, ...]
    nominal_at: int
    deliver_at: int
    zh: str
    en: str

    def text(self, lang: str = "en") -> str:
        """The message in words."""
        return Term(self.zh, self.en).text(lang)
