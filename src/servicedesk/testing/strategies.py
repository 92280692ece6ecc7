"""What can be given to a desk of any manual, for Hypothesis: payloads, people, rosters, sites, moments, whole cases.

Everything is read off the rules: a payload has the fields of its action, with values on each side of every bound that
a condition names; an actor has roles of the manual. What is drawn shrinks to the plainest: required fields alone, one
person, no time passing.

::

    @given(trials("fuheng", "complaint"))
    def test_of_my_host(trial):
        for case_id in trial.ids:
            assert my_page(trial.ticked, case_id)
"""

from __future__ import annotations

from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from servicedesk.engine.case import Case
from servicedesk.rules.manual import Manual
from servicedesk.testing._drawing import begin, go_on
from servicedesk.testing._values import actors, answers, moments, payloads, plan_of, policies, rosters, values
from servicedesk.testing.inputs import Given
from servicedesk.testing.trial import Trial

__all__ = [
    "actors",
    "answers",
    "cases",
    "histories",
    "inputs",
    "moments",
    "payloads",
    "policies",
    "rosters",
    "trials",
    "values",
]


def trials(manual: Manual | str, procedure: str, *, record: bool = False, most: int = 12) -> st.SearchStrategy[Trial]:
    """Desks that were given some inputs about cases of a procedure, with all that must hold looked at after each.

    Args:
        manual: the manual, or the name of one that is installed.
        procedure: its procedure.
        record: whether a third desk records what is refused.
        most: how many inputs there are at the most, beside the opening.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.

    Example:
        >>> from hypothesis import HealthCheck, given, settings
        >>> from servicedesk.testing.strategies import trials
        >>> @settings(max_examples=5, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
        ... @given(trials("fuheng", "goods_release"))
        ... def an_end_leaves_no_limit(trial):
        ...     for case in (trial.ticked.case(case_id) for case_id in trial.ids):
        ...         assert case.open or not any(limit.is_open for limit in case.limits.values())
        >>> an_end_leaves_no_limit()
    """
    plan_of(manual, procedure)

    @st.composite
    def run(draw: Any) -> Trial:
        trial = begin(draw, manual, procedure, record=record)
        for _ in range(draw(st.integers(0, most))):
            go_on(draw, trial, procedure)
        note(f"As a script:\n{trial.script()}")
        return trial

    return run()


def inputs(manual: Manual | str, procedure: str, *, most: int = 12) -> st.SearchStrategy[list[Given]]:
    """What was given in a trial, in order: openings, actions and runs of the clock, each with what came of it.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.
    """
    return trials(manual, procedure, most=most).map(lambda trial: trial.given)


def cases(manual: Manual | str, procedure: str, *, most: int = 12) -> st.SearchStrategy[Case]:
    """A case of a procedure as some inputs have left it, with its personal values masked.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.
    """
    opened = trials(manual, procedure, most=most).filter(lambda trial: bool(trial.ids))
    return opened.map(lambda trial: trial.ticked.case(trial.ids[0]))


def histories(manual: Manual | str, procedure: str, *, most: int = 12) -> st.SearchStrategy[tuple[Any, ...]]:
    """The history of a case as ``desk.history`` gives it, after some inputs.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.
    """
    opened = trials(manual, procedure, most=most).filter(lambda trial: bool(trial.ids))
    return opened.map(lambda trial: tuple(trial.ticked.history(trial.ids[0])))
