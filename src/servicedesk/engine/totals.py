"""What was filed of a field several times, entry by entry, where a rule reads its sum (合计)."""

from __future__ import annotations

from decimal import Decimal

from servicedesk.engine.parts import Addend


def corrected(known: tuple[Addend, ...], item: str, corrects: int, value: int | Decimal) -> tuple[Addend, ...]:
    """What is corrected counts once: of the entry that is named, else of the last that filed it in the item."""
    own = [each.seq for each in known if each.item == item]
    if not own:
        return known
    seq = corrects if corrects in own else own[-1]
    return tuple(each._replace(amount=Decimal(value)) if each.seq == seq else each for each in known)
