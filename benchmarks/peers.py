"""The complaint of workload.py in each state machine library, and in the least that plain Python can do.

Guards test one attribute of the case, callbacks append (event, source, target) to its history, which is emptied once a
lap. A library that is not installed is left out by name.
"""

from __future__ import annotations

import io
import sys
import typing
import warnings
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from attrs import frozen

from benchmarks import oracle
from benchmarks.workload import LAP, STATES, TRANSITIONS, big


@dataclass(frozen=True)
class Peer:
    """One way to run the complaint: a new one, a lap of it, what its history has; how 20 states are defined."""

    name: str
    new: Callable[[], Any]
    lap: Callable[[Any], None]
    history: Callable[[Any], list[Any]]
    define: Callable[[], Any] | None = None
    once: bool = False
    """Whether a case serves one lap only, so that its making is in the lap."""

    def laps(self) -> Callable[[int], None]:
        case = self.new()

        def run(turns: int) -> None:
            for _ in range(turns):
                self.lap(self.new() if self.once else case)

        return run


class Complaint:
    """What a machine moves."""

    def __init__(self) -> None:
        self.state, self.owner, self.history = "received", "clerk", []


class Slotted:
    """The least that a case can be."""

    __slots__ = ("history", "owner", "state")

    def __init__(self) -> None:
        self.state, self.owner, self.history = "received", "clerk", []


# --- floors -------------------------------------------------------------------------------------------------


@frozen
class Entry:
    """What a history holds at least."""

    seq: int
    at: int
    actor: str
    role: str
    event: str
    source: str
    target: str
    due: int | None


@dataclass
class Acting:
    name: str
    roles: frozenset[str]


def floor(*, limit: bool = False) -> Peer:
    """A table of plans: role, guard, an entry; and with ``limit`` a due in working hours, by bisection."""

    def allowed(case: Slotted) -> bool:
        return case.owner is not None

    roles = frozenset({"clerk"})
    plans = {(source, event): (roles, allowed, target) for event, source, target in TRANSITIONS}
    actor = Acting("li", frozenset({"clerk", "duty"}))
    starts, worked = oracle.STARTS, oracle.WORKED
    now, span = oracle.seconds(oracle.NOON), 8 * 3600

    def fire(case: Slotted, event: str) -> None:
        source = case.state
        may, guard, target = plans[source, event]
        if may.isdisjoint(actor.roles):
            raise PermissionError(event)
        if not guard(case):
            raise ValueError(event)
        due = None
        if limit:
            window = bisect_right(starts, now) - 1
            done = min(worked[window] + now - starts[window], worked[window + 1]) + span
            window = bisect_right(worked, done - 1) - 1
            due = starts[window] + done - worked[window]
        case.state = target
        case.history.append(Entry(len(case.history) + 1, now, actor.name, "clerk", event, source, target, due))

    def lap(case: Slotted) -> None:
        case.history.clear()
        for event in LAP:
            fire(case, event)

    return Peer("floor with limit" if limit else "floor", Slotted, lap, lambda case: [e.event for e in case.history])


def floor_with_limit() -> Peer:
    return floor(limit=True)


# --- transitions --------------------------------------------------------------------------------------------


def machine() -> Any:
    """One shared Machine, whose models are never registered."""
    from transitions import Machine

    def allowed(data: Any) -> bool:
        return data.model.owner is not None

    def note(data: Any) -> None:
        data.model.history.append((data.event.name, data.transition.source, data.transition.dest))

    return Machine(
        model=None,
        states=STATES,
        initial=STATES[0],
        send_event=True,
        auto_transitions=False,
        transitions=[
            {"trigger": event, "source": source, "dest": target, "conditions": allowed, "after": note}
            for event, source, target in TRANSITIONS
        ],
    )


