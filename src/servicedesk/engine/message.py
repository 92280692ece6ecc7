"""What the desk wants delivered. Instants are microseconds UTC."""

from __future__ import annotations

from servicedesk.answers import Answer, Shape
from servicedesk.engine.record import record
from servicedesk.texts.term import Term


@record(repr=False)
class Message(Answer):
    """What the desk wants delivered: to whom, from when on, why. ``id`` is stable, so a receiver can drop doubles.

    ``to_roles`` and ``to_names`` are people of the company. ``to_parties`` stand outside it: whoever delivers looks
    their address up. Where there is none the message stays open, and those in ``by_hand`` are told to deliver it by
    hand: whoever did the step, else those in whose name it is sent (where no roster has them, the roles in
    ``to_roles`` do it).

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> result = desk.try_act(case.id, "tell_desk", by=clerk, at=three, recorded_at=three)
        >>> [message.clause for message in result.messages]
        ['fuheng/complaint/4.2.3a']
    """

    DATA = Shape(instants=frozenset({"nominal_at", "deliver_at"}))

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
    to_parties: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()

    def text(self, lang: str = "en") -> str:
        """The message in words."""
        return Term(self.zh, self.en).text(lang)
