"""A typed view of a manual for type checkers: its procedures, its steps, and what each step files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from keyword import iskeyword
from typing import Final

from attrs import define, field, frozen

from servicedesk.characters import is_a
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import Registry
from servicedesk.program.standing_tasks import standing_procedure
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Field
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.fields import HOLDER

__all__ = ["stubs"]

_KINDS: Final = {
    "text": "str",
    "telephone": "str",
    "number": "Decimal | int | str",
    "count": "int",
    "money": "Decimal | str",
    "flag": "bool",
    "shown": "bool",
    "day": "date",
    "moment": "datetime",
    "span": "str",
}

_HEAD: Final = """\
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NotRequired, Protocol, TypeAlias, TypedDict, overload

from servicedesk import Actor, Case, ActResult

When: TypeAlias = datetime | str | None

class Nothing(TypedDict): ...

class Reason(TypedDict):
    reason: str

class Merge(Reason):
    into: str

class Erase(Reason):
    tokens: NotRequired[Sequence[str]]
"""
_TAKEN: Final = frozenset(re.findall(r"\w+", _HEAD)) | {"Waive", "Procedure", "BuiltinAction"}


def stubs(manual: Manual, edition: str | None = None) -> str:
    """The text of a ``.pyi`` module for one edition of a manual, the latest where left out; always the same text.

    It holds a Literal of the procedures, one of the steps of each procedure and standing duty, a TypedDict for what
    each step files, and ``<Manual>Desk``, a protocol that every :class:`~servicedesk.Desk` satisfies: its ``open``,
    ``act``, ``try_open`` and ``try_act`` know the steps and their fields. Where steps of several procedures have one
    name, what any of them files is taken. Values are the strict ones of
    Python (a flag is a bool, a day a date), which the desk takes beside text. A field that a rule asks for under a
    condition may stay empty here.

    Raises:
        UnknownName: the manual has no such edition.
    """
    latest = max(manual.editions, key=lambda each: each.in_force_from).name
    named = latest if edition is None or (is_a(edition, str) and not edition) else edition
    program = Registry.of(manual).program(manual.name, named)
    return _Writer(program).text()


@frozen
class _Payload:
    """The types that a step may be filed with, and whether every field may stay empty."""

    types: tuple[str, ...]
    optional: bool

    def __or__(self, other: _Payload) -> _Payload:
        return _Payload(tuple(dict.fromkeys(self.types + other.types)), self.optional or other.optional)

    @property
    def parameter(self) -> str:
        types = " | ".join(self.types)
        return f"payload: {types} | None = None" if self.optional else f"payload: {types}"


@define
class _Writer:
    program: Program
    taken: set[str] = field(factory=lambda: set(_TAKEN))
    lines: list[str] = field(factory=list[str])

    def text(self) -> str:
        manual = self.program.manual
        self.lines.append(f"# {_plain(manual.zh)} ({manual.name}), edition {self.program.edition}")
        self.lines.append(f"# Written by: servicedesk stubs {manual.name}")
        self.lines += ["", *_HEAD.splitlines()]
        opening: dict[str, _Payload] = {}
        acting: dict[str, _Payload] = {}
        for prefix, standing_task, plan in self._plans():
            self.lines += ["", f"# --- {_plain(plan.procedure.zh)} ({plan.procedure.name}) ---", ""]
            own = [name for name in plan.steps if name != "open"]
            if own:
                self.lines.append(f"{self._name(prefix + 'Step')}: TypeAlias = {_literal(own)}")
            for name, step in plan.steps.items():
                if name != "open":
                    made = self._step(prefix if name == standing_task else prefix + _camel(name), step)
                    acting[name] = acting[name] | made if name in acting else made
                elif not standing_task:
                    opening[plan.procedure.name] = self._step(prefix + "Open", step)
        self.lines += ["", "# --- the manual ---", "", f"Procedure: TypeAlias = {_literal(opening)}"]
        self._desk(opening, acting)
        return "\n".join(self.lines) + "\n"

    def _plans(self) -> Iterator[tuple[str, str, ProcedurePlan]]:
        """Every procedure, each followed by the procedures of its standing duties: class name, duty, plan."""
        for procedure in self.program.manual.edition(self.program.edition).procedures:
            yield _camel(procedure.name), "", self.program.plans[procedure.name]
            for standing_task in procedure.of(StandingTask):
                if standing_task.subjects is not None:
                    slug = standing_procedure(procedure.name, standing_task.name)
                    yield (
                        _camel(procedure.name) + _camel(standing_task.name),
                        standing_task.name,
                        self.program.plans[slug],
                    )

    def _step(self, name: str, step: StepPlan) -> _Payload:
        if step.variants:
            first, *others = (self._step(name + _camel(each.variant), each) for each in step.variants)
            for other in others:
                first |= other
            return first
        own = {asked.field.name: _field_type(asked.field) for asked in step.fields}
        if step.item_kind:
            own["item"] = ("NotRequired[str]" if step.opens_item else "str", f"the sub-item: {step.item_kind}")
        if isinstance(step.rule, Action) and step.rule.assigns:
            own["holder"] = ("str", HOLDER.zh)
        if not step.outcomes:
            return self._payload(name, step.clause, own)
        made: list[str] = []
        for value, outcome in step.outcomes.items():
            chosen = {"outcome": (_literal(dict.fromkeys(filter(None, (value, outcome.zh)))), "")}
            more = {asked.name: _field_type(asked) for asked in outcome.fields()}
            made += self._payload(name + _camel(value), f"{step.clause}: {value}", {**chosen, **own, **more}).types
        return _Payload(tuple(made), optional=False)

    def _payload(self, name: str, about: str, fields: Mapping[str, tuple[str, str]]) -> _Payload:
        """A TypedDict of these fields; in the form of a call where Python keeps the name of one for itself."""
        if not fields:
            return _Payload(("Nothing",), optional=True)
        name = self._name(name)
        self.lines += ["", f"# {_plain(about)}"]
        if any(map(iskeyword, fields)):
            inside = ", ".join(f'"{asked}": {kind}' for asked, (kind, _) in fields.items())
            self.lines.append(f'{name} = TypedDict("{name}", {{{inside}}})')
        else:
            self.lines.append(f"class {name}(TypedDict):")
            for asked, (kind, zh) in fields.items():
                self.lines.append(f"    {asked}: {kind}" + (f"  # {_plain(zh)}" if zh else ""))
        return _Payload((name,), all(kind.startswith("NotRequired") for kind, _ in fields.values()))

    def _name(self, wanted: str) -> str:
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted

    def _desk(self, opening: Mapping[str, _Payload], acting: Mapping[str, _Payload]) -> None:
        builtin = dict(_BUILTIN)
        waivable = sorted({clause for plan in self.program.plans.values() for clause in plan.waivable})
        if waivable:
            self.lines += ["", "class Waive(Reason):", f"    clause: {_literal(waivable)}"]
            builtin["waive"] = _Payload(("Waive",), optional=False)
        self.lines += ["", f"BuiltinAction: TypeAlias = {_literal(builtin)}", ""]
        self.lines.append(f"class {self._name(_camel(self.program.manual.name) + 'Desk')}(Protocol):")
        for method, result in (("open", "Case"), ("try_open", "ActResult")):
            self.lines += _overloads(method, "self, procedure", opening, "subject: str, ", 'id: str = "", ', result)
        for method, result in (("act", "Case"), ("try_act", "ActResult")):
            self.lines += _overloads(
                method, "self, case_id: str, step", {**acting, **builtin}, "", "seen: int | None = None, ", result
            )
        declinable = sorted({name for plan in self.program.plans.values() for name in plan.declinable})
        for method, result in (("decline", "Case"), ("try_decline", "ActResult")) if declinable else ():
            self.lines += [
                f"    def {method}(",
                f"        self, case_id: str, action: {_literal(declinable)}, *, reason: str, by: Actor,",
                '        item: str = "", at: When = None, recorded_at: When = None, key: str = "",',
                "        seen: int | None = None, dry_run: bool = False,",
                f"    ) -> {result}: ...",
            ]


_BUILTIN: Final = {
    "withdraw": _Payload(("Reason",), optional=False),
    "merge": _Payload(("Merge",), optional=False),
    "correct": _Payload(("Mapping[str, object]",), optional=False),
    "erase": _Payload(("Erase",), optional=False),
}


def _overloads(
    method: str, choice: str, payloads: Mapping[str, _Payload], about: str, more: str, result: str
) -> Iterator[str]:
    """One signature for all choices that file the same."""
    groups: dict[_Payload, list[str]] = {}
    for name, payload in payloads.items():
        groups.setdefault(payload, []).append(name)
    for payload, names in groups.items():
        if len(groups) > 1:
            yield "    @overload"
        yield f"    def {method}("
        yield f"        {choice}: {_literal(names)}, {payload.parameter}, *, {about}by: Actor,"
        yield f'        at: When = None, recorded_at: When = None, key: str = "", {more}dry_run: bool = False,'
        yield f"    ) -> {result}: ..."


def _field_type(asked: Field) -> tuple[str, str]:
    """The type of a field and its Chinese term; a choice takes its name or its term, an open one any text."""
    words = dict.fromkeys(word for option in asked.options for word in option)
    kind = _literal(words) + " | str" * asked.open_list if asked.kind == "choice" else _KINDS[asked.kind]
    return kind if asked.required else f"NotRequired[{kind}]", asked.zh


def _literal(words: Iterable[str]) -> str:
    inside = ", ".join(json.dumps(word, ensure_ascii=False) for word in words)
    return f"Literal[{inside}]"


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _plain(words: str) -> str:
    """On one line, as a comment must be."""
    return " ".join(words.split())
