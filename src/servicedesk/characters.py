"""Which characters can be kept in a name or a text, and what of something that came in may be shown again.

A name is compared and looked up, so nothing may stand in it that cannot be seen: two names that read alike are one.
A text may hold what scripts and pictures need, but nothing that turns the direction of what stands beside it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from unicodedata import category

from servicedesk.said import Said, known_or

MOST_OF_TEXT: Final = 4000
MOST_OF_NAME: Final = 200
MOST_SHOWN: Final = 60

_LINES: Final = frozenset("\n\r\t")
TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of writing: a text that holds it can read otherwise than it is."""

_NEVER: Final = frozenset({"Cc", "Cs"})
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
_EMPTY: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What counts as a letter or a mark, and shows nothing."""


def can_be_text(text: str, *, with_lines: bool = True) -> bool:
    """Whether a text can be kept: no control character but the ends of lines, no half of a pair, nothing that turns."""
    if text.isprintable():
        return True
    kept = _LINES if with_lines else frozenset[str]()
    return not any(sign not in kept and (sign in TURNING or category(sign) in _NEVER) for sign in text)


def can_be_name(text: str) -> bool:
    """Whether a text can name something: every character of it can be seen."""
    if not text.isprintable() and any(category(sign) in _UNSEEN for sign in text):
        return False
    return text.isascii() or _EMPTY.search(text) is None


@cache
def unseen() -> str:
    """What no name may hold, as it stands between the brackets of a pattern."""
    planes = (*range(0x20000), *range(0xE0000, 0xE1000))  # nothing of these categories lies elsewhere
    hidden = (sign for sign in planes if category(chr(sign)) in _UNSEEN)
    ranges: list[list[int]] = []
    for sign in hidden:
        if ranges and ranges[-1][1] == sign - 1:
            ranges[-1][1] = sign
        else:
            ranges.append([sign, sign])
    return "".join(f"{_escaped(first)}-{_escaped(last)}" for first, last in ranges) + _EMPTY.pattern[1:-1]


def _escaped(sign: int) -> str:
    """A character in a pattern; one that four digits cannot name stands for itself."""
    return f"\\u{sign:04x}" if sign < 0x10000 else chr(sign)


class _Shown(str):
    """What came in, as a sentence shows it: English as Python writes it, Chinese as it is, but for what is unseen."""

    __slots__ = ()

    def text(self, lang: str = "en") -> str:
        """In words, ``zh`` or ``en``."""
        plain = str.__str__(self)
        return plain if lang == "en" or plain.isprintable() else repr(plain)[1:-1]


def brief(value: object) -> str:
    """What a message may say of something that came in: a short text in quotes, the beginning of a long one.

    Of anything but a text or a small number it says what it is, never what is in it.
    """
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**64):
        return str(value)
    if not isinstance(value, str):
        return Said("a_type", type=type_of(value))
    if len(value) <= MOST_SHOWN:
        return Said("text_shown", text=_Shown(str.__str__(value)))
    return Said("text_begun", text=_Shown(str.__str__(value)[:MOST_SHOWN]), count=len(value))


def type_of(value: object) -> str:
    """What a value is, never what is in it."""
    name = type(value).__name__[:MOST_SHOWN]
    return known_or(f"type_{name}", name)


def one_line(text: str) -> str:
    """The text as a page or a terminal shows it: what would steer it, end the line or turn it is a blank."""
    if text.isprintable():
        return text
    return "".join(" " if sign in TURNING or category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)


def is_text(value: object, most: int) -> bool:
    """Whether something that came in, whatever it is said to be, is a text of at most so many characters."""
    return isinstance(value, str) and len(value) <= most


def is_a(value: object, *kinds: type) -> bool:
    """Whether something that came in, whatever it is said to be, is of one of these types."""
    return isinstance(value, kinds)


def cut(value: object, most: int = MOST_OF_NAME) -> str:
    """A text as it stands in the fields of an error, or the path of a key; of a long one its beginning."""
    if not isinstance(value, str):
        return brief(value)
    return str.__str__(value) if len(value) <= most else f"{value[:most]!s}..."
