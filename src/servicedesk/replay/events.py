"""From the cells of a row to an input of the desk, or everything that keeps it from being one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from attrs import frozen

from servicedesk.calendars import parse_instant, to_datetime
from servicedesk.desk import Desk, RecordRow
from servicedesk.desk.people import RoleNames
from servicedesk.engine.entry import Actor
from servicedesk.engine.payload import OWN_NAMES
from servicedesk.engine.refusals import Refusal, Remedy
from servicedesk.errors import NaiveDatetime, OutOfBounds
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.standing_tasks import standing_procedure
from servicedesk.replay.log import COLUMNS, LogRow
from servicedesk.rules.parts import normalise
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.fields import BUILTIN_FIELDS
from servicedesk.texts.log import LOG, LOG_REMEDIES, known_procedures, meant_role
from servicedesk.texts.phrases import Argument
from servicedesk.texts.term import Term

_ALWAYS: Final = ("occurred_at", "case", "step", "actor")
_OF_ANY_ACTION: Final = frozenset({"holder", "waives", "tokens"})
"""What an action may take beside its own fields: a row that says another of these is another row."""
_SEPARATORS: Final = str.maketrans("；、", ";;")


Cell = str | int | datetime
"""What a cell of a fact is put to the desk as."""


def fault(kind: str, place: str, **arguments: Argument) -> Refusal:
    """What is wrong with one cell of a row, as a refusal of the log; ``place`` is the column."""
    named = tuple(arguments.items())
    return Refusal(kind, LOG, named, place=place, remedy=Remedy(kind, named) if kind in LOG_REMEDIES else None)


@frozen
class Event:
    """One event of the log. ``case`` is the log's reference, which is the case's id in the store as well."""

    line: int
    case: str
    subject: str
    procedure: str
    step: str
    by: Actor
    at: int
    recorded: int | None
    payload: Mapping[str, Cell]
    to_state: str = ""

    @property
    def row(self) -> RecordRow:
        """The event as a desk takes it."""
        at = to_datetime(self.at, "UTC")
        return RecordRow(self.step, self.payload, by=self.by, at=at, to_state=self.to_state)


@frozen
class Reader:
    """What must be known of a manual to read a log of it."""

    zone: str
    roles: Mapping[str, tuple[str, ...]]
    role_terms: Mapping[str, Term]
    procedures: Mapping[str, str]
    moments: frozenset[str]
    plain: frozenset[str]
    standing_tasks: frozenset[str]

    @classmethod
    def of(cls, desk: Desk) -> Reader:
        """The reader for the manual of a desk, in all its editions."""
        programs = tuple(desk.programs().values())
        fields = [field for program in programs for plan in program.plans.values() for field in plan.fields.values()]
        return cls(
            zone=desk.calendar.zone,
            roles=RoleNames.of(desk.manual).terms,
            role_terms={role.name: Term(role.zh, role.name) for role in desk.manual.roles},
            procedures={plan.procedure.name: plan.procedure.zh for program in programs for plan in _chapters(program)},
            moments=frozenset(field.name for field in fields if field.kind == "moment"),
            plain=frozenset(field.name for field in fields if not field.personal).union(
                COLUMNS, BUILTIN_FIELDS, OWN_NAMES, _OF_ANY_ACTION
            )
            - frozenset(field.name for field in fields if field.personal),
            standing_tasks=frozenset(
                standing_procedure(chapter.procedure.name, standing_task.name)
                for program in programs
                for chapter in _chapters(program)
                for standing_task in chapter.procedure.of(StandingTask)
                if standing_task.subjects is not None
            ),
        )

    def read(self, row: LogRow) -> tuple[Event | None, tuple[Refusal, ...]]:
        """The event of a row, or every fault of its cells; no fault repeats what a cell holds."""
        cells = row.cells
        needed = (*_ALWAYS, "subject", "procedure") if cells.get("step") == "open" else _ALWAYS
        faults = [fault("empty_cell", column, column=column) for column in needed if column not in cells]
        if row.surplus:
            faults.insert(0, fault("surplus_cells", "*", count=row.surplus))
        instants: dict[str, int] = {}
        for column in ("occurred_at", "recorded_at"):
            if column in cells:
                try:
                    instants[column] = parse_instant(cells[column], zone=self.zone)
                except NaiveDatetime as error:
                    kind = "twofold_instant" if "readings" in error.fields else "no_instant"
                    faults.append(fault(kind, column, column=column))
                except OutOfBounds:
                    faults.append(fault("out_of_bounds", column, column=column))
                except ValueError:
                    faults.append(fault("no_instant", column, column=column))
        words = [word.strip() for word in cells.get("roles", "").translate(_SEPARATORS).split(";")]
        held: list[str] = []
        for number, word in enumerate(words, 1):
            if not word:
                continue
            if known := self.roles.get(normalise(word)):
                held.append(known[-1])
            else:
                faults.append(self._unknown_role(number, word))
        procedure = cells.get("procedure", "")
        if procedure and procedure not in self.procedures and procedure not in self.standing_tasks:
            faults.append(fault("unknown_procedure", "procedure", known=known_procedures(self.procedures)))
        if faults:
            return None, tuple(faults)
        return Event(
            line=row.line,
            case=cells["case"],
            subject=cells.get("subject", ""),
            procedure=procedure,
            step=cells["step"],
            by=Actor(cells["actor"], held),
            at=instants["occurred_at"],
            recorded=instants.get("recorded_at"),
            payload=dict(self._payload(cells)),
            to_state=cells.get("to_state", ""),
        ), ()

    def digest(self, row: LogRow) -> str:
        """A fingerprint of what a row says, whatever the order of its columns and without its personal values.

        What stands in a column that the manual does not know is left out as well: nobody can say what it is.
        """
        cells = {column: cell if column in self.plain else "" for column, cell in row.cells.items()}
        text = json.dumps([cells, row.surplus], sort_keys=True, ensure_ascii=True)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def _payload(self, cells: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
        for column, cell in cells.items():
            if column in COLUMNS:
                continue
            if column == "entry" and cell.isdecimal():
                yield column, int(cell)
            elif column in self.moments:
                yield column, self._moment(cell)
            else:
                yield column, cell

    def _moment(self, cell: str) -> datetime | str:
        """A moment without a zone is on the desk's clock; what is none at all is left for the desk to refuse."""
        try:
            return to_datetime(parse_instant(cell, zone=self.zone), self.zone)
        except ValueError:
            return cell

    def _unknown_role(self, number: int, word: str) -> Refusal:
        near = get_close_matches(normalise(word), self.roles, 1)
        meant = self.role_terms[self.roles[near[0]][-1]] if near else None
        near_role = meant_role(meant, self.role_terms.values())
        return fault("unknown_role", "roles", number=number, near=near_role)


def _chapters(program: Program) -> Iterator[ProcedurePlan]:
    return (program.plans[procedure.name] for procedure in program.manual.edition(program.edition).procedures)
