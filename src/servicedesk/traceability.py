"""The ledger: rows of the catalogue joined with the rules that claim them, both ways.

*Enforceable* rows have scope core, policy or standing. A row is *modelled* when a rule claims it, by its clause or
by ``also=``, *witnessed* when a test is marked with its id, *unmodelled* when an ``Unmodelled`` stands for it with a
reason, else *open*. A rule whose clause the catalogue lacks is *uncited*; house rules are not, they give their reason.

*Disagreements* are what row and rules say differently:

- a number: every rule that cites a row with a quantity by its clause and states numbers must state that one, with
  its unit, as a bound of the same kind, counted from the same start; one rule at least must;
- a number that a rule states and its row does not, unless the rule's reading says where it comes from;
- a word for a start (``from``) that ``starts.json`` beside the catalogue does not explain, for the procedure or, with
  the clause behind it (``"information_received 4.2a"``), for one row;
- a reading: a rule whose row has one and that has none, a rule with one where no row it claims has any, a row with
  one that no rule that claims it has;
- a witness of a row that the catalogue does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from attrs import fields, frozen

from servicedesk.errors import UnknownName
from servicedesk.program.catalogue import Catalogue, Row, load_catalogue
from servicedesk.program.registry import Registry
from servicedesk.rules.actions import FollowUp, Permission
from servicedesk.rules.base import Rule, as_tuple, conditions_of
from servicedesk.rules.citation import Citation, clause_id
from servicedesk.rules.conditions import Compare, PeriodLonger, walk
from servicedesk.rules.effects import Entitlement, EntitlementEnd
from servicedesk.rules.events import CaseEvent, FirstOf, HeldBy, LastOf
from servicedesk.rules.guards import Prohibition, Unmodelled
from servicedesk.rules.limits import Deadline, Escalation, NotBefore, StandingTask
from servicedesk.rules.manual import Edition, Manual
from servicedesk.rules.values import OrStated, Quantity, Rate
from servicedesk.spans import Before, Span
from servicedesk.texts.pages import COMMA, LEDGER_COUNTS, LEDGER_LISTS, LEDGER_ROW
from servicedesk.texts.term import Term

__all__ = ["Disagreement", "Ledger", "Number", "ledger", "numbers_of", "start_of"]


@frozen
class Disagreement:
    """What row and rule say differently: the row's id, what it is about, in one sentence."""

    id: str
    about: str
    what: str