def transitions() -> Peer:
    from transitions import Machine

    events = machine().events

    def lap(case: Complaint) -> None:
        case.history.clear()
        for event in LAP:
            events[event].trigger(case)

    def define() -> object:
        states, moves = big()
        moved = [{"trigger": event, "source": source, "dest": target} for event, source, target in moves]
        return Machine(
            model=None, states=states, initial=states[0], send_event=True, auto_transitions=False, transitions=moved
        )

    return Peer("transitions", Complaint, lap, _events, define)


def _events(case: Any) -> list[str]:
    return [each[0] for each in case.history]


# --- others -------------------------------------------------------------------------------------------------


def automat() -> Peer:
    """It has no guards; the guard is asked outside."""
    from automat import TypeMachineBuilder

    def build(states: list[str], moves: list[tuple[str, str, str]]) -> Any:
        def stub(self: Any) -> None: ...

        names = dict.fromkeys(event for event, _, _ in moves)
        methods: dict[str, Any] = {"__module__": __name__}
        for name in names:
            methods[name] = type(stub)(stub.__code__, {}, name)
            methods[name].__qualname__ = f"Inputs.{name}"
        inputs = type(typing.Protocol)("Inputs", (typing.Protocol,), methods)
        builder = TypeMachineBuilder(inputs, Complaint)
        known = {state: builder.state(state) for state in states}
        for event, source, target in moves:
            known[source].upon(getattr(inputs, event)).to(known[target])(noting(event, source, target))
        return builder.build()

    def noting(*entry: str) -> Callable[[Any, Any], None]:
        def note(_: Any, case: Any) -> None:
            case.history.append(entry)

        return note

    make = build(STATES, TRANSITIONS)

    def new() -> Any:
        case = Complaint()
        run = make(case)
        run.case = case
        return run

    def lap(run: Any) -> None:
        case = run.case
        case.history.clear()
        for event in LAP:
            if case.owner is not None:
                getattr(run, event)()

    return Peer("Automat", new, lap, lambda run: _events(run.case), lambda: build(*big()))


