"""What two editions of a manual, or two manuals, say differently: clause by clause, in the words of their sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from servicedesk.program.named import plan_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import LimitPlan
from servicedesk.render.order import in_order
from servicedesk.render.page import Block, Page
from servicedesk.render.sheet import sheet_row
from servicedesk.rules.base import Rule
from servicedesk.texts.errors import ENDS
from servicedesk.texts.pages import DIFFERENCES, DIFFERENCES_HEADS, SHEET_HEADS
from servicedesk.texts.term import LANGUAGES, Term, joined, listed

_COLUMNS: Final = ("what", "who", "within", "when", "does", "reading")
_WORDS: Final = frozenset({"what", "reading"})
"""What a rule is called and how it is read: a case is decided the same, whatever they say."""

_HEADS: Final = dict(zip(("clause", "kind", *_COLUMNS), SHEET_HEADS.columns, strict=True))

Side = Mapping[str, Any]
Key = tuple[str, str, str, str, int]


def differences_data(old: Program, new: Program, procedure: str | None = None) -> list[dict[str, Any]]:
    """Each rule that is in one only, or says something else in the other, as JSON-ready data.

    A rule is the same by procedure, clause, kind and name. ``change`` is ``added``, ``removed``, ``changed``, or
    ``reworded`` where only its label or reading is another. ``columns`` have what differs, by the column of the clause
    sheet, each ``then`` and ``now`` in both languages. ``moves_due`` says that the limit of a rule counts otherwise, so
    that a running case that is moved may get another due. States of a procedure and roles of a manual come as rows of
    the kind ``states`` and ``roles``.

    Args:
        old: the rules as they were.
        new: the rules as they are to be.
        procedure: one procedure; all where left out.

    Raises:
        UnknownName: neither has the procedure.
    """
    if procedure is not None and procedure not in old.plans:
        plan_named(new, procedure)
    found: list[dict[str, Any]] = [] if procedure is not None else _roles(old, new)
    names = dict.fromkeys(p.name for program in (new, old) for p in _chapters(program))
    for name in names if procedure is None else (procedure,):
        then, now = old.plans.get(name), new.plans.get(name)
        found += _states(name, then, now)
        found += _rules(name, _rows(old, then), _rows(new, now))
    return found


def differences_page(data: Iterable[Mapping[str, Any]], lang: str = "en") -> Page:
    """The page for :func:`differences_data`: a table a procedure, a line for each thing that differs."""
    by_procedure: dict[str, list[Mapping[str, Any]]] = {}
    for row in data:
        title = Term(row["procedure_zh"], row["procedure"]).text(lang)
        by_procedure.setdefault(title, []).append(row)
    if not by_procedure:
        return Page((Block(DIFFERENCES["none"].text(lang)),))
    blocks = [
        Block(name, DIFFERENCES_HEADS.text(lang), [line for row in rows for line in _lines(row, lang)])
        for name, rows in by_procedure.items()
    ]
    rows = [row for several in by_procedure.values() for row in several]
    counts = {change: sum(row["change"] == change for row in rows) for change in DIFFERENCES_COUNTED}
    moved = sorted({_called(row, lang) for row in rows if row["moves_due"] and row["change"] == "changed"})
    blocks.append(Block(DIFFERENCES["counts"].text(lang, **counts)))
    if moved:
        blocks.append(Block(DIFFERENCES["moves_due"].text(lang, limits=listed(moved, lang))))
    return Page(tuple(blocks))


def _called(row: Mapping[str, Any], lang: str) -> str:
    """A limit within a sentence: its label, in English its name, where the page has the whole text of a clause."""
    return Term(row["what_zh"], row["name"].replace("_", " ")).text(lang).rstrip("".join(_STOPS))


_STOPS: Final = (*ENDS, ".")

DIFFERENCES_COUNTED: Final = ("added", "removed", "changed", "reworded")


def _chapters(program: Program) -> Iterator[Any]:
    return iter(program.manual.edition(program.edition).procedures)


def _rows(program: Program, plan: ProcedurePlan | None) -> dict[Key, tuple[ProcedurePlan, Rule, dict[str, Side]]]:
    """The rules of a procedure by what makes them the same, each with its row of the sheet in both languages."""
    found: dict[Key, tuple[ProcedurePlan, Rule, dict[str, Side]]] = {}
    if plan is None:
        return found
    for rule in in_order(plan.procedure):
        clause, number = _clause(plan, rule), 0
        while (key := (plan.procedure.name, clause, rule.kind, rule.name, number)) in found:
            number += 1
        found[key] = (plan, rule, {lang: sheet_row(program, plan, rule, lang) for lang in LANGUAGES})
    return found


def _clause(plan: ProcedurePlan, rule: Rule) -> str:
    """The clause without its manual, so that two manuals can be laid side by side."""
    return plan.id_of(rule).removeprefix(f"{plan.manual}/").removeprefix(f"{plan.procedure.name}/")


def _rules(
    name: str,
    then: Mapping[Key, tuple[ProcedurePlan, Rule, dict[str, Side]]],
    now: Mapping[Key, tuple[ProcedurePlan, Rule, dict[str, Side]]],
) -> Iterator[dict[str, Any]]:
    for key in dict.fromkeys([*now, *then]):
        before, after = then.get(key), now.get(key)
        columns = {column: _both(before, after, column) for column in _COLUMNS}
        differing = {column: both for column, both in columns.items() if both["then"] != both["now"]}
        if not differing:
            continue
        plan, _, said = then[key] if after is None else after
        change = "removed" if after is None else "added" if before is None else "changed"
        if change == "changed" and differing.keys() <= _WORDS:
            change = "reworded"
        yield {
            **_head(name, plan.procedure.zh, change),
            "clause": key[1],
            "kind": key[2],
            "name": key[3] or said["en"]["what"],
            **{f"kind_{lang}": said[lang]["kind"] for lang in LANGUAGES},
            **{f"what_{lang}": said[lang]["what"] for lang in LANGUAGES},
            "columns": differing,
            "moves_due": _limit(before) != _limit(after),
        }


def _both(before: Any, after: Any, column: str) -> dict[str, dict[str, str]]:
    return {
        side: {lang: "" if row is None else row[2][lang][column] for lang in LANGUAGES}
        for side, row in (("then", before), ("now", after))
    }


def _limit(row: tuple[ProcedurePlan, Rule, dict[str, Side]] | None) -> tuple[object, ...]:
    """By what the limit of a rule counts; nothing where it has none."""
    if row is None:
        return ()
    plan, rule, _ = row
    limit: LimitPlan | None = plan.find_limit(rule.name, plan.id_of(rule))
    return () if limit is None else (limit.span, limit.since, limit.until, limit.only, limit.calendar)


def _states(name: str, then: ProcedurePlan | None, now: ProcedurePlan | None) -> list[dict[str, Any]]:
    if then is None or now is None:
        return []
    before, after = _named(then), _named(now)
    return [] if before == after else [_whole(name, now.procedure.zh, "states", before, after)]


def _named(plan: ProcedurePlan) -> dict[str, str]:
    """The states of a procedure with their ends, in words of each language."""
    return _terms(plan.state_term(state) for state in plan.procedure.states)


def _terms(terms: Iterable[Term]) -> dict[str, str]:
    several = tuple(terms)
    return {lang: listed([each.text(lang) for each in several], lang) for lang in LANGUAGES}


def _roles(old: Program, new: Program) -> list[dict[str, Any]]:
    then, now = (_terms(Term(role.zh, role.name) for role in each.manual.roles) for each in (old, new))
    return [] if then == now else [_whole("", "", "roles", then, now)]


def _whole(name: str, zh: str, what: str, then: dict[str, str], now: dict[str, str]) -> dict[str, Any]:
    """What belongs to no clause: the states of a procedure, the roles of a manual."""
    return {
        **_head(name, zh, "changed"),
        "clause": "",
        "kind": what,
        "name": what,
        **{f"kind_{lang}": DIFFERENCES[what].text(lang) for lang in LANGUAGES},
        **{f"what_{lang}": "" for lang in LANGUAGES},
        "columns": {"what": {"then": then, "now": now}},
        "moves_due": False,
    }


def _head(name: str, zh: str, change: str) -> dict[str, str]:
    return {"procedure": name, "procedure_zh": zh, "change": change}


def _lines(row: Mapping[str, Any], lang: str) -> Iterator[tuple[str, ...]]:
    """A line a column that differs; of what is in one only a line in all."""
    clause, kind = row["clause"], row[f"kind_{lang}"]
    clause = DIFFERENCES["local"].text(lang) if clause == "local" else clause
    change = DIFFERENCES[row["change"]].text(lang)
    if row["change"] in ("added", "removed"):
        side = "now" if row["change"] == "added" else "then"
        own = (both[side][lang] for column, both in row["columns"].items() if column != "what")
        said = joined([each for each in own if each], lang)
        yield (clause, kind, row[f"what_{lang}"], change, *(("", said) if side == "now" else (said, "")))
        return
    for column, both in row["columns"].items():
        what = f"{row[f'what_{lang}']} · {_HEADS[column].text(lang)}" if row[f"what_{lang}"] else ""
        yield (clause, kind, what, change, both["then"][lang], both["now"][lang])
