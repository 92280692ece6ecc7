"""What is said to a person in an error: text that is English as it stands, and can be asked for in Chinese.

The sentences stand in ``texts``; here is only which of them is said, and with what in its places.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Self, cast

from servicedesk.texts.errors import BETWEEN, CUT, ENDS, SENTENCES
from servicedesk.texts.term import LANGUAGES, Term


class Statements(tuple[str, ...]):
    """Several statements in one place of a sentence; a plain tuple is several words."""

    __slots__ = ()


class Listed(tuple[object, ...]):
    """Several things in one place of a sentence, each on a line of its own."""

    __slots__ = ()


class Together(tuple[str, ...]):
    """Several things in one place of a sentence, all of them at once."""

    __slots__ = ()


class Choices(tuple[str, ...]):
    """Several words in one place of a sentence, any one of which will do."""

    __slots__ = ()


class Said(str):
    """A sentence by its kind, with the values that stand in its places.

    A value that reads in both languages is written in the language that is asked for, any other as it is.
    """

    __slots__ = ("arguments", "kind")
    kind: str
    arguments: dict[str, Any]

    def __new__(cls, kind: str, /, **arguments: Any) -> Self:
        """A sentence of that kind; ``KeyError`` where there is none, or where a value is missing."""
        self = super().__new__(cls, _filled(kind, arguments, "en"))
        self.kind = kind
        self.arguments = arguments
        return self

    def text(self, lang: str = "en") -> str:
        """In words, ``zh`` or ``en``."""
        return _filled(self.kind, self.arguments, lang)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.kind, self.arguments)

    def __copy__(self) -> Said:
        return self

    def __deepcopy__(self, _: object) -> Said:
        return self


def _again(kind: str, arguments: dict[str, Any]) -> Said:
    return Said(kind, **arguments)


def _filled(kind: str, arguments: dict[str, Any], lang: str) -> str:
    return Term(*SENTENCES[kind]).text(lang).format(**{name: write(each, lang) for name, each in arguments.items()})


def write(value: object, lang: str) -> str:
    """A value in words: one that reads in both languages in that one, several as they are listed."""
    text = getattr(value, "text", None)
    if callable(text):
        return str(text(lang))
    if isinstance(value, tuple):
        several = [write(each, lang) for each in cast("tuple[object, ...]", value)]
        if isinstance(value, Listed):
            return "".join(f"\n  - {each}" for each in several)
        if isinstance(value, Statements):
            return _stated(several, lang)
        kind = "choices" if isinstance(value, Choices) else "together" if isinstance(value, Together) else "words"
        return BETWEEN[kind].text(lang).join(several)
    return str(value)


def _stated(several: Iterable[str], lang: str) -> str:
    """Statements one after another; what ends with a sign of its own takes no other behind it."""
    between, text = BETWEEN["statements"].text(lang), ""
    for each in several:
        text += f"{between}{each}" if text and not text.endswith(ENDS) else each
    return text


def word(name: str) -> str:
    """What is handed in, by its name in the program, as a sentence says it."""
    return known_or(f"word_{name.replace(' ', '_')}", name)


def known_or(kind: str, otherwise: str) -> str:
    """What is said by that kind; the other text where nothing is."""
    return Said(kind) if kind in SENTENCES else otherwise


def known_names(names: Iterable[str]) -> Said:
    """What there is to choose from."""
    return Said("there_are", known=tuple(names) or Said("none"))


def both(zh: str, en: str) -> Term:
    """A value of a sentence, in Chinese and English."""
    return Term(zh, en)


def term(value: object) -> Term:
    """The same in both languages, as the other sentences take it."""
    return Term(*(write(value, lang) for lang in LANGUAGES))


MOST_OF_FAULT: Final = 200


class _Beginning(tuple[object, int]):
    """The beginning of what is too long to be shown whole."""

    __slots__ = ()

    def text(self, lang: str) -> str:
        value, most = self
        return write(value, lang)[:most]


def shortened(faults: Iterable[str]) -> tuple[str, ...]:
    """What was found to be wrong, of each no more than the beginning."""
    return tuple(
        each if len(each) <= MOST_OF_FAULT else Said(CUT, text=_Beginning((each, MOST_OF_FAULT))) for each in faults
    )
