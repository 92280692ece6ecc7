"""How does an answer become data? What a desk answers with, as JSON can hold it: by the fields that its class declares.

Each class of answers says in ``DATA`` what of it is data, and under which names; nothing says so a second time: the
JSON Schemas of :mod:`servicedesk.answers.schemas` are read off the same declaration and the types of the fields.

Codes stay codes. What a thing is called stands beside its code, in Chinese under a name that ends in ``zh`` and in
English under one that ends in ``en``. Instants are ISO text with an offset, days ISO text, decimals and spans text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeAlias, TypeGuard, TypeVar

import attrs

from servicedesk.calendars import to_datetime
from servicedesk.characters import brief
from servicedesk.rules.values import Instant, Token
from servicedesk.spans import Span
from servicedesk.texts.term import LANGUAGES, Lang, Term, language

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Answer", "Answers", "Failure", "Json", "Shape", "Shown", "shown_of"]

Json: TypeAlias = "str | bool | int | float | Sequence[Json] | Mapping[str, Json] | None"
"""What JSON can hold."""

Labels: TypeAlias = Mapping[str, tuple[str, str]]
"""What the codes of a field are called, in Chinese and English."""

T_co = TypeVar("T_co", covariant=True)


class Shape(NamedTuple):
    """What of an answer is data: names of attributes, or ``name=path`` where they are called otherwise.

    Without names it is every field of the class. ``instants`` are those that are microseconds, ``labels`` those that
    are codes out of a table, whose words stand beside them.
    """

    names: str = ""
    instants: frozenset[str] = frozenset()
    labels: Mapping[str, Labels] = {}


class Shown(NamedTuple):
    """One member of the data of an answer: its name, where its value stands, and what beside the value is known."""

    name: str
    path: str
    is_instant: bool
    labels: Labels | None


class Failure(NamedTuple):
    """A case that could not be looked at, and the code of the error.

    Example:
        >>> Failure("c-1", "store.corrupt") == ("c-1", "store.corrupt")
        True
    """

    case_id: str
    code: str


class _Asked(NamedTuple):
    """In which language, both where there is none, and on which clock microseconds are told."""

    lang: Lang | None
    zone: str

    def wants(self, name: str) -> bool:
        """Whether a member is in the language, or in none."""
        return self.lang is None or not any(_is_in(name, lang) for lang in LANGUAGES if lang != self.lang)


class Answer:
    """What a desk answers with. Its data are what ``DATA`` of its class declares."""

    __slots__ = ()
    DATA: ClassVar[Shape] = Shape()

    def __repr__(self) -> str:
        """What it is, by its first few names and codes: never a value that somebody filed."""
        return f"{type(self).__name__}({', '.join(_naming(self))})"

    def to_data(self, lang: str | None = None, *, zone: str = "UTC") -> dict[str, Json]:
        """JSON-ready data, by the names of the attributes.

        What it holds is what the answer itself shows to whoever asked for it; a personal value that he may not read is
        ``None``.

        Args:
            lang: labels in this language alone, ``zh`` or ``en``; in both where left out.
            zone: the clock on which microseconds since 1970 are told; other instants are in the desk's zone.

        Raises:
            CalendarError: there is no such zone.
        """
        return _object(self, _asked(lang, zone))


class Answers(tuple[T_co, ...]):  # noqa: SLOT001  what is below it has something beside its rows
    """Several answers: a tuple that becomes a list of their data.

    Example:
        >>> from servicedesk import Desk
        >>> Desk("fuheng").head_counts("complaint").to_data()
        []
    """

    BESIDE: ClassVar[str] = ""
    """What stands beside the rows; with something beside them the data are an object that has ``rows``."""

    def to_data(self, lang: str | None = None, *, zone: str = "UTC") -> list[Json] | dict[str, Json]:
        """JSON-ready data: a list, or an object with ``rows`` and what stands beside them.

        Args:
            lang: labels in this language alone, ``zh`` or ``en``; in both where left out.
            zone: the clock on which microseconds since 1970 are told; other instants are in the desk's zone.

        Raises:
            CalendarError: there is no such zone.
        """
        asked = _asked(lang, zone)
        rows: list[Json] = [_plain(row, asked) for row in self]
        if not self.BESIDE:
            return rows
        return {"rows": rows, **{name: _plain(getattr(self, name), asked) for name in self.BESIDE.split()}}


def _asked(lang: str | None, zone: str) -> _Asked:
    to_datetime(0, zone)  # told before anything is written
    return _Asked(None if lang is None else language(lang), zone)


def shown_of(kind: type[Answer]) -> tuple[Shown, ...]:
    """The members of the data of a class of answers, in order."""
    shape = kind.DATA
    names = shape.names.split() or [each.name for each in attrs.fields(kind)]  # type: ignore[arg-type]  # every class of answers is made by attrs
    return tuple(_shown(name, shape) for name in names)


def _shown(named: str, shape: Shape) -> Shown:
    name, _, path = named.partition("=")
    return Shown(name, path or name, name in shape.instants, shape.labels.get(name))


_NAMED: Final = 4
_FILED: Final = frozenset({"value", "reason"})
"""What holds words that somebody filed, and is not told where an answer is shown to a programmer."""
_READERS: Final[dict[type[Answer], tuple[tuple[Shown, Callable[[object], object]], ...]]] = {}
"""The members of each class that became data before."""


def _reader(kind: type[Answer]) -> tuple[tuple[Shown, Callable[[object], object]], ...]:
    found = _READERS.get(kind)
    if found is None:
        found = _READERS[kind] = tuple((each, attrgetter(each.path)) for each in shown_of(kind))
    return found


def _naming(answer: Answer) -> Iterator[str]:
    """The first few members that name something."""
    count = 0
    for each, read in _reader(type(answer)):
        value = read(answer) if count < _NAMED and each.path not in _FILED and not _is_in_language(each.name) else None
        if isinstance(value, str) and value:
            count += 1
            yield f"{each.name}={brief(value)}"


def _is_in_language(name: str) -> bool:
    return any(_is_in(name, lang) for lang in LANGUAGES)


def _object(answer: Answer, asked: _Asked) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for each, read in _reader(type(answer)):
        if not asked.wants(each.name):
            continue
        value = read(answer)
        if isinstance(value, Term):
            found |= {f"{each.name}_{lang}": side for lang, side in _sides(value, asked)}
            continue
        if each.is_instant and isinstance(value, int):
            value = Instant(value)
        found[each.name] = _plain(value, asked)
        if each.labels is not None:
            words = each.labels.get(str(value), ("", ""))
            found |= {f"{each.name}_{lang}": side for lang, side in _sides(Term(*words), asked)}
    return found


def _sides(term: Term, asked: _Asked) -> Iterator[tuple[str, str]]:
    return ((lang, side) for lang, side in zip(LANGUAGES, term, strict=True) if asked.lang in (None, lang))


def _is_in(name: str, lang: str) -> bool:
    return name == lang or name.endswith(f"_{lang}")


def _plain(value: object, asked: _Asked) -> Json:
    """A value as JSON holds it."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Answer):
        return _object(value, asked)
    if isinstance(value, Term):
        return dict(_sides(value, asked))
    found = _scalar(value, asked)
    return _several(value, asked) if found is None else found


