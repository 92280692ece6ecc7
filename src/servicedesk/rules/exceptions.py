"""Exceptions (除外, 特殊情况): a clause that lifts other rules, or changes them, where its condition holds.

An exception is nothing of its own at run time: each rule that it names holds ``unless`` it does, and what it changes
is that rule once more, under its own clause, where ``only`` it does. Never is a condition turned into its opposite:
what is unknown is no exception, and the rule as printed holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from attrs import evolve, field, frozen

from servicedesk.rules.actions import Action, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import Citation
from servicedesk.rules.conditions import AllOf, AnyOf, Condition, Terms, as_condition, walk
from servicedesk.rules.effects import Fee
from servicedesk.rules.events import CaseEvent, Stated
from servicedesk.rules.guards import Authorization, DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.keys import EventKey
from servicedesk.rules.limits import Deadline, Escalation, NotBefore
from servicedesk.rules.numbers import Number, in_quantity, in_span
from servicedesk.rules.parts import Role, Signature
from servicedesk.rules.several import as_tuple, names
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import ConditionView, OrStated, Quantity
from servicedesk.spans import Span
from servicedesk.texts import conditions as texts


def _lifted(value: Any) -> tuple[Any, ...]:
    return names(value) if isinstance(value, str) else as_tuple(value)


@frozen
class Except(Rule):
    """An exception to the rules that it names, by their name or their row: 除外, 遇特殊情况, 暂.

    While ``only`` holds, what it ``lifts`` is not owed and not asked, and of what it ``changes`` another length
    (``within``), amount or role holds: ``performers`` who may do it, ``owner`` who answers for the limit, ``notifies``
    whom an escalation tells. ``FORM.by(ROLE)`` in ``lifts`` is one signature. A rule of another procedure has that
    procedure before it (``"emergency/publish"``), and ``only`` is read in its case. An exception may be named too.
    """

    kind: ClassVar[str] = "exception"
    keys: ClassVar[Mapping[str, str]] = {
        "lifts": "lifts",
        "changes": "changes",
        "only": "only",
        "within": "within",
        "amount": "amount",
        "performers": "by",
        "owner": "owner",
        "notifies": "notifies",
    }

    lifts: tuple[str | Signature, ...] = field(default=(), converter=_lifted, kw_only=True)
    changes: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    within: Span | OrStated | Stated | None = field(default=None, kw_only=True)
    amount: Quantity | None = field(default=None, kw_only=True)
    performers: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    owner: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    notifies: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @property
    def values(self) -> Mapping[str, object]:
        """What holds in place of what it changes."""
        said = {name: getattr(self, name) for name in ("within", "amount", "performers", "owner", "notifies")}
        return {name: value for name, value in said.items() if _said(value)}

    def own_numbers(self) -> Iterator[Number]:
        """Its length and amount; from when on the length counts, and as what bound, the rule says that it makes."""
        yield from in_span(self.within.span if isinstance(self.within, OrStated) else self.within)
        yield from in_quantity(self.amount)


@frozen
class Excepted(Condition):
    """That an exception holds: its condition is known to be met, and no exception to it holds.

    What the rules of a manual are compiled to; no manual writes it.
    """

    clause: str
    condition: Condition
    unless: Condition | None = None
    changes: bool = field(default=False, eq=False)

    def evaluate(self, view: ConditionView) -> bool | None:
        if self.unless is not None and self.unless.evaluate(view) is True:
            return False
        return self.condition.evaluate(view) is True

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        said = self.condition.said(lang, term, so=so)
        return said if self.unless is None or not so else texts.unless_text(lang, said, self.unless.text(lang, term))

    def parts(self) -> Iterable[Condition]:
        return (self.condition,) if self.unless is None else (self.condition, self.unless)

    def came(self, view: ConditionView) -> int:
        """When it came to hold: the moment of what it reads; 0 where nothing says one."""
        return _came(self.condition, view)


def _came(condition: Condition, view: ConditionView) -> int:
    if isinstance(condition, CaseEvent):
        happened = condition.last(view)
        return 0 if happened is None else happened.last_at
    inside = [part for part in condition.parts() if isinstance(condition, AllOf) or part.evaluate(view) is True]
    if isinstance(condition, AnyOf) and inside:
        return min(_came(part, view) for part in inside)
    stated = (view.occurrence(EventKey.stated(name)) for name in condition.facts())
    moments = [each.last_at for each in stated if each is not None]
    return max([*moments, *(_came(part, view) for part in condition.parts())], default=0)


def holding(condition: Condition | None, view: ConditionView) -> Excepted | None:
    """The exception in a condition that holds, one that lifts before one that changes."""
    found = [part for part in walk(condition) if isinstance(part, Excepted) and part.evaluate(view) is True]
    return min(found, key=lambda part: part.changes, default=None)


def by_exception(rule: Rule) -> Excepted | None:
    """The exception that made a rule in place of another; ``None`` for a rule as the manual writes it."""
    return next((part for part in walk(getattr(rule, "only", None)) if isinstance(part, Excepted)), None)


# --- which rules an exception names -----------------------------------------------------------------------------

LIFTABLE: Final = (
    Task,
    DocumentRequirement,
    Fee,
    Requirement,
    Prohibition,
    Deadline,
    NotBefore,
    StandingTask,
    Escalation,
)
"""What an exception may lift, beside another exception."""


def names_rule(given: str, rule: Rule) -> bool:
    """Whether a text names a rule of its own procedure: by its name, or by its row."""
    return bool(given) and given in (rule.name, str(rule.clause))


def is_to(exception: Except, rule: Rule) -> bool:
    """Whether it is an exception to a rule as the manual writes it, or to one signature that the rule asks for."""
    named = any(isinstance(each, str) and names_rule(each, rule) for each in (*exception.lifts, *exception.changes))
    signers = rule.signed_by if isinstance(rule, DocumentRequirement) else ()
    return rule is not exception and (named or any(lifts_signature(exception, rule, each) for each in signers))


def elsewhere(given: str) -> tuple[str, str]:
    """The procedure that stands before a name, empty where there is none, and the name."""
    procedure, _, name = given.rpartition("/")
    return procedure, name


def lifts_signature(exception: Except, rule: Rule, signer: Role | Signature) -> bool:
    """Whether an exception lifts the signature of a role on the form of a document."""
    form = getattr(rule.form, "form", rule.form) if isinstance(rule, DocumentRequirement) else None
    role = signer.role if isinstance(signer, Signature) else signer
    lifted = (each for each in exception.lifts if isinstance(each, Signature))
    return any(each.form == form and each.role == role for each in lifted)


def _said(value: object) -> bool:
    return value is not None and value != ()


def changed(exception: Except, rule: Rule) -> Mapping[str, Any]:
    """What an exception puts in the place of fields of a rule; nothing where it says nothing that the rule has."""
    within: Any = exception.within
    if isinstance(rule, Deadline):
        fields = {"span": within, "owner": exception.owner}
    elif isinstance(rule, NotBefore):
        fields = {"span": within if isinstance(within, Span) else None}  # a wait is so long, whatever anybody states
    elif isinstance(rule, StandingTask):
        fields = {"within" if rule.every is None else "every": within, "performers": exception.performers}
    elif isinstance(rule, Escalation):
        fields = {"wait": within, "notifies": exception.notifies}
    elif isinstance(rule, Fee):
        fields = {"amount": exception.amount}
    elif isinstance(rule, Task):
        fields = {"performers": exception.performers}
    else:
        fields = {}
    said = {name: value for name, value in fields.items() if _said(value)}
    return {**said, "rate": None, "of_fact": ""} if isinstance(rule, Fee) and said else said


def for_procedure(home: str, rules: Iterable[Rule], target: str) -> tuple[Except, ...]:
    """The exceptions of one procedure to the rules of another, and the exceptions to these, as that one has them."""
    own = [rule for rule in rules if isinstance(rule, Except)]
    found = [each for each in own if any(_at(name, target) for name in (*each.lifts, *each.changes))]
    while more := [
        each for each in own if each not in found and any(_names((*each.lifts, *each.changes), f) for f in found)
    ]:
        found += more
    return tuple(_moved(each, home, target, found) for each in found)


def _moved(exception: Except, home: str, target: str, others: Sequence[Except]) -> Except:
    def there(given: Iterable[str | Signature]) -> tuple[str, ...]:
        told = (each for each in given if isinstance(each, str))
        names = (
            _at(each, target) or (each if any(names_rule(each, other) for other in others) else "") for each in told
        )
        return tuple(filter(None, names))

    clause: Any = exception.clause
    if isinstance(clause, Citation) and "/" not in clause.clause:
        clause = f"{home}/{clause}"
    return evolve(exception, clause=clause, also=(), lifts=there(exception.lifts), changes=there(exception.changes))


def _at(given: str | Signature, target: str) -> str:
    """The name of a rule in a procedure, where that is what is named."""
    procedure, name = elsewhere(given) if isinstance(given, str) else ("", "")
    return name if procedure == target else ""


# --- what they compile to ---------------------------------------------------------------------------------------


def with_exceptions(rules: Sequence[Rule], foreign: Sequence[Except] = ()) -> tuple[Rule, ...]:
    """The rules as they hold with every exception among them, and with those of other procedures."""
    exceptions = [*(rule for rule in rules if isinstance(rule, Except)), *foreign]
    if not exceptions:
        return tuple(rules)
    making = _Making(exceptions)
    return tuple(each for rule in rules for each in making.of(rule))


@frozen
class _Making:
    """Makes of a rule the rule as it holds beside its exceptions, and those that stand in its place."""

    exceptions: Sequence[Except]

    def of(self, rule: Rule) -> Iterator[Rule]:
        if isinstance(rule, Except):
            yield rule
            return
        yield from self._held(rule, [each for each in self.exceptions if _names(each.changes, rule)])

    def _held(self, rule: Rule, changing: Sequence[Except], seen: tuple[Except, ...] = ()) -> Iterator[Rule]:
        """``rule`` with the exceptions that lift it, then what each of these changes it to, and so on."""
        lifting = [] if seen else [self.met(e) for e in self.exceptions if _names(e.lifts, rule)]
        made: list[Rule] = []
        instead: list[Condition] = []
        for exception in changing:
            values = changed(exception, rule)
            if not values or exception in seen:
                continue
            when = self.met(exception, changes=True)
            if isinstance(rule, Action | StandingTask):  # another role does the very same
                made += [
                    Authorization(
                        exception.clause, role=role, actions=rule.name, only=when, instead=True, also=exception.also
                    )
                    for role in exception.performers
                ]
                values = {name: value for name, value in values.items() if name != "performers"}
            if not values:
                continue
            variant = self._instead(rule, exception, when, values)
            further = [e for e in self.exceptions if _names(e.changes, exception)]
            made += self._held(variant, further, (*seen, exception))
            instead.append(when)
        yield self._unless(rule, [*lifting, *instead])
        yield from made

    def met(self, exception: Except, seen: tuple[Except, ...] = (), *, changes: bool = False) -> Excepted:
        """That an exception holds, unless one that lifts it does."""
        above = [e for e in self.exceptions if _names(e.lifts, exception) and e is not exception and e not in seen]
        unless = _either(self.met(each, (*seen, exception)) for each in above)
        only = exception.only if exception.only is not None else AllOf(())
        return Excepted(str(exception.clause), only, unless, changes)

    def _instead(self, rule: Any, exception: Except, when: Excepted, values: Mapping[str, Any]) -> Rule:
        made: Rule = evolve(
            rule,
            clause=exception.clause,
            also=exception.also,
            only=when if rule.only is None else rule.only & when,
            reading=exception.reading,
            reading_zh=exception.reading_zh,
            **values,
        )
        return made

    def _unless(self, rule: Any, conditions: Sequence[Condition]) -> Rule:
        held: Any = rule
        if isinstance(rule, DocumentRequirement):
            held = evolve(rule, signed_by=tuple(self._signer(rule, signer) for signer in rule.signed_by))
        unless = _either([*([held.unless] if held.unless is not None else []), *conditions]) if conditions else None
        made: Rule = held if unless is None else evolve(held, unless=unless)
        return made

    def _signer(self, rule: Rule, signer: Role | Signature) -> Role | Signature:
        lifting = [self.met(each) for each in self.exceptions if lifts_signature(each, rule, signer)]
        if not lifting:
            return signer
        signature = signer if isinstance(signer, Signature) else Signature(signer)
        return evolve(signature, unless=_either(lifting))


def _names(given: Iterable[str | Signature], rule: Rule) -> bool:
    """Whether one of these names a rule that an exception may be to."""
    may = isinstance(rule, (*LIFTABLE, Except))
    return may and any(isinstance(each, str) and names_rule(each, rule) for each in given)


def _either(conditions: Iterable[Condition]) -> Condition | None:
    several = tuple(dict.fromkeys(conditions))
    return None if not several else several[0] if len(several) == 1 else AnyOf(several)
