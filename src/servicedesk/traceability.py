"""The ledger: rows of the catalogue joined with the rules that claim them, both ways.

*Enforceable* rows have scope core, policy or standing. A row is *modelled* when a rule claims it, by its clause or
by ``also=``, *decorative* when no rule that claims it decides anything (it stands in lists alone),
*witnessed* when a test is marked with its id, *unmodelled* when an ``Unmodelled`` stands for it with a
reason, else *open*. A rule whose clause the catalogue lacks is *uncited*; local rules are not, they give their reason.

*Disagreements* are what row and rules say differently:

- a number: every rule that cites a row with a quantity by its clause and states numbers must state that one, with
  its unit, as a bound of the same kind, counted from the same start; one rule at least must;
- a number that a rule states and its row does not, unless the rule's reading says where it comes from;
- a word for a start (``from``) that ``starts.json`` beside the catalogue does not explain, for the procedure or, with
  the clause behind it (``"information_received 4.2a"``), for one row;
- a word for an actor that is no role of the manual and that ``actors.json`` beside the catalogue does not explain;
- a reading: a rule whose row has one and that has none, a rule with one where no row it claims has any, a row with
  one that no rule that claims it has;
- a witness of a row that the catalogue does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from servicedesk.characters import brief, is_a
from servicedesk.checking.without import witnesses
from servicedesk.errors import UnknownName
from servicedesk.program.catalogue import (
    Catalogue,
    Row,
    actors_of,
    beside_catalogue,
    catalogue_of,
    starts_of,
    witnesses_of,
)
from servicedesk.program.registry import Registry
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import Citation, clause_id
from servicedesk.rules.edition import Edition
from servicedesk.rules.guards import DocumentRequirement, Unmodelled
from servicedesk.rules.manual import Manual
from servicedesk.rules.numbers import Number, start_of
from servicedesk.said import Said
from servicedesk.texts import ledger as texts
from servicedesk.texts.pages import COMMA, LEDGER_COUNTS, LEDGER_HEAD, LEDGER_LISTS, LEDGER_ROW
from servicedesk.texts.term import Term

__all__ = ["Disagreement", "Ledger", "Number", "beside_catalogue", "ledger", "numbers_of", "start_of"]


@frozen
class Disagreement:
    """What row and rule say differently: the row's id, what it is about, in one sentence of each language."""

    id: str
    about: str
    what: str
    what_zh: str


