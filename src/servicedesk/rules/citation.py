"""Where a rule comes from: a clause of the manual, a law, or a local rule with its reason."""

from __future__ import annotations

import re

from attrs import field, frozen

from servicedesk.rules.calling import word
from servicedesk.said import Said
from servicedesk.texts.rules import CIVIL_CODE, law_text
from servicedesk.texts.term import Term

# What the catalogue prints: "4.2.3a", "step-7b", "flow-1a", "3-note", "2-intro", "para 2"; never a sentence.
_CLAUSE = re.compile(r"(?:[a-z][a-z0-9_]*/)?[A-Za-z0-9][A-Za-z0-9.\-]*(?: [A-Za-z0-9.\-]+)?")


@frozen
class Citation:
    """One clause of the manual that a procedure belongs to, as printed, with the letter of its rule."""

    clause: str

    def __str__(self) -> str:
        return self.clause


@frozen
class LocalRule:
    """A rule that the text does not give and that the house needs; ``why`` says what for, ``zh`` says it in Chinese."""

    why: str
    zh: str = ""

    def __str__(self) -> str:
        return "local"

    def reason(self, lang: str) -> str:
        """Why there is the rule; as it is written where it is not given in Chinese."""
        return Term(self.zh or self.why, self.why).text(lang)


@frozen
class Law:
    """An article of law that stands above the manual, for instance Civil Code article 318."""

    article: str
    code: str = field(default=CIVIL_CODE.en, kw_only=True)

    code_zh: str = field(default=CIVIL_CODE.zh, kw_only=True)

    def __str__(self) -> str:
        return f"{self.code} {self.article}"

    def text(self, lang: str) -> str:
        """The article as it is cited, ``zh`` or ``en``."""
        return law_text(lang, code=Term(self.code_zh, self.code).text(lang), article=self.article)


def is_local(clause: str) -> bool:
    """Whether a clause is that of a local rule; of several limits of one name with its number, ``local#2``."""
    return clause.partition("#")[0] == "local"


@word
def local_rule(why: str, *, zh: str = "") -> LocalRule:
    """Stand in the place of a clause, with the reason for a rule that no clause gives; never empty.

    ``zh`` is the reason in Chinese, for whoever reads the sheet.
    """
    return LocalRule(why, zh)


def cite(value: str | Citation | LocalRule) -> Citation | LocalRule:
    """Read a clause as written in a declaration; whether it is well written is told with the procedure's faults."""
    return value if isinstance(value, Citation | LocalRule) else Citation(str(value))


def fault_of(clause: Citation | LocalRule) -> str:
    """What is wrong with a citation as written; empty where nothing is."""
    if isinstance(clause, LocalRule):
        return "" if clause.why.strip() else Said("fault_reasonless")
    return "" if _CLAUSE.fullmatch(clause.clause) else Said("fault_no_clause", clause=clause.clause)


def clause_id(manual: str, procedure: str, clause: str) -> str:
    """The catalogue's id of a clause; ``procedure/clause`` inside ``clause`` names another procedure's row."""
    return f"{manual}/{clause}" if "/" in clause else f"{manual}/{procedure}/{clause}"