def viewflow() -> Peer:
    """django-viewflow's state machine, which checks no roles and keeps no entries; the note is its callback."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
        __import__("django").setup()
    from viewflow.fsm import State

    def build(states: list[str], moves: list[tuple[str, str, str]]) -> type:
        names = Enum("Names", {state: state for state in states})
        field = State(names, default=names[states[0]])
        exits: dict[str, list[tuple[str, str]]] = {}
        for event, source, target in moves:
            exits.setdefault(event, []).append((source, target))
        methods: dict[str, Any] = {"stage": field, "__init__": lambda self: self.__dict__.update(owner="c", history=[])}
        for event, pairs in exits.items():

            def body(self: Any) -> None: ...

            body.__name__ = event
            moved: Any = body
            for source, target in pairs:
                moved = field.transition(
                    source=names[source], target=names[target], conditions=[lambda case: case.owner is not None]
                )(moved)
            methods[event] = moved

        def note(self: Any, descriptor: Any, source: Any, target: Any, **_: Any) -> None:
            self.history.append((descriptor._func.__name__, source.value, target.value))

        methods["note"] = field.on_success()(note)
        return type("Complaint", (), methods)

    def lap(case: Any) -> None:
        case.history.clear()
        for event in LAP:
            getattr(case, event)()

    return Peer("viewflow", build(STATES, TRANSITIONS), lap, _events, lambda: build(*big()))


def python_statemachine() -> Peer:
    from statemachine import State, StateMachine

    def build(states: list[str], moves: list[tuple[str, str, str]]) -> Any:
        parts: dict[str, Any] = {state: State(state, initial=state == states[0]) for state in states}
        events: dict[str, Any] = {}
        for event, source, target in moves:
            one = parts[source].to(parts[target], cond="allowed", after="note")
            events[event] = events[event] | one if event in events else one

        def note(self: Any, event: Any, source: Any, target: Any) -> None:
            self.model.history.append((str(event), source.id, target.id))

        parts |= events | {"allowed": lambda self: self.model.owner is not None, "note": note}
        return type(StateMachine)("Complaints", (StateMachine,), parts)

    kind = build(STATES, TRANSITIONS)

    def new() -> Any:
        case = Complaint()
        case.state = None  # the machine fills it in
        return kind(case)

    def lap(run: Any) -> None:
        run.model.history.clear()
        for event in LAP:
            run.send(event)

    return Peer("python-statemachine", new, lap, lambda run: _events(run.model), lambda: build(*big()))


def spiff() -> Peer:
    """SpiffWorkflow, a user task a state. Its tree keeps every past task: a fresh workflow a lap, and its making."""

    def lap(flow: Any) -> None:
        for event in LAP:
            spiff_fire(flow, event)

    def history(flow: Any) -> list[str]:
        return [each[0] for each in spiff_task(flow).data["history"]]

    spec = spiff_spec(STATES, TRANSITIONS)
    return Peer("SpiffWorkflow", lambda: spiff_new(spec), lap, history, lambda: spiff_spec(*big()), once=True)


def spiff_spec(states: list[str], moves: list[tuple[str, str, str]]) -> Any:
    from SpiffWorkflow.bpmn.parser import BpmnParser

    lines = [
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:x">',
        '<bpmn:process id="complaint" isExecutable="true"><bpmn:startEvent id="start"/>',
        f'<bpmn:sequenceFlow id="first" sourceRef="start" targetRef="{states[0]}"/>',
    ]
    for state in states:
        lines += [
            f'<bpmn:userTask id="{state}"/>',
            f'<bpmn:sequenceFlow id="a_{state}" sourceRef="{state}" targetRef="note_{state}"/>',
            f'<bpmn:scriptTask id="note_{state}"><bpmn:script>history.append([choice, "{state}"])</bpmn:script>',
            f'</bpmn:scriptTask><bpmn:sequenceFlow id="b_{state}" sourceRef="note_{state}" targetRef="gate_{state}"/>',
            f'<bpmn:exclusiveGateway id="gate_{state}" default="none_{state}"/>',
            f'<bpmn:sequenceFlow id="none_{state}" sourceRef="gate_{state}" targetRef="{state}"/>',
        ]
        for event, _, target in (move for move in moves if move[1] == state):
            lines += [
                f'<bpmn:sequenceFlow id="{state}_{event}" sourceRef="gate_{state}" targetRef="{target}">',
                '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">',
                f'choice == "{event}" and owner is not None</bpmn:conditionExpression></bpmn:sequenceFlow>',
            ]
    lines.append("</bpmn:process></bpmn:definitions>")
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO("\n".join(lines).encode()))
    return parser.get_spec("complaint")


def spiff_new(spec: Any) -> Any:
    from SpiffWorkflow.bpmn import BpmnWorkflow

    flow = BpmnWorkflow(spec)
    flow.do_engine_steps()
    spiff_task(flow).set_data(owner="clerk", history=[], choice=None)
    return flow


def spiff_task(flow: Any) -> Any:
    from SpiffWorkflow.util.task import TaskState

    return flow.get_next_task(state=TaskState.READY, manual=True)


def spiff_fire(flow: Any, event: str) -> None:
    task = spiff_task(flow)
    task.set_data(choice=event)
    task.run()
    flow.do_engine_steps()


def installed(*makers: Callable[[], Peer]) -> dict[str, Peer]:
    """Those whose library is there, by name; each has shown that it does the work."""
    found: dict[str, Peer] = {}
    for make in makers:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                peer = make()
                case = peer.new()
                peer.lap(case)
        except ImportError as error:
            print(f"left out: {make.__name__} ({error.name})", file=sys.stderr)
            continue
        if peer.history(case) != LAP:
            raise AssertionError(f"{peer.name} did something else: {peer.history(case)}")
        found[peer.name] = peer
    return found
