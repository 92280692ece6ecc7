"""Where a rule reads: in which states of a case, and inside of which items."""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.actions import Action, Outcome, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import CaseEvent, Joined, Stated
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.limits import Deadline, Pause


def fixed(plan: ProcedurePlan) -> frozenset[str]:
    """The facts that only the opening of a case says; a child case may be opened with others."""
    every = [(name, step) for name, named in plan.steps.items() for step in named.alternatives]
    later = {each.field.name for name, step in every if name != "open" for each in step.fields}
    later |= {f.name for _, step in every for outcome in step.outcomes.values() for f in outcome.fields()}
    return frozenset(each.field.name for name, step in every if name == "open" for each in step.fields) - later


def kind_of(rule: Rule, plan: ProcedurePlan) -> str:
    """The kind of the items inside of which a rule reads; empty where it reads the case as a whole."""
    if kind := getattr(rule, "per_item", ""):
        return str(kind)
    if isinstance(rule, DocumentRequirement) and (kind := kept_in(plan, rule)):
        return kind
    named = {name for place in ("before_steps", "steps", "actions") for name in getattr(rule, place, ())}
    names = named or ({rule.name} if isinstance(rule, Action) else set[str]())
    kinds = {plan.steps[name].item_kind if name in plan.steps else "" for name in names}
    return kinds.pop() if len(kinds) == 1 else ""


def places(rule: Rule, plan: ProcedurePlan, gathered: bool) -> set[str] | None:
    """The states in which what a rule reads may be asked for; ``None`` where it may be in any."""
    if isinstance(rule, Deadline):
        events = [part for held in (rule.since, rule.met_by) for part in walk(held) if isinstance(part, CaseEvent)]
        return _joined(makers(event, plan) for event in events if not isinstance(event, Joined))
    if isinstance(rule, Action | Outcome):
        names = {rule.name, *getattr(rule, "before_steps", ())}
        own = _joined(_sources(name, plan) for name in names - {"end"})
        if isinstance(rule, Task | Sanction) and (rule in plan.mandatory or gathered or rule.arises):
            own = None if own is None or gathered else own | _ending(plan)
        return own
    named = [getattr(rule, place, ()) for place in ("before_steps", "steps", "actions")]
    steps = {name for several in named for name in several}
    if not steps or gathered or isinstance(rule, Pause):
        return None
    found = _joined(_sources(name, plan) for name in steps - {"end"})
    return found if found is None or "end" not in steps else found | _ending(plan)


def _joined(several: Iterable[set[str] | None]) -> set[str] | None:
    found: set[str] = set()
    for each in several:
        if each is None:
            return None
        found |= each
    return found


def _sources(name: str, plan: ProcedurePlan) -> set[str] | None:
    step = plan.steps.get(name)
    if name == "open":
        return set()
    return None if step is None or step.in_states is None else set(step.in_states)


def _ending(plan: ProcedurePlan) -> set[str]:
    every = (each for step in plan.steps.values() for each in step.alternatives)
    return {at for step in every for (at, _), to in step.moves.items() if to in plan.ends}


def makers(event: CaseEvent, plan: ProcedurePlan) -> set[str] | None:
    """The states in which an event can come about."""
    every = [each for step in plan.steps.values() for each in step.alternatives]
    if event.kind == "entered":
        return {at for step in every for (at, _), to in step.moves.items() if to == event.name}
    if event.kind == "done":
        return _sources(event.name.partition(":")[0], plan)
    if isinstance(event, Stated):
        filling = {step.name for step in every if any(each.field.name == event.name for each in step.fields)}
        return _joined(_sources(name, plan) for name in filling)
    return None


def made_by(rule: Deadline, plan: ProcedurePlan) -> frozenset[str]:
    """The actions with which what begins or ends a limit comes about."""
    events = [part for held in (rule.since, rule.met_by) for part in walk(held) if isinstance(part, CaseEvent)]
    entered = {event.name for event in events if event.kind == "entered"}
    done = {event.name.partition(":")[0] for event in events if event.kind == "done"}
    stated = {event.name for event in events if isinstance(event, Stated)}
    return frozenset(
        name
        for name, step in plan.steps.items()
        for each in step.alternatives
        if name in done
        or not entered.isdisjoint(each.moves.values())
        or any(filled.field.name in stated for filled in each.fields)
    )


def kept_in(plan: ProcedurePlan, rule: DocumentRequirement) -> str:
    """The kind of the items of which each has a document of its own; empty where the case has one."""
    if rule.form is None or not plan.items:
        return ""
    kinds = {plan.index.item_fields.get(each.name, "") for each in rule.form.fields}
    return kinds.pop() if len(kinds) == 1 else ""
