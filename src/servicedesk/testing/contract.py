"""The contract of a store as numbered clauses, each with a check.

Without any test runner::

    results = run_contract(lambda: MyStore(empty_database()))
    print(report(results))

With pytest, see :mod:`servicedesk.testing.pytest_contract`. The clauses put the words of
:mod:`servicedesk.stores` to the test; ``servicedesk.testing.wrong_stores`` proves that each of them bites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

from attrs import frozen

from servicedesk.characters import brief, is_a, type_of
from servicedesk.errors import LookupFailed, ServicedeskError
from servicedesk.said import Said
from servicedesk.stores import CaseFinder, Clock, Outbox, Schema, Search, Store, Worklist
from servicedesk.testing import (
    _clauses_bounds,
    _clauses_due,
    _clauses_finding,
    _clauses_instants,
    _clauses_openings,
    _clauses_outbox,
    _clauses_races,
    _clauses_rows,
    _clauses_units,
    _clauses_worklist,
)
from servicedesk.testing._kit import REGISTER, Clause, ContractBroken, Harness, Need
from servicedesk.testing._words import words
from servicedesk.texts.contract import BELOW, ERROR, HEAD, KEPT, OUTCOMES
from servicedesk.texts.term import LANGUAGES, Term

__all__ = [
    "CLAUSES",
    "KIT_VERSION",
    "Clause",
    "ContractBroken",
    "Harness",
    "Result",
    "Unsupported",
    "check",
    "report",
    "run_contract",
]

KIT_VERSION: Final = "1.5"
"""Changes when a clause is added, or asks for more than before."""

_MODULES: Final = (
    _clauses_rows,
    _clauses_instants,
    _clauses_openings,
    _clauses_units,
    _clauses_due,
    _clauses_races,
    _clauses_outbox,
    _clauses_bounds,
    _clauses_worklist,
    _clauses_finding,
)

_OFFERS: Final[Mapping[str, type]] = {
    "Search": Search,
    "CaseFinder": CaseFinder,
    "Clock": Clock,
    "Outbox": Outbox,
    "Schema": Schema,
    "Worklist": Worklist,
}

CLAUSES: Final[Sequence[Clause]] = tuple(REGISTER[name] for name in sorted(REGISTER))
"""Every clause, in order of its number."""


class Unsupported(Exception):  # noqa: N818  a finding, not an error of the kit
    """An optional clause cannot be checked; the message says why, and ``said`` in Chinese and English."""

    def __init__(self, why: str | Term) -> None:
        self.said = why if isinstance(why, Term) else Term(why, why)
        super().__init__(self.said.en)


@frozen
class Result:
    """How a store stands to one clause.

    Attributes:
        clause: The clause.
        outcome: ``kept``, ``broken``, or, for an optional clause, ``unsupported``.
        detail: What was found, or why it is unsupported; empty when kept.
        detail_zh: The same in Chinese; what a host or a store has worded stands as it is.
    """

    clause: Clause
    outcome: Literal["kept", "broken", "unsupported"]
    detail: str = ""
    detail_zh: str = ""


def check(clause: Clause, harness: Harness) -> None:
    """Hold a store to one clause.

    Raises:
        Unsupported: The clause is optional, and the harness or the store does not offer what it needs.
        ContractBroken: The store does not keep it, or the harness declares a required clause as unsupported.
        Exception: Whatever else the store raised: it does not keep the clause either.
    """
    reason = harness.unsupported.get(clause.id)
    if reason is not None and clause.needs is None:
        said = words("{id} is required; it was declared unsupported: {reason}", id=clause.id, reason=reason)
        raise ContractBroken(said)
    if clause.needs is not None:
        needs = (clause.needs,) if isinstance(clause.needs, str) else clause.needs
        why = reason or next(filter(None, (_lacking(need, harness) for need in needs)), None)
        if why:
            raise Unsupported(why)
    try:
        clause.check(harness)
    except ContractBroken as error:
        broken = Term(clause.zh, clause.text)
        sides = (f"{clause.id} {broken.text(lang)}\n  {error.said.text(lang)}" for lang in LANGUAGES)
        raise ContractBroken(Term(*sides)) from error


def run_contract(store: Callable[[], Store] | Harness, only: Iterable[str] = ()) -> list[Result]:
    """Hold a store to every clause, or to the named ones.

    Args:
        store: Gives an empty store each time it is called; or a :class:`Harness`, to have more checked.
        only: Ids of clauses; none means all.

    Raises:
        KeyError: There is no clause of such an id.
        LookupFailed: what it is called for is no store.
    """
    harness = store if isinstance(store, Harness) else Harness(store)
    _must_make_stores(harness)
    chosen = [REGISTER[name] for name in only] or CLAUSES
    return [_result(clause, harness) for clause in chosen]


def _must_make_stores(harness: Harness) -> None:
    """Ask once, so that a wrong function is told as such and not once for each clause.

    Raises:
        LookupFailed: it takes arguments, or what it gives is no store.
    """
    try:
        made = harness.new()
    except TypeError as error:
        raise LookupFailed(
            Said("maker_not_called", said=str(error)), remedy=Said("make_empty_store"), kind=type(error).__name__
        ) from error
    except Exception:  # noqa: BLE001  what else goes wrong with it each clause says
        return
    if not is_a(made, Store):
        raise LookupFailed(Said("maker_gave", given=brief(made)), remedy=Said("make_empty_store"), type=type_of(made))
    made.close()


def report(results: Sequence[Result], lang: str = "en") -> str:
    """Give the results as a table in plain text, with what was found wrong below it; ``lang`` is ``zh`` or ``en``."""
    lines = [HEAD.text(lang, version=KIT_VERSION)]
    for r in results:
        text = Term(r.clause.zh, r.clause.text).text(lang)
        lines.append(f"{r.clause.id}  {OUTCOMES[r.outcome].text(lang):<{_WIDTH.text(lang)}}  {text}")
    for outcome in ("broken", "unsupported"):
        found = [r for r in results if r.outcome == outcome]
        if found:
            lines += ["", BELOW[outcome].text(lang)]
            lines += [f"  {r.clause.id}  {Term(r.detail_zh, r.detail).text(lang)}" for r in found]
    kept = sum(r.outcome == "kept" for r in results)
    lines += ["", KEPT.text(lang, kept=kept, all=len(results))]
    return "\n".join(lines)


_WIDTH: Final = Term("0", "11")
"""How wide the outcome of a clause stands in the table; in Chinese it fills its place by itself."""


def _result(clause: Clause, harness: Harness) -> Result:
    try:
        check(clause, harness)
    except Unsupported as reason:
        return Result(clause, "unsupported", reason.said.en, reason.said.zh)
    except ContractBroken as error:
        found = error.__cause__ if isinstance(error.__cause__, ContractBroken) else error
        return Result(clause, "broken", found.said.en, found.said.zh)
    except Exception as error:  # noqa: BLE001  whatever the store raises, it is broken
        said = (
            Term(error.text("zh"), str(error)) if isinstance(error, ServicedeskError) else Term(str(error), str(error))
        )
        kind = type(error).__name__
        sides = [ERROR.text(lang, kind=kind, said=said.text(lang)) for lang in ("en", "zh")]
        return Result(clause, "broken", *sides)
    return Result(clause, "kept")


def _lacking(need: Need, harness: Harness) -> Term | None:
    if need in {"reopen", "raw_read", "damage"}:
        gives = getattr(harness, need) is not None
        return None if gives else words("the harness gives no {need}", need=Term(f"“{need}”", repr(need)))
    with harness.new() as store:
        offered = isinstance(store, _OFFERS[need])
    return None if offered else words("the store does not offer {need}", need=need)