@frozen
class Ledger:
    """How a manual's rules stand to its catalogue; everything in the catalogue's order."""

    manual: str
    procedure: str
    enforceable: tuple[str, ...]
    modelled: tuple[str, ...]
    witnessed: tuple[str, ...]
    unmodelled: tuple[tuple[str, Unmodelled], ...]
    open: tuple[str, ...]
    uncited: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data: counts of rows, and the rows and rules behind what is missing."""
        return {
            "enforceable": len(self.enforceable),
            "modelled": len(self.modelled),
            "witnessed": len(self.witnessed),
            "unmodelled": [{"id": row, "reason": rule.reason} for row, rule in self.unmodelled],
            "open": list(self.open),
            "uncited": list(self.uncited),
            "disagreements": [{"id": d.id, "about": d.about, "what": d.what} for d in self.disagreements],
        }

    def text(self, lang: str = "en") -> str:
        """The same for a reader, ``zh`` or ``en``: the counts, then each list that is not empty."""
        name = f"{self.manual}/{self.procedure}" if self.procedure else self.manual
        data = self.to_data()
        counts = COMMA.text(lang).join(f"{term.text(lang)} {data[key]}" for key, term in LEDGER_COUNTS.items())
        lines = [LEDGER_ROW.text(lang, row=name, text=counts)]
        rows = {
            "unmodelled": [
                LEDGER_ROW.text(lang, row=row, text=Term(rule.zh or rule.reason, rule.reason).text(lang))
                for row, rule in self.unmodelled
            ],
            "open": list(self.open),
            "uncited": list(self.uncited),
            "disagreements": [LEDGER_ROW.text(lang, row=d.id, text=d.what) for d in self.disagreements],
        }
        for key, items in rows.items():
            if items:
                lines.append(f"{LEDGER_LISTS[key].text(lang)} ({len(items)})")
                lines.extend(f"  {item}" for item in items)
        return "\n".join(lines)


def ledger(manual: Manual | str, procedure: str | None = None, *, edition: str = "") -> Ledger:
    """Join the rules of a manual with the rows of its catalogue.

    Args:
        manual: a manual, or the name of an installed one.
        procedure: one procedure only, of the manual or of the catalogue.
        edition: its name; the one latest in force where left out.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: neither manual nor catalogue has the procedure, or the manual the edition.
    """
    found = manual if isinstance(manual, Manual) else Registry.installed().manual(manual)
    chosen = found.edition(edition) if edition else max(found.editions, key=lambda e: e.in_force_from)
    catalogue = load_catalogue(found.catalogue)
    known = {p.name for p in chosen.procedures} | {row.procedure for row in catalogue.rows.values()}
    if procedure is not None and procedure not in known:
        raise UnknownName(
            f"manual {found.name!r} has no procedure {procedure!r}",
            remedy=f"it has {', '.join(sorted(known))}",
            manual=found.name,
        )
    claims, missing, reasons = _claims(found, chosen)
    rows = [r for r in catalogue.rows.values() if procedure in (None, r.procedure)]
    enforceable = [r.id for r in rows if r.enforceable]
    witnesses = _witnesses(found)
    modelled = [i for i in enforceable if i in claims]
    return Ledger(
        manual=found.name,
        procedure=procedure or "",
        enforceable=tuple(enforceable),
        modelled=tuple(modelled),
        witnessed=tuple(i for i in modelled if i in witnesses),
        unmodelled=tuple((i, reasons[i]) for i in enforceable if i in reasons),
        open=tuple(i for i in enforceable if i not in claims and i not in reasons),
        uncited=tuple(
            f"{i} {place}" for i, place in missing if i not in catalogue.rows and procedure in (None, i.split("/")[1])
        ),
        disagreements=tuple(_disagreements(found, rows, claims, catalogue, witnesses, procedure)),
    )


Claims = Mapping[str, Sequence[tuple[Rule, bool]]]


def _claims(manual: Manual, edition: Edition) -> tuple[Claims, list[tuple[str, str]], dict[str, Unmodelled]]:
    """By row the rules that claim it, and whether by their clause; all that is cited; reasons for what is not."""
    claims: dict[str, list[tuple[Rule, bool]]] = {}
    cited: list[tuple[str, str]] = []
    reasons: dict[str, Unmodelled] = {}
    for procedure in edition.procedures:
        for rule in procedure.expanded:
            main = [rule.clause.clause] if isinstance(rule.clause, Citation) else []
            for number, clause in enumerate((*main, *rule.also)):
                ident = clause_id(manual.name, procedure.name, clause)
                cited.append((ident, rule.place()))
                if isinstance(rule, Unmodelled):
                    reasons[ident] = rule
                else:
                    claims.setdefault(ident, []).append((rule, number < len(main)))
    return claims, cited, reasons


# --- numbers -----------------------------------------------------------------------------------------------


@frozen
class Number:
    """A number as a row or a rule states it; an empty bound or start is one that the rule does not state."""

    value: Decimal
    unit: str
    bound: str = ""
    start: str = ""

    def __str__(self) -> str:
        start = f"from {self.start}" if self.start else ""
        return " ".join(filter(None, [f"{self.value:f}", self.unit, self.bound, start]))


_BOUNDS = {"over": "min", "at_least": "min", "under": "max", "at_most": "max"}
_OPPOSITE = {"min": "max", "max": "min", "": ""}


def start_of(event: CaseEvent | None) -> str:
    """The start of a limit as ``starts.json`` writes it: ``done:open``, ``entered:handled``; a rhythm: ``previous``."""
    if event is None:
        return ""
    if isinstance(event, FirstOf | LastOf):
        return f"{event.kind}({', '.join(start_of(choice) for choice in event.choices)})"
    holder = f".{event.holder}" if isinstance(event, HeldBy) else ""
    return f"{event.kind}:{event.name}{holder}"


def numbers_of(rule: Rule) -> Iterator[Number]:
    """Every number that a rule states, in the units of the catalogue."""
    if isinstance(rule, Deadline | FollowUp):
        span = rule.span.span if isinstance(rule.span, OrStated) else rule.span
        # So long before an event at the latest is that much time at least.
        yield from _span(span, "min" if isinstance(span, Before) else "max", start_of(rule.since))
    elif isinstance(rule, NotBefore):
        yield from _span(rule.span, "min", start_of(rule.since))
    elif isinstance(rule, Permission):
        yield from _span(rule.wait, "min", start_of(rule.since))
    elif isinstance(rule, StandingTask):
        yield from _span(rule.every, "max", "previous")
        yield from _span(rule.within, "max", start_of(rule.on_event))
        if rule.on_event is not None and not isinstance(rule.within, Span):  # once for each event is all it says
            yield Number(Decimal(1), "count", "min", start_of(rule.on_event))
    elif isinstance(rule, Entitlement) and rule.lasts is not None:
        yield from _span(rule.lasts, "exact", start_of(rule.since))
    elif isinstance(rule, Escalation):
        yield from _span(rule.wait, "", start_of(rule.since) if isinstance(rule.since, CaseEvent) else "")
    else:
        for attribute in fields(type(rule)):
            for value in as_tuple(getattr(rule, attribute.name)):
                yield from _span(value, "", "")
                yield from _quantity(value, "")
    for _, condition in conditions_of(rule):
        for part in walk(condition):
            if isinstance(part, Compare):
                bound = _BOUNDS.get(part.how, "")
                if isinstance(
                    rule, EntitlementEnd | Prohibition
                ):  # what ends or is forbidden beyond a bound keeps within it
                    bound = _OPPOSITE[bound]
                yield from (n for v in part.values for n in _quantity(v, bound))
            elif isinstance(part, PeriodLonger):
                yield from _span(part.span, "min", "")


def _span(value: object, bound: str, start: str) -> Iterator[Number]:
    if isinstance(value, Span):
        amount, unit = value.quantity
        yield Number(Decimal(amount), unit, bound, start)


def _quantity(value: object, bound: str) -> Iterator[Number]:
    if isinstance(value, Rate):  # at least one for each 50 m2 is at most 50 m2 for each
        yield Number(value.per.value, value.per.unit, _OPPOSITE.get(bound, ""))
    elif isinstance(value, Quantity):
        yield Number(value.value, value.unit, bound)


def _agrees(wanted: Number, stated: Number) -> bool:
    same = (wanted.value, wanted.unit) == (stated.value, stated.unit)
    bound = not stated.bound or wanted.bound in (stated.bound, "exact")
    return same and bound and (not stated.start or wanted.start == stated.start)


# --- disagreements -------------------------------------------------------------------------------------------


def _disagreements(
    manual: Manual,
    rows: Sequence[Row],
    claims: Claims,
    catalogue: Catalogue,
    witnesses: Mapping[str, object],
    procedure: str | None,
) -> Iterator[Disagreement]:
    starts = _beside(manual, "starts.json")
    for row in rows:
        claiming = claims.get(row.id, ())
        if claiming:
            yield from _in_number(row, claiming, starts.get(row.procedure, {}))
            yield from _in_reading(row, claiming, claims, catalogue)
    for ident in witnesses:
        if ident not in catalogue.rows and procedure in (None, ident.split("/")[1]):
            yield Disagreement(ident, "witness", "a test witnesses a row that the catalogue does not have")


def _in_number(row: Row, claiming: Sequence[tuple[Rule, bool]], starts: Mapping[str, str]) -> Iterator[Disagreement]:
    stated = [(rule, main, list(numbers_of(rule))) for rule, main in claiming]
    if row.quantity is None:
        for rule, main, numbers in stated:
            if main and numbers and not any(each.reading for each, _ in claiming):
                said = ", ".join(map(str, numbers))
                yield Disagreement(row.id, "quantity", f"{rule.place()} states {said}, the row no number")
        return
    word = str(row.quantity["from"])
    own = f"{word} {row.id.rpartition('/')[2]}"
    if own not in starts and word not in starts and any(n.start for _, _, numbers in stated for n in numbers):
        yield Disagreement(row.id, "start", f"starts.json does not say what {word!r} means as a start")
        return
    amount, unit = Decimal(str(row.quantity["value"])), str(row.quantity["unit"])
    wanted = Number(amount, unit, str(row.quantity["bound"]), starts.get(own, starts.get(word, "")))
    if not any(_agrees(wanted, n) for _, _, numbers in stated for n in numbers):
        said = "; ".join(f"{rule.place()}: {n}" for rule, _, numbers in stated for n in numbers) or "no number"
        yield Disagreement(row.id, "quantity", f"the row states {wanted}, the rules state {said}")
        return
    for rule, main, numbers in stated:
        if main and numbers and not any(_agrees(wanted, n) for n in numbers):
            said = ", ".join(map(str, numbers))
            yield Disagreement(row.id, "quantity", f"the row states {wanted}, {rule.place()} states {said}")


def _in_reading(
    row: Row, claiming: Sequence[tuple[Rule, bool]], claims: Claims, catalogue: Catalogue
) -> Iterator[Disagreement]:
    for rule, main in claiming:
        if main and rule.reading and not row.reading:
            claimed = [i for i, rules in claims.items() if any(r is rule for r, _ in rules)]
            if not any(i in catalogue.rows and catalogue.rows[i].reading for i in claimed):
                yield Disagreement(row.id, "reading", f"{rule.place()} has a reading, its row has none")
    if row.reading and not any(rule.reading for rule, _ in claiming):
        yield Disagreement(row.id, "reading", "the row has a reading, no rule that claims it has one")


# --- what lies beside the catalogue ------------------------------------------------------------------------------


def _beside(manual: Manual, name: str) -> dict[str, Any]:
    place = manual.catalogue
    folder: Traversable = Path(place).parent if place.endswith(".jsonl") else resources.files(place)
    file = folder.joinpath(name)
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return data


def _witnesses(manual: Manual) -> Mapping[str, Sequence[str]]:
    return _beside(manual, "witnesses.json")
