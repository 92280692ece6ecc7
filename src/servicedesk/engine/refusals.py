"""Why something is refused, as a value: what stands against it and what would help, written only when it is read.

Deciding makes a refusal of a kind, a clause and typed arguments, and builds no sentence: a desk that asks what may be
done makes hundreds of them and shows a few. Nothing that is stored holds one. The sentences stand in ``texts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Self, TypedDict

from attrs import field, frozen

from servicedesk.answers import Answer, Shape
from servicedesk.engine.record import record
from servicedesk.rules.conditions import Condition, as_named
from servicedesk.texts.log import LOG, LOG_REASONS, LOG_REMEDIES
from servicedesk.texts.phrases import Argument, said, write
from servicedesk.texts.refusals import REASONS, REMEDIES, cited, refusal_text
from servicedesk.texts.term import LANGUAGES, Term

Arguments = tuple[tuple[str, Argument], ...]
"""What a sentence names, each by its name."""


class BothSides(TypedDict):
    """An argument as JSON keeps it: written in both languages."""

    zh: str
    en: str


class RemedyData(TypedDict):
    """A remedy as JSON keeps it."""

    key: str
    arguments: dict[str, BothSides]


class RefusalData(TypedDict):
    """A refusal as JSON keeps it, as far as one is made of that again."""

    kind: str
    clause: str
    arguments: dict[str, BothSides]
    reads: list[str]
    place: str
    remedy: RemedyData | None


Terms = Callable[[str], Callable[[str, str], str]]
"""For a language, what gives the term of a name by its kind."""


def _no_terms(lang: str) -> Callable[[str, str], str]:  # noqa: ARG001  a name is a name in both
    return as_named


@frozen
class _Glossary:
    """The terms that one condition needs, kept with it where it travels without its plan."""

    terms: Mapping[tuple[str, str, str], str]

    def __call__(self, lang: str) -> Callable[[str, str], str]:
        return lambda kind, name: self.terms.get((lang, kind, name), as_named(kind, name))


@record
class ConditionWords:
    """A condition to be said: it stays a condition until somebody reads. ``terms`` gives the terms of its names.

    ``lacking`` says what is missing where it is not met, else how it reads.
    """

    condition: Condition
    lacking: bool = False
    terms: Terms = field(default=_no_terms, eq=False, repr=False)

    def text(self, lang: str) -> str:
        """The condition in words."""
        words = self.condition.unmet if self.lacking else self.condition.text
        return words(lang, self.terms(lang))

    def __reduce__(self) -> tuple[type[ConditionWords], tuple[Condition, bool, _Glossary]]:
        """It travels with the terms it needs, not with the manual that they come from."""
        needed: dict[tuple[str, str, str], str] = {}

        def noting(lang: str) -> Callable[[str, str], str]:
            return lambda kind, name: needed.setdefault((lang, kind, name), self.terms(lang)(kind, name))

        noted = ConditionWords(self.condition, self.lacking, noting)
        for lang in LANGUAGES:
            noted.text(lang)
        return ConditionWords, (self.condition, self.lacking, _Glossary(needed))


class SaidRemedy(NamedTuple):
    """A remedy with what its sentence names, written in both languages."""

    key: str
    arguments: Mapping[str, Term]


@record
class Remedy:
    """What would help, as a key of ``texts`` and its arguments."""

    key: str
    arguments: Arguments = ()


@record(repr=False)
class Refusal(Answer):
    """One reason why not: its kind, the clause that stands against the step, and what its sentence names.

    ``reads`` names the facts it rests on, never their values; ``place`` is the path of a field; ``remedy`` is what
    would help; ``obligation`` is the key of what is owed, where it is that which stands in the way. Refusals are equal
    by value, hash, and pickle. ``zh``, ``en``, ``help_zh`` and ``help_en`` are written when they are read.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> refusal = desk.try_act(case.id, "handle", by=clerk, at=three, recorded_at=three).refusals[0]
        >>> refusal.kind, refusal.clause
        ('wrong_state', 'fuheng/complaint/3.3')
        >>> refusal.text("en")
        'fuheng/complaint/3.3: the case is in received; this is done in assigned or understood; ...register'
    """

    DATA = Shape("kind clause place zh en help_zh help_en reads arguments=said_arguments remedy=said_remedy")

    kind: str
    clause: str
    arguments: Arguments = ()
    reads: tuple[str, ...] = ()
    place: str = ""
    remedy: Remedy | None = None
    obligation: str = field(default="", eq=False)

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return self.reason("zh")

    @property
    def en(self) -> str:
        """The reason in English."""
        return self.reason("en")

    @property
    def help_zh(self) -> str:
        """What would help, in Chinese; empty where nothing is known to."""
        return self.help("zh")

    @property
    def help_en(self) -> str:
        """What would help, in English; empty where nothing is known to."""
        return self.help("en")

    def reason(self, lang: str) -> str:
        """The reason alone, ``zh`` or ``en``."""
        kind = self.kind
        if kind == "empty_field" and "fields" not in dict(self.arguments):
            kind = "missing_document"  # that has no fields of its own
        return said(kind, lang, LOG_REASONS if self.clause == LOG else REASONS, self.arguments)

    def help(self, lang: str) -> str:
        """What would help, ``zh`` or ``en``; empty where nothing is known to."""
        if self.remedy is None:
            return ""
        sentences = LOG_REMEDIES if self.clause == LOG else REMEDIES
        return said(self.remedy.key, lang, sentences, self.remedy.arguments)

    def text(self, lang: str = "en") -> str:
        """Clause, reason and remedy in one sentence, ``zh`` or ``en``."""
        return refusal_text(lang, clause=cited(self.clause, lang), reason=self.reason(lang), aid=self.help(lang))

    @property
    def said_arguments(self) -> Mapping[str, Term]:
        """What its sentence names, written in both languages."""
        return _written(self.arguments)

    @property
    def said_remedy(self) -> SaidRemedy | None:
        """What would help, with what that names."""
        return None if self.remedy is None else SaidRemedy(self.remedy.key, _written(self.remedy.arguments))

    @classmethod
    def from_data(cls, data: RefusalData) -> Self:
        """What :meth:`to_data` gave in both languages: a refusal that reads the same, its arguments as terms."""
        remedy = data["remedy"]
        return cls(
            data["kind"],
            data["clause"],
            _terms(data["arguments"]),
            tuple(data["reads"]),
            data["place"],
            None if remedy is None else Remedy(remedy["key"], _terms(remedy["arguments"])),
        )


def refusal(
    kind: str,
    clause: str,
    /,
    *,
    reads: tuple[str, ...] = (),
    place: str = "",
    remedy: Remedy | None = None,
    obligation: str = "",
    **arguments: Argument,
) -> Refusal:
    """A refusal whose sentence names these arguments."""
    if isinstance(name := arguments.get("name"), str):
        for word in ("field", "form"):  # what is filed has a Chinese term, and a name that makes the English one
            if isinstance(term := arguments.get(word), str):
                arguments[word] = Term(term, name.replace("_", " "))
    return Refusal(kind, clause, tuple(arguments.items()), reads, place, remedy, obligation)


def _written(arguments: Arguments) -> dict[str, Term]:
    return {name: Term(write(value, "zh"), write(value, "en")) for name, value in arguments}


def _terms(written: Mapping[str, BothSides]) -> Arguments:
    return tuple((name, Term(each["zh"], each["en"])) for name, each in written.items())
