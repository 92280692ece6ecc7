"""What an item of a case is called: the kind of it and its number."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.term import LANGUAGES, Term

ITEM: Final = Term("明细项", "item")
"""An item of no kind that a step knows."""
NO_ITEM: Final = Term("", "")
"""What is said of an item where a thing is about none."""
_NUMBERED: Final = Term("{kind}编号{number}", "{kind} no. {number}")
_WRITTEN: Final = Term("{kind}：{number}", "{kind}: {number}")
_NUMBER: Final = Term("{kind}编号", "number of the {kind}")
_OF_ITEM: Final = Term("{what}（{item}）", "{what} ({item})")
_NAMED: Final = Term("编号为“{item}”且", " {item}")


def item_term(kind: Term, number: str) -> Term:
    """An item as a clerk calls it: by its number, or by what was written in place of one."""
    words = _NUMBERED if number.isascii() else _WRITTEN
    return words.filled(kind=kind, number=Term(number, number))


def number_term(kind: Term) -> Term:
    """What the number of an item is called, as a field that somebody fills in."""
    return _NUMBER.filled(kind=kind)


def with_item(what: Term, item: Term) -> Term:
    """What something is called, with the item that it is about, where it is about one."""
    return _OF_ITEM.filled(what=what, item=item) if item.zh else what


def named_item(item: str) -> Term:
    """An item by the number that somebody gave, as it stands in a sentence; nothing where none is given."""
    return Term(*(_NAMED.text(lang, item=item) for lang in LANGUAGES)) if item else Term("", "")
