"""The state graph as one shared machine a procedure, and the moves read back from it.

The machine is made without a model and never holds a case; a throw-away cursor is fired where the library itself
is to be asked. The engine runs on the moves that were read back, which a property test holds equal to firing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transitions import Machine

from servicedesk.rules.checks.graph import edges
from servicedesk.rules.procedure import Procedure


class Cursor:
    """The machine's model for the length of one event."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


def trigger_name(step: str, outcome: str) -> str:
    """How a step with an outcome is called in the machine."""
    return f"{step}:{outcome}" if outcome else step


def build_machine(procedure: Procedure) -> Any:
    """One plain machine: no model, no automatic transitions, no callbacks."""
    machine = Machine(
        model=None,
        states=[*procedure.states, *procedure.all_ends],
        initial=procedure.states[0],
        auto_transitions=False,
        send_event=True,
        queued=False,
        ignore_invalid_triggers=False,
    )
    for source, step, outcome, dest in edges(procedure):
        machine.add_transition(trigger_name(step, outcome), source, dest)
    return machine


def moves_of(machine: Any) -> Mapping[str, dict[tuple[str, str], str]]:
    """By step: (state, outcome) to the next state, as the machine itself has them."""
    moves: dict[str, dict[tuple[str, str], str]] = {}
    for trigger, event in machine.events.items():
        step, _, outcome = trigger.partition(":")
        for source, transitions in event.transitions.items():
            moves.setdefault(step, {})[source, outcome] = transitions[0].dest
    return moves


def fire(machine: Any, state: str, step: str, outcome: str = "") -> str:
    """The state after one event, asked of the library; raises its ``MachineError`` where there is none."""
    cursor = Cursor(state)
    machine.events[trigger_name(step, outcome)].trigger(cursor)
    return cursor.state
