"""What every sentence is made of: its two languages side by side, and values that can be said in both.

A sentence names its arguments in braces, the same ones in Chinese and in English. An argument is kept as a value and
becomes text only when somebody reads: whoever decides never writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Protocol

from attrs import field, frozen

from servicedesk.calendars import to_datetime
from servicedesk.texts.term import QUOTED, Term, is_chinese, listed, one_of

Sentences = Mapping[str, tuple[str, str]]
"""A key, and its sentence in zh and in en."""


class Sayable(Protocol):
    """A value that reads in both languages."""

    def text(self, lang: str) -> str:
        """In words, ``zh`` or ``en``."""
        ...


@frozen
class Several:
    """Several things in one place of a sentence.

    ``choice`` says that any one of them will do, ``quoted`` that each stands in quotes of its own in Chinese.
    """

    terms: tuple[Term, ...]
    choice: bool = False
    quoted: bool = False
    _said: dict[str, str] = field(init=False, eq=False, repr=False, factory=dict[str, str])

    def text(self, lang: str) -> str:
        """All of them, joined as the language joins; written once, for many sentences name the same."""
        said = self._said.get(lang)
        if said is None:
            said = self._said[lang] = self._written(lang)
        return said

    def _written(self, lang: str) -> str:
        words = [QUOTED.text(lang, text=term.text(lang)) if self.quoted else term.text(lang) for term in self.terms]
        return one_of(words, lang) if self.choice else listed(words, lang)


@frozen
class Moment:
    """An instant in microseconds UTC, and the zone of the desk in which it is read; of a whole day the day alone."""

    us: int
    zone: str
    is_day: bool = False

    def text(self, lang: str) -> str:  # noqa: ARG002  digits are the same in both
        """As a clerk writes it."""
        return to_datetime(self.us, self.zone).format("YYYY-MM-DD" if self.is_day else "YYYY-MM-DD HH:mm")


Argument = str | int | Decimal | Term | Several | Moment | Sayable
"""What can stand in a sentence."""


_SIMPLE: Final = (str, int, Decimal)
_NAMED: Final = (Term, Several)


def write(argument: Argument, lang: str) -> str:
    """One argument in words."""
    return str(argument) if isinstance(argument, _SIMPLE) else argument.text(lang)


def say(key: str, lang: str, sentences: Sentences, /, **arguments: Argument) -> str:
    """The sentence of that key in ``zh`` or ``en``, with its arguments written.

    Raises:
        KeyError: there is no such sentence, or it names an argument that is not given.
    """
    return said(key, lang, sentences, arguments.items())


def said(key: str, lang: str, sentences: Sentences, arguments: Iterable[tuple[str, Argument]]) -> str:
    """The same of arguments that are no keywords."""
    side = sentences[key][0 if is_chinese(lang) else 1]
    return side.format_map({name: _plain(name, value, lang) for name, value in arguments})


_AS_WRITTEN: Final = frozenset({"reason", "near", "known"})  # what a program has to write stands there as it is


def _plain(name: str, argument: Argument, lang: str) -> str:
    """One argument in words; an English term is words too where it was made of a name."""
    if type(argument) is str:
        return argument
    text = (argument.zh if is_chinese(lang) else argument.en) if type(argument) is Term else write(argument, lang)
    return text.replace("_", " ") if isinstance(argument, _NAMED) and name not in _AS_WRITTEN else text