def _scalar(value: object, asked: _Asked) -> str | None:
    """A single value that JSON has no kind for; nothing where it is none."""
    if isinstance(value, Instant):
        return _iso(to_datetime(value.us, asked.zone))
    if isinstance(value, date):
        return _iso(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, Span) else None


def _several(value: object, asked: _Asked) -> Json:
    """What holds others; a personal value that stands behind a token is not shown."""
    if _is_mapping(value):
        return {str(name): _plain(each, asked) for name, each in value.items()}
    names: tuple[str, ...] = getattr(value, "_fields", ())
    if names:
        return {name: _plain(getattr(value, name), asked) for name in names if asked.wants(name)}
    if _is_collection(value):
        return [_plain(each, asked) for each in (sorted(value, key=str) if isinstance(value, frozenset) else value)]
    made = getattr(value, "to_data", None)
    if made is not None:
        data: Json = made()
        return data
    if isinstance(value, Token):
        return None
    raise TypeError(type(value).__name__)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _is_collection(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, tuple | list | frozenset)


def _iso(moment: datetime) -> str:
    """An instant with its offset; in UTC where that is no whole number of minutes, which ISO text does not have."""
    offset = moment.utcoffset()
    whole = offset is None or not offset.seconds % 60
    return (moment if whole else moment.astimezone(UTC)).isoformat()
