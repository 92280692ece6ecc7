"""A procedure under whatever order of inputs and clocks Hypothesis thinks of.

::

    TestComplaint = case_machine("fuheng", "complaint").TestCase

Each step gives one input to two desks, one of which is ticked at random, and looks at all that must hold after it
(:mod:`servicedesk.testing.invariants`). The clock goes to just before, at and after what is due next, to midnight, and
by minutes and days; another process takes over; a second case is opened. What fails is told with a script of desk calls
and with a log to replay.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from servicedesk.rules.manual import Manual
from servicedesk.testing._drawing import act_anyhow, act_built_in, begin, lead_on, open_one, pass_time
from servicedesk.testing._values import plan_of
from servicedesk.testing.trial import Trial

__all__ = ["CaseMachine", "case_machine"]


class CaseMachine(RuleBasedStateMachine):
    """Cases of one procedure; :func:`case_machine` makes one for yours, and a subclass may add rules and invariants.

    ``trial`` has the desks, the ids of the cases, and everything that was given. ``at_the_end`` is called with it when
    all is over, for what your text says of the end. Whatever fails, of yours too, is told with script and log.
    """

    manual: ClassVar[Manual | str]
    procedure: ClassVar[str]
    record: ClassVar[bool] = False
    trial: Trial

    def __init__(self) -> None:
        super().__init__()
        self._outside = sys.exc_info()[1]

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """A site with its people and its host, and a first case."""
        self.trial = begin(data.draw, self.manual, self.procedure, record=self.record)

    @precondition(lambda self: bool(self.trial.ids))
    @rule(data=st.data(), many=st.integers(1, 12))
    def lead_on(self, data: st.DataObject, many: int) -> None:
        """One action after another that may be done, some hours apart."""
        case_id = data.draw(st.sampled_from(self.trial.ids))
        for _ in range(many):
            if not lead_on(data.draw, self.trial, case_id):
                return
            self.trial.now += timedelta(minutes=data.draw(st.sampled_from((0, 1, 30, 300))))

    @precondition(lambda self: bool(self.trial.ids))
    @rule(data=st.data())
    def act_anyhow(self, data: st.DataObject) -> None:
        """Any action by anybody, whatever stands against it."""
        act_anyhow(data.draw, self.trial, data.draw(st.sampled_from(self.trial.ids)))

    @precondition(lambda self: bool(self.trial.ids))
    @rule(data=st.data())
    def act_built_in(self, data: st.DataObject) -> None:
        """A correction, a waiver, an erasure, a withdrawal or a merge."""
        act_built_in(data.draw, self.trial, data.draw(st.sampled_from(self.trial.ids)))

    @rule(data=st.data())
    def pass_time(self, data: st.DataObject) -> None:
        """The clock goes on."""
        pass_time(data.draw, self.trial)

    @rule()
    def tick(self) -> None:
        """The clock of the first desk is run."""
        self.trial.tick()

    @rule()
    def reload(self) -> None:
        """Another process takes over."""
        self.trial.reload()

    @precondition(lambda self: len(self.trial.ids) < 4)
    @rule(data=st.data())
    def open_another(self, data: st.DataObject) -> None:
        """Another case, perhaps of the same subject."""
        open_one(data.draw, self.trial, self.procedure)

    def at_the_end(self, trial: Trial) -> None:
        """What must hold when all is over; nothing more, unless a subclass says so."""

    def teardown(self) -> None:
        """The clocks are run once more, and no history knows how often that was; nothing more where one has failed."""
        if not hasattr(self, "trial"):
            return
        failed = sys.exc_info()[1]
        if failed is not None and failed is not self._outside:
            self.trial.note(failed)
            return
        self.trial.finish()
        try:
            self.at_the_end(self.trial)
        except Exception as error:
            self.trial.note(error)
            raise


def case_machine(manual: Manual | str, procedure: str, *, record: bool = False) -> type[CaseMachine]:
    """The machine of one procedure.

    Args:
        manual: the manual, or the name of one that is installed.
        procedure: a procedure of it, a standing task among them (``standing_complaint_analyse_complaints``).
        record: with a third desk that records what the first refuses; up to there both have the same history.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.

    Example:
        >>> from hypothesis import settings
        >>> from hypothesis.stateful import run_state_machine_as_test
        >>> from servicedesk.testing.machine import case_machine
        >>> machine = case_machine("fuheng", "goods_release")
        >>> run_state_machine_as_test(machine, settings=settings(max_examples=3, stateful_step_count=5, database=None))
    """
    plan = plan_of(manual, procedure)
    name = "".join(part.title() for part in f"{plan.manual}_{procedure}".split("_"))
    members: dict[str, Any] = {"manual": manual, "procedure": procedure, "record": record}
    return type(f"{name}Machine", (CaseMachine,), members)
