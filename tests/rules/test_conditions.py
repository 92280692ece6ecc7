"""Conditions know what they do not know, and the checks that reason about them are sound."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from servicedesk import Case
from servicedesk.declare import fact
from servicedesk.engine.view import CaseView
from servicedesk.rules.checks.feasible import impossible
from servicedesk.rules.checks.limits import disjoint
from servicedesk.rules.conditions import Condition, all_of, any_of, classification, not_
from servicedesk.rules.values import Value

kind = classification("kind", "类别", one="一类", two="二类", three="三类")
NAMES = ("one", "two", "three")
FACTS: dict[str, tuple[Value | None, ...]] = {"kind": (None, *NAMES), "urgent": (None, True, False)}

leaves = st.one_of(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(lambda names: kind.is_(*names)),
    st.booleans().map(lambda yes: fact("urgent").is_(yes)),
)
conditions = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: all_of(*parts))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: any_of(*parts))
        | inner.map(not_)
    ),
    max_leaves=6,
)


def worlds() -> list[dict[str, Value | None]]:
    """Every state of knowledge about two facts."""
    return [dict(zip(FACTS, values, strict=True)) for values in product(*FACTS.values())]


def seen(condition: Condition, world: dict[str, Value | None]) -> bool | None:
    facts = {name: value for name, value in world.items() if value is not None}
    return condition.evaluate(CaseView(Case("c", "m", "e", "f", "p", "s", facts=facts)))


def whole(world: dict[str, Value | None]) -> bool:
    return None not in world.values()


@given(conditions)
def test_a_world_that_is_known_gives_an_answer(condition: Condition) -> None:
    """Unknown is said only where something is not recorded."""
    assert all(seen(condition, world) is not None for world in worlds() if whole(world))


@given(conditions)
def test_what_is_known_stays_known(condition: Condition) -> None:
    """An answer given from part of the facts is that of every way to fill in the rest."""
    for world in worlds():
        answer = seen(condition, world)
        fuller = [w for w in worlds() if whole(w) and all(v is None or w[k] == v for k, v in world.items())]
        if answer is not None:
            assert {seen(condition, w) for w in fuller} == {answer}


@given(conditions, conditions)
def test_disjoint_conditions_never_hold_together(one: Condition, other: Condition) -> None:
    """Two limits of one name that are let through as disjoint never apply to one case."""
    if disjoint(one, other):
        assert not [w for w in worlds() if seen(one, w) and seen(other, w)]
        assert disjoint(other, one)


@given(conditions)
def test_what_is_called_impossible_never_holds(condition: Condition) -> None:
    """A rule that is refused as impossible could have applied to no case."""
    if impossible(condition):
        assert not [w for w in worlds() if seen(condition, w)]


@given(conditions)
def test_a_condition_reads_in_both_languages(condition: Condition) -> None:
    """And names the facts it reads."""
    assert condition.text("zh")
    assert condition.text("en").isascii()


def test_some_conditions_are_seen_through() -> None:
    """The checks above would be idle if nothing were ever found disjoint or impossible."""
    assert disjoint(kind.is_("one"), kind.is_("two", "three"))
    assert disjoint(all_of(kind.is_("one"), fact("urgent").is_(True)), kind.is_("two"))
    assert disjoint(kind.is_("one"), not_(kind.is_("one")))
    assert not disjoint(kind.is_("one"), fact("urgent").is_(True))
    assert impossible(all_of(kind.is_("one"), kind.is_("two")))
    assert impossible(any_of(all_of(fact("urgent").is_(True), fact("urgent").is_(False))))
    assert not impossible(kind.is_("one"))
