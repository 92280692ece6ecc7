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

from servicedesk.stores import Clock, Outbox, Schema, Search, Store, Worklist
from servicedesk.testing import (
    _clauses_bounds,
    _clauses_due,
    _clauses_openings,
    _clauses_outbox,
    _clauses_races,
    _clauses_rows,
    _clauses_units,
    _clauses_worklist,
)
from servicedesk.testing._kit import REGISTER, Clause, ContractBroken, Harness, Need

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

KIT_VERSION: Final = "1.3"
"""Changes when a clause is added, or asks for more than before."""

_MODULES: Final = (
    _clauses_rows,
    _clauses_openings,
    _clauses_units,
    _clauses_due,
    _clauses_races,
    _clauses_outbox,
    _clauses_bounds,
    _clauses_worklist,
)

_OFFERS: Final[Mapping[str, type]] = {
    "Search": Search,
    "Clock": Clock,
    "Outbox": Outbox,
    "Schema": Schema,
    "Worklist": Worklist,
}

CLAUSES: Final[Sequence[Clause]] = tuple(REGISTER[name] for name in sorted(REGISTER))
"""Every clause, in order of its number."""


class Unsupported(Exception):  # noqa: N818  a finding, not an error of the kit
    """An optional clause cannot be checked; the message says why."""


@frozen
class Result:
    """How a store stands to one clause.

    Attributes:
        clause: The clause.
        outcome: ``kept``, ``broken``, or, for an optional clause, ``unsupported``.
        detail: What was found, or why it is unsupported; empty when kept.
    """

    clause: Clause
    outcome: Literal["kept", "broken", "unsupported"]
    detail: str = ""


def check(clause: Clause, harness: Harness) -> None:
    """Hold a store to one clause.

    Raises:
        Unsupported: The clause is optional, and the harness or the store does not offer what it needs.
        ContractBroken: The store does not keep it, or the harness declares a required clause as unsupported.
        Exception: Whatever else the store raised: it does not keep the clause either.
    """
    reason = harness.unsupported.get(clause.id)
    if reason is not None and clause.needs is None:
        raise ContractBroken(f"{clause.id} is required; it was declared unsupported: {reason}")
    if clause.needs is not None:
        needs = (clause.needs,) if isinstance(clause.needs, str) else clause.needs
        reason = reason or next(filter(None, (_lacking(need, harness) for need in needs)), "")
        if reason:
            raise Unsupported(reason)
    try:
        clause.check(harness)
    except ContractBroken as error:
        raise ContractBroken(f"{clause.id} {clause.text}\n  {error}") from error


def run_contract(store: Callable[[], Store] | Harness, only: Iterable[str] = ()) -> list[Result]:
    """Hold a store to every clause, or to the named ones.

    Args:
        store: Gives an empty store each time it is called; or a :class:`Harness`, to have more checked.
        only: Ids of clauses; none means all.

    Raises:
        KeyError: There is no clause of such an id.
    """
    harness = store if isinstance(store, Harness) else Harness(store)
    chosen = [REGISTER[name] for name in only] or CLAUSES
    return [_result(clause, harness) for clause in chosen]


def report(results: Sequence[Result]) -> str:
    """Give the results as a table in plain text, with what was found wrong below it."""
    lines = [f"store contract {KIT_VERSION}"]
    lines += [f"{r.clause.id}  {r.outcome:<11}  {r.clause.text}" for r in results]
    for outcome in ("broken", "unsupported"):
        found = [r for r in results if r.outcome == outcome]
        if found:
            lines += ["", outcome + ":"]
            lines += [f"  {r.clause.id}  {r.detail}" for r in found]
    kept = sum(r.outcome == "kept" for r in results)
    lines += ["", f"{kept} of {len(results)} kept"]
    return "\n".join(lines)


def _result(clause: Clause, harness: Harness) -> Result:
    try:
        check(clause, harness)
    except Unsupported as reason:
        return Result(clause, "unsupported", str(reason))
    except ContractBroken as error:
        return Result(clause, "broken", str(error.__cause__ or error))
    except Exception as error:  # noqa: BLE001  whatever the store raises, it is broken
        return Result(clause, "broken", f"{type(error).__name__}: {error}")
    return Result(clause, "kept")


def _lacking(need: Need, harness: Harness) -> str:
    if need in {"reopen", "raw_read", "damage"}:
        return "" if getattr(harness, need) is not None else f"the harness gives no {need!r}"
    with harness.new() as store:
        offered = isinstance(store, _OFFERS[need])
    return "" if offered else f"the store does not offer {need}"
