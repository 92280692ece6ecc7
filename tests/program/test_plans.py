"""The compiled plans move a case exactly as the state machine library does, edge by edge."""

from __future__ import annotations

import pytest
from transitions import MachineError

from properties.sample import MANUAL
from servicedesk import Program, Registry
from servicedesk.program.graph import fire, trigger_name
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.registry import installed


def programs() -> list[Program]:
    """Every edition of every manual that is installed, and the sample."""
    registry = installed()
    shipped = [registry.program(m.name, e.name) for m in registry for e in m.editions]
    return [*shipped, *(Registry.of(MANUAL).program(MANUAL.name, e.name) for e in MANUAL.editions)]


PLANS = [
    (f"{program.manual.name}-{program.edition}-{name}", plan)
    for program in programs()
    for name, plan in program.plans.items()
]


@pytest.mark.parametrize("plan", [plan for _, plan in PLANS], ids=[name for name, _ in PLANS])
def test_each_edge_is_what_the_machine_does(plan: ProcedurePlan) -> None:
    """For each state and each move: where the plan goes the machine goes, and where it does not the machine refuses."""
    states = (*plan.procedure.states, *plan.procedure.all_ends)
    for name, step in plan.steps.items():
        if name == "open":
            continue
        for outcome in {outcome for _, outcome in step.moves}:
            for state in states:
                wanted = step.moves.get((state, outcome))
                if wanted is None:
                    with pytest.raises(MachineError):
                        fire(plan.machine, state, name, outcome)
                else:
                    assert fire(plan.machine, state, name, outcome) == wanted


@pytest.mark.parametrize("plan", [plan for _, plan in PLANS], ids=[name for name, _ in PLANS])
def test_the_machine_has_no_edge_that_the_plan_has_not(plan: ProcedurePlan) -> None:
    """The names of its events are the moves of the plan, no more and no fewer."""
    moves = {trigger_name(n, o) for n, s in plan.steps.items() if n != "open" for _, o in s.moves}
    if not plan.procedure.has_cases:
        assert (plan.machine, moves) == (None, set())
        return
    assert set(plan.machine.events) == moves


def test_firing_holds_no_case() -> None:
    """The shared machine has no model and no state of its own: what is fired for one case is not there for the next."""
    plan = dict(PLANS)["sample-2020-job"]
    assert fire(plan.machine, "received", "begin") == "working"
    assert fire(plan.machine, "received", "begin") == "working"
    assert plan.machine.models == []