@frozen
class Ledger:
    """How a manual's rules stand to its catalogue; everything in the catalogue's order."""

    manual: str
    procedure: str
    enforceable: tuple[str, ...]
    modelled: tuple[str, ...]
    witnessed: tuple[str, ...]
    decorative: tuple[str, ...]
    unmodelled: tuple[tuple[str, Unmodelled], ...]
    open: tuple[str, ...]
    uncited: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    unshown: tuple[str, ...] | None = None
    """The modelled rows without which nothing is found to be otherwise; ``None`` where that was not searched."""

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data: counts of rows, and the rows and rules behind what is missing."""
        return {
            "enforceable": len(self.enforceable),
            "modelled": len(self.modelled),
            "witnessed": len(self.witnessed),
            "decorative": list(self.decorative),
            "unmodelled": [{"id": row, "reason": rule.reason} for row, rule in self.unmodelled],
            "open": list(self.open),
            "uncited": list(self.uncited),
            "disagreements": [{"id": d.id, "about": d.about, "what": d.what} for d in self.disagreements],
            **({} if self.unshown is None else {"unshown": list(self.unshown)}),
        }

    def text(self, lang: str = "en") -> str:
        """The same for a reader, ``zh`` or ``en``: the counts, then each list that is not empty."""
        name = f"{self.manual}/{self.procedure}" if self.procedure else self.manual
        data = self.to_data()
        counts = COMMA.text(lang).join(f"{term.text(lang)} {data[key]}" for key, term in LEDGER_COUNTS.items())
        lines = [LEDGER_ROW.text(lang, row=name, text=counts)]
        rows = {
            "decorative": list(self.decorative),
            "unshown": list(self.unshown or ()),
            "unmodelled": [
                LEDGER_ROW.text(lang, row=row, text=Term(rule.reason_zh or rule.reason, rule.reason).text(lang))
                for row, rule in self.unmodelled
            ],
            "open": list(self.open),
            "uncited": list(self.uncited),
            "disagreements": [
                LEDGER_ROW.text(lang, row=d.id, text=Term(d.what_zh, d.what).text(lang)) for d in self.disagreements
            ],
        }
        for key, items in rows.items():
            if items:
                lines.append(LEDGER_HEAD.text(lang, head=LEDGER_LISTS[key].text(lang), count=len(items)))
                lines.extend(f"  {item}" for item in items)
        return "\n".join(lines)


def ledger(
    manual: Manual | str,
    procedure: str | None = None,
    *,
    edition: str = "",
    search: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Ledger:
    """Join the rules of a manual with the rows of its catalogue.

    Args:
        manual: a manual, or the name of an installed one.
        procedure: one procedure only, of the manual or of the catalogue.
        edition: its name; the one latest in force where left out.
        search: whether it is searched, too, what is otherwise without each row: minutes for a large procedure.
        progress: called with the number of rows searched and that of all.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: neither manual nor catalogue has the procedure, or the manual the edition.
    """
    found = manual if isinstance(manual, Manual) else Registry.installed().manual(manual)
    latest = is_a(edition, str) and not edition
    chosen = found.edition(edition) if not latest else found.latest
    catalogue = catalogue_of(found, chosen.name)
    known = {p.name for p in chosen.procedures} | {row.procedure for row in catalogue.rows.values()}
    if procedure is not None and not (is_a(procedure, str) and procedure in known):
        raise UnknownName(
            Said("manual_no_procedure", manual=found.name, procedure=brief(procedure)),
            remedy=Said("it_has", known=tuple(sorted(known))),
            manual=found.name,
        )
    claims, missing, reasons = _claims(found, chosen)
    rows = [r for r in catalogue.rows.values() if procedure in (None, r.procedure)]
    enforceable = [r.id for r in rows if r.enforceable]
    witnessing = witnesses_of(found)
    modelled = [i for i in enforceable if i in claims]
    return Ledger(
        manual=found.name,
        procedure=procedure or "",
        enforceable=tuple(enforceable),
        modelled=tuple(modelled),
        witnessed=tuple(i for i in modelled if i in witnessing),
        decorative=tuple(i for i in modelled if not any(rule.decides for rule, _ in claims[i])),
        unmodelled=tuple((i, reasons[i]) for i in enforceable if i in reasons),
        open=tuple(i for i in enforceable if i not in claims and i not in reasons),
        uncited=tuple(
            f"{i} {place}" for i, place in missing if i not in catalogue.rows and procedure in (None, i.split("/")[1])
        ),
        disagreements=tuple(_disagreements(found, rows, claims, catalogue, witnessing, procedure)),
        unshown=tuple(_unshown(found, chosen, procedure, modelled, progress)) if search else None,
    )


def _unshown(
    manual: Manual,
    edition: Edition,
    procedure: str | None,
    modelled: Sequence[str],
    progress: Callable[[int, int], None] | None,
) -> Iterator[str]:
    """The modelled rows without which no search finds anything otherwise."""
    done = 0
    for each in edition.procedures:
        if procedure not in (None, each.name):
            continue
        for row, found in witnesses(manual, each.name, edition=edition.name):
            if row in modelled:
                done += 1
                if progress is not None:
                    progress(done, len(modelled))
                if found is None:
                    yield row


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


def numbers_of(rule: Rule) -> Iterator[Number]:
    """Every number that a rule states, in the units of the catalogue."""
    return rule.numbers()


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
    starts = starts_of(manual)
    actors = {"", *(role.name for role in manual.roles), *actors_of(manual)}
    for row in rows:
        if row.manual != manual.name:
            told = texts.ROW_OF_ANOTHER.filled(other=texts.start_term(row.manual), own=texts.start_term(manual.name))
            yield _disagreement(row.id, "manual", told)
        for word in row.actor if row.manual == manual.name else ():
            if word not in actors:
                yield _disagreement(row.id, "actor", texts.ACTOR_UNKNOWN.filled(word=texts.start_term(word)))
        claiming = claims.get(row.id, ())
        if claiming:
            yield from _in_number(row, claiming, starts.get(row.procedure, {}))
            yield from _in_reading(row, claiming, claims, catalogue)
    known = {row.id for row in catalogue.every}
    for ident in witnesses:
        if ident not in known and procedure in (None, ident.split("/")[1]):
            yield _disagreement(ident, "witness", texts.NO_ROW)


def _disagreement(row: str, about: str, what: Term) -> Disagreement:
    return Disagreement(row, about, what.en, what.zh)


def _called(rule: Rule) -> Term:
    return texts.rule_term(rule.place(), str(rule.clause), rule.zh or rule.name)


def _number(number: Number) -> Term:
    value, unit, bound, start = f"{number.value:f}", number.unit, number.bound, number.start
    return texts.number_term(str(number), value=value, unit=unit, bound=bound, start=start)


def _numbers(numbers: Sequence[Number]) -> Term:
    return texts.numbers_term([_number(each) for each in numbers])


def _in_number(row: Row, claiming: Sequence[tuple[Rule, bool]], starts: Mapping[str, str]) -> Iterator[Disagreement]:
    stated = [(rule, main, list(numbers_of(rule)) or _signatures(rule, row)) for rule, main in claiming]
    if row.quantity is None:
        for rule, main, numbers in stated:
            if main and numbers and not any(each.reading for each, _ in claiming):
                told = texts.ROW_WITHOUT_NUMBER.filled(rule=_called(rule), numbers=_numbers(numbers))
                yield _disagreement(row.id, "quantity", told)
        return
    word = str(row.quantity.get("from") or "")
    own = f"{word} {row.id.rpartition('/')[2]}"
    if word and own not in starts and word not in starts and any(n.start for _, _, numbers in stated for n in numbers):
        yield _disagreement(row.id, "start", texts.START_UNKNOWN.filled(word=texts.start_term(word)))
        return
    amount, unit = Decimal(str(row.quantity["value"])), str(row.quantity["unit"])
    wanted = Number(amount, unit, str(row.quantity["bound"]), starts.get(own, starts.get(word, "")))
    if not any(_agrees(wanted, n) for _, _, numbers in stated for n in numbers):
        said = texts.by_rule([(_called(rule), _number(n)) for rule, _, numbers in stated for n in numbers])
        yield _disagreement(row.id, "quantity", texts.OTHER_NUMBERS.filled(row=_number(wanted), rules=said))
        return
    for rule, main, numbers in stated:
        if main and numbers and not any(_agrees(wanted, n) for n in numbers):
            other = _numbers(numbers)
            told = texts.OTHER_NUMBER.filled(row=_number(wanted), rule=_called(rule), numbers=other)
            yield _disagreement(row.id, "quantity", told)


def _signatures(rule: Rule, row: Row) -> list[Number]:
    """How many sign, where the row gives a count (三方签署): the signatures of the paper are the number."""
    counts = row.quantity is not None and row.quantity["unit"] == "count"
    signed = counts and isinstance(rule, DocumentRequirement) and len(rule.signed_by)
    return [Number(Decimal(signed), "count", "exact")] if signed else []


def _in_reading(
    row: Row, claiming: Sequence[tuple[Rule, bool]], claims: Claims, catalogue: Catalogue
) -> Iterator[Disagreement]:
    for rule, main in claiming:
        if main and rule.reading and not row.reading:
            claimed = [i for i, rules in claims.items() if any(r is rule for r, _ in rules)]
            if not any(i in catalogue.rows and catalogue.rows[i].reading for i in claimed):
                yield _disagreement(row.id, "reading", texts.READING_OF_RULE.filled(rule=_called(rule)))
    if row.reading and not any(rule.reading for rule, _ in claiming):
        yield _disagreement(row.id, "reading", texts.READING_OF_ROW)
