"""What an action asks for, field by field, in the order of its form: for whoever draws a form, and for schemas.

What stands here is the same for every case, and is found once for each action. What a case holds of it is put beside
it by the desk.
"""

# ruff: noqa: D102  what a protocol reads of a plan is said where the plan has it

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from attrs import field, frozen

from servicedesk.answers import Answer
from servicedesk.characters import MOST_OF_NAME, MOST_OF_TEXT
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import walk
from servicedesk.rules.facts import Compare
from servicedesk.rules.parts import Field, Form
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.values import Quantity, Rate
from servicedesk.spans import Span
from servicedesk.texts.fields import HOLDER, clause_help
from servicedesk.texts.items import number_term
from servicedesk.texts.rules import unit_term
from servicedesk.texts.term import Term, in_words, listed

MOST_OF_ITEM: Final = 100
"""Characters of the number of an item, with which the names of its limits are written."""
LARGEST: Final = 10**16 - 1
"""Of a number that is filed: sixteen digits before the point."""


class Plan(Protocol):
    """What is read of a procedure to say what its actions ask for."""

    @property
    def procedure(self) -> Procedure: ...
    @property
    def labels(self) -> Mapping[str, tuple[str, str]]: ...
    @property
    def id_of(self) -> Callable[[Rule], str]: ...
    def term_of(self, kind: str, name: str) -> Term: ...
    def outcome_term(self, step: str, outcome: str) -> Term: ...
    def cite(self, clause: str) -> Term: ...


class Bounds(NamedTuple):
    """What a value of a kind lies between, how many digits follow its point, and how many characters it has."""

    least: int | None = None
    most: int | None = None
    places: int | None = None
    characters: int | None = None


BOUNDS: Final[Mapping[str, Bounds]] = {
    "text": Bounds(characters=MOST_OF_TEXT),
    "number": Bounds(-LARGEST, LARGEST, 15),
    "money": Bounds(0, LARGEST, 2),
    "count": Bounds(0, LARGEST, 0),
}
"""By the kind of a field; a kind that is not here has none."""


@frozen(repr=False)
class FieldChoice(Answer):
    """One of several things to choose from, with what it is called: a value of a field, an outcome of a decision.

    Example:
        >>> FieldChoice("telephone", "电话", "telephone").zh
        '电话'
    """

    value: str
    zh: str
    en: str


@frozen(repr=False)
class FormField(Answer):
    """One field that an action asks for: what it takes, what it is called, and what the case holds of it now.

    ``kind`` is ``text``, ``number``, ``money``, ``count``, ``flag``, ``shown`` (a document, which must be), ``day``,
    ``moment``, ``span``, ``choice``, or ``name`` (of whom the case is assigned to, of an item). ``outcome`` is the
    outcome of a decision that asks for it, empty where every one does. ``choices`` are the values to choose from; from
    an ``open_list`` any other text will do as well. A number lies between ``least`` and ``most``, both included, and
    has at most ``places`` digits after its point; a text has at most ``characters``. ``unit`` is what a number counts
    (``cny``, ``m2``, ``hour``), empty where no rule says it. What is ``past`` never lies after the action, what is
    ``ahead`` never before it.

    ``help_zh`` and ``help_en`` say how the manual's clause is read, empty where it leaves nothing open. ``value`` is
    what the case, or the item, holds now, ``None`` where it holds nothing or ``hidden`` says that whoever asks may not
    read it; ``value_zh`` and ``value_en`` are the same in words.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> register = next(each for each in desk.options(case.id, by=clerk) if each.step == "register")
        >>> [(field.name, field.kind, field.required) for field in register.fields][:2]
        [('assignment', 'text', True), ('assignee', 'text', True)]
    """

    name: str
    zh: str
    en: str
    kind: str
    required: bool
    clause: str
    outcome: str = ""
    choices: tuple[FieldChoice, ...] = ()
    open_list: bool = False
    least: int | None = None
    most: int | None = None
    places: int | None = None
    characters: int | None = None
    unit: str = ""
    unit_zh: str = ""
    unit_en: str = ""
    personal: bool = False
    past: bool = False
    ahead: bool = False
    help_zh: str = ""
    help_en: str = ""
    value: str | bool | int | Decimal | date | datetime | Span | None = field(default=None, repr=False)
    value_zh: str = field(default="", repr=False)
    value_en: str = field(default="", repr=False)
    hidden: bool = False


