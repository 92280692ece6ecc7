"""The rules of a procedure by the names that limits, entries and entitlements carry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from attrs import frozen

from servicedesk.characters import MOST_OF_NAME
from servicedesk.program.steps import LimitPlan, StepPlan
from servicedesk.program.watch import Watch
from servicedesk.rules.actions import Category, Classification
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import local_rule
from servicedesk.rules.effects import Entitlement, EntitlementEnd
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Escalation
from servicedesk.rules.parts import Field
from servicedesk.rules.values import Value
from servicedesk.texts.deviations import BY_POLICY, RECORDED_OVER

K = TypeVar("K")
V = TypeVar("V")

DEVIATION_NOTICE: Final = Escalation(
    local_rule(BY_POLICY.en, zh=BY_POLICY.zh), "recorded_over", zh=RECORDED_OVER.zh, en=RECORDED_OVER.en
)
"""The one notice that stands in no manual: the policy says to whom it goes."""


@frozen
class Index:
    """The rules of a procedure by the names that limits, entries and entitlements carry."""

    groups: Mapping[str, tuple[LimitPlan, ...]]
    limits: Mapping[tuple[str, str], LimitPlan]
    escalations: Mapping[str, Escalation]
    entitlements: Mapping[str, Entitlement]
    own_ends: Mapping[str, EntitlementEnd]
    ladders: Mapping[str, tuple[str, bool]]
    begun_by_site: tuple[tuple[str, tuple[LimitPlan, ...]], ...]
    notices: tuple[tuple[Escalation, str, str], ...]
    """The escalations in the manual's order: each with the limit on whose way it stands, else with the key of the event
    that it waits for; with neither where more than one event may bring it."""
    watch: Watch
    leading_on: Mapping[str, tuple[StepPlan, ...]]
    """The steps that lead on from each state, by their names."""
    item_fields: Mapping[str, str]
    """The fields that are filled in items of one kind and nowhere else, each with that kind."""
    dated: tuple[str, ...]
    """The fields that never lie after the action that fills them."""
    timed: bool
    """Whether time brings more than misses of limits that run, and ends of entitlements that are in force."""
    classification: str
    """The fact by which cases are listed in classes: the classification that the procedure names first, if any."""

    @classmethod
    def of(
        cls,
        limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...],
        escalations: tuple[Escalation, ...],
        entitlements: tuple[Entitlement, ...],
        ends: tuple[EntitlementEnd, ...],
        steps: Collection[StepPlan],
        fields: Mapping[str, Field],
        rules: Iterable[Rule],
    ) -> Index:
        """What a procedure names, gathered once when it is compiled."""
        levels = (*escalations, DEVIATION_NOTICE)
        notices = tuple(_notice(rule) for rule in escalations if rule.since is not None)
        begun_by_site = tuple((name, group) for name, group in limits if any(p.is_begun_by_site for p in group))
        return cls(
            groups=dict(limits),
            limits=_first(((p.name, p.clause), p) for _, group in limits for p in group),
            escalations=_first((rule.name, rule) for rule in levels),
            entitlements=_first((rule.name, rule) for rule in entitlements),
            own_ends=_first((rule.name, rule) for rule in ends if rule.condition is None),
            ladders={rule.name: _ladder(escalations, rule.name) for rule in levels},
            notices=notices,
            begun_by_site=begun_by_site,
            watch=Watch.of(limits),
            leading_on=_leading_on(steps),
            item_fields=_item_fields(steps),
            dated=tuple(name for name, field in fields.items() if field.past or field.ahead),
            timed=bool(notices or begun_by_site),
            classification=next(_classifications(rules), ""),
        )

    def category(self, facts: Mapping[str, Value]) -> str:
        """The class of a case by these facts; empty before it has one, and for a text too long to be one."""
        stated = facts.get(self.classification)
        return stated if isinstance(stated, str) and len(stated) <= MOST_OF_NAME else ""


def _classifications(rules: Iterable[Rule]) -> Iterator[str]:
    """The classifications that rules name, in their order."""
    for rule in rules:
        if isinstance(rule, Category) and rule.category is not None:
            yield rule.category.classification
        elif isinstance(rule, Classification) and rule.classification is not None:
            yield rule.classification.name


def _notice(rule: Escalation) -> tuple[Escalation, str, str]:
    since = rule.since
    if isinstance(since, Reached | BeforeDue):
        return rule, since.limit, ""
    return rule, "", since.item_key if type(since) is CaseEvent else ""


def _leading_on(steps: Iterable[StepPlan]) -> dict[str, tuple[StepPlan, ...]]:
    found: dict[str, tuple[StepPlan, ...]] = {}
    for step in sorted(steps, key=lambda step: step.name):
        for state in (step.in_states or ()) if step.moves else ():
            found[state] = (*found.get(state, ()), step)
    return found


def _item_fields(steps: Iterable[StepPlan]) -> dict[str, str]:
    kinds: dict[str, set[str]] = {}
    for step in steps:
        for each in step.alternatives:
            outcomes = (f for outcome in each.outcomes.values() for f in outcome.fields())
            for filled in (*(f.field for f in each.fields), *outcomes):
                kinds.setdefault(filled.name, set()).add(each.item_kind)
    return {name: kind for name, (kind, *others) in kinds.items() if kind and not others}


def _ladder(escalations: Iterable[Escalation], name: str) -> tuple[str, bool]:
    """The limit at the foot of an escalation's levels, and whether it was missed; an empty name where there is none."""
    levels = {rule.name: rule.since for rule in escalations}
    passed: set[str] = set()
    while name in levels and name not in passed:
        passed.add(name)
        since = levels[name]
        if isinstance(since, Reached | BeforeDue):
            return since.limit, False
        if not isinstance(since, CaseEvent) or since.kind not in ("missed", "recorded"):
            return "", False
        if since.kind == "missed":
            return since.name, True
        name = since.name
    return "", False


def _first(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """A dict in which the first of equal keys stands."""
    found: dict[K, V] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
