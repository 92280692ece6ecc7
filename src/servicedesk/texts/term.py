"""A sentence or a word in both languages: the one thing by which a language is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")

Filling = str | int | Decimal
"""What fills a field of a sentence."""


def is_chinese(lang: object) -> bool:
    """Whether it is the code of Chinese; anything else is read as English."""
    return isinstance(lang, str) and lang == "zh"


class Term(NamedTuple):
    """The same in Chinese and English, with the same fields in braces on both sides."""

    zh: str
    en: str

    def text(self, lang: str, **fields: Filling) -> str:
        """The side of that language, with its fields filled; English where the language is not Chinese."""
        side = self.zh if (lang == "zh" if type(lang) is str else is_chinese(lang)) else self.en
        return side.format(**fields) if fields else side

    def filled(self, **terms: Term) -> Term:
        """The same with its fields filled by terms, each side by their own."""
        return Term(*(self.text(lang, **{name: term.text(lang) for name, term in terms.items()}) for lang in LANGUAGES))


_COMMA: Final = Term("、", ", ")
QUOTED: Final = Term("“{text}”", "{text}")
"""A word of the manual in a sentence."""
_OR: Final = Term("或", " or ")
_SEMICOLON: Final = Term("；", "; ")


def in_words(name: str) -> str:
    """A name of the language as English words."""
    return name.replace("_", " ")


def language(code: object) -> Lang:
    """The language that a code or a locale names (``zh``, ``zh_CN.UTF-8``); English for anything else."""
    return "zh" if isinstance(code, str) and code.lower().startswith("zh") else "en"


def listed(words: Iterable[str], lang: str) -> str:
    """Words one after another, as a list is written."""
    return _COMMA.text(lang).join(words)


def one_of(words: Sequence[str], lang: str) -> str:
    """Any one of these: 来信、电话或电子邮件."""
    *first, last = words or ("",)
    return _OR.text(lang).join((listed(first, lang), last)) if first else last


def joined(clauses: Iterable[str], lang: str) -> str:
    """Whole statements one after another."""
    return _SEMICOLON.text(lang).join(clauses)