def english_of(form: Form) -> str:
    """What a form is called in English: its gloss, else its name in words."""
    return form.gloss.partition(":")[0] or in_words(form.name)


@frozen
class Described:
    """What the actions of a procedure ask for; each is found when it is first asked for, and kept."""

    plan: Plan = field(repr=False)
    _known: dict[tuple[str, str, str], tuple[FormField, ...]] = field(
        init=False, eq=False, repr=False, factory=dict[tuple[str, str, str], tuple[FormField, ...]]
    )

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The unit of each field that a rule holds against a quantity."""
        return dict(_units(self.plan))

    @cached_property
    def readings(self) -> Mapping[str, Term]:
        """How each clause that leaves something open is read, by its id."""
        procedure = self.plan.procedure
        rules = [rule for rule in (*procedure.rules, *procedure.exceptions) if rule.reading]
        return {self.plan.id_of(rule): Term(rule.reading_zh or rule.reading, rule.reading) for rule in rules}

    def fields_of(self, step: StepPlan) -> tuple[FormField, ...]:
        """What one rule of an action asks for: its fields, those of each outcome, whom it assigns to, the item."""
        key = (step.name, step.variant, step.clause)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(self._each(step))
        return found

    def outcomes_of(self, step: StepPlan) -> tuple[FieldChoice, ...]:
        """The outcomes to choose from, empty where an action has one."""
        return tuple(FieldChoice(name, *self.plan.outcome_term(step.name, name)) for name in step.outcomes)

    def of(self, asked: Field, clause: str, outcome: str = "") -> FormField:
        """One field of a form as an action asks for it, with the clause that asks."""
        plan = self.plan
        label = plan.term_of("fact", asked.name)
        bounds = BOUNDS.get(asked.kind, Bounds())
        unit = "cny" if asked.kind == "money" else self.units.get(asked.name, "") if asked.kind == "number" else ""
        helped, counted = self._help(clause), unit_term(unit)
        choices = [FieldChoice(value, *plan.term_of("option", f"{asked.name}.{value}")) for value, _ in asked.options]
        return FormField(
            asked.name,
            label.zh,
            label.en,
            asked.kind,
            asked.required,
            clause,
            outcome,
            tuple(choices),
            asked.open_list,
            0 if asked.not_negative else bounds.least,
            bounds.most,
            bounds.places,
            MOST_OF_TEXT if asked.open_list else bounds.characters,
            unit,
            counted.zh,
            counted.en,
            asked.personal,
            asked.past,
            asked.ahead,
            helped.zh,
            helped.en,
        )

    def _each(self, step: StepPlan) -> Iterator[FormField]:
        plan = self.plan
        for each in step.fields:
            yield self.of(each.field, each.clause)
        for name, outcome in step.outcomes.items():
            for asked in outcome.fields():
                yield self.of(asked, plan.id_of(outcome), name)
        if isinstance(step.rule, Action) and step.rule.assigns:
            yield self._name("holder", HOLDER, step.clause, MOST_OF_NAME, required=True)
        if step.item_kind:
            number = number_term(plan.term_of("item", step.item_kind))
            most = MOST_OF_ITEM if step.opens_item else MOST_OF_NAME
            yield self._name("item", number, step.clause, most, required=not step.opens_item)

    def _name(self, name: str, label: Term, clause: str, most: int, *, required: bool) -> FormField:
        helped = self._help(clause)
        return FormField(
            name, label.zh, label.en, "name", required, clause, characters=most, help_zh=helped.zh, help_en=helped.en
        )

    def _help(self, clause: str) -> Term:
        """What the clause says, in our own words: as it is read where it leaves something open, else its row."""
        words = self.plan.labels.get(clause, ("", ""))
        said = self.readings.get(clause) or Term(listed(words[0].split(), "zh"), words[1])
        return clause_help(self.plan.cite(clause), said) if said.zh or said.en else Term("", "")


def _units(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each field that a rule holds against a quantity, with the unit of that."""
    for rule in plan.procedure.expanded:
        for _, condition in rule.conditions():
            for part in walk(condition):
                if not isinstance(part, Compare):
                    continue
                for bound in part.values:
                    if isinstance(bound, Rate):
                        yield bound.of, bound.per.unit
                    elif isinstance(bound, Quantity) and bound.unit != "count":
                        yield part.ref.name, bound.unit
