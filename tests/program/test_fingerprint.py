"""The fingerprint of an edition changes with an answer, and with nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pytest
from attrs import evolve, field, fields, frozen

from rules.wrong.declarations import CLERK, HEAD, SLIP, cause, manual, procedure
from servicedesk import Procedure
from servicedesk.declare import (
    Deadline,
    Fee,
    Manual,
    Requirement,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    done,
    hours,
    local_rule,
    role,
    subjects,
    yuan,
)
from servicedesk.program import build_program
from servicedesk.program.fingerprint import fingerprint, meaning
from servicedesk.program.registry import installed
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, all_of, any_of
from servicedesk.rules.expand import expanded
from servicedesk.rules.parts import Role
from servicedesk.rules.several import as_tuple, names
from servicedesk.testing.mutants import mutants


def of(*rules: Rule, **changes: Any) -> str:
    """The fingerprint of a manual with these rules."""
    made = manual(procedure(*rules), **changes)
    return fingerprint(made, made.editions[0])


RING = Task("3", "ring", CLERK, files=SLIP, only=done("open"), before_steps="close", zh="致电")

# Frozen: another form of the fingerprint raises its version, and nothing else may change these two.
SMALL = "1-2224175f2c863ce5"
LARGE = "1-13fde4c4a688dd38"


def large() -> str:
    return of(
        RING,
        Fee("4", "deposit", yuan(50), before_steps="close"),
        Task("5", "pay", HEAD, pays="deposit", sets=cause, zh="缴纳"),
        Deadline("6", "ring", CLERK, hours(4), since=done("open"), met_by="closed", only=cause.is_("own", "foreign")),
        StandingTask("7", "walk", CLERK, every=days(1), subjects=subjects("unit")),
        Requirement("8", all_of(done("ring"), done("pay")), before_steps="close"),
    )


def test_the_frozen_fingerprints_stand() -> None:
    """Two toy manuals; where this fails, cases that are open would ask which rules they run under."""
    assert of(RING) == SMALL
    assert large() == LARGE


@frozen
class Errand(Rule):
    """A task whose class and whose fields bear other names."""

    kind: ClassVar[str] = "task"
    keys: ClassVar[Mapping[str, str]] = {"who": "by", "papers": "files", "when": "only", "first": "before"}
    who: tuple[Role, ...] = field(default=(), converter=as_tuple)
    papers: tuple[Any, ...] = field(default=(), converter=as_tuple, kw_only=True)
    when: Condition | None = field(default=None, kw_only=True)
    first: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


def test_another_name_for_a_class_or_a_field_changes_nothing() -> None:
    renamed = Errand("3", "ring", CLERK, papers=SLIP, when=done("open"), first="close")
    assert meaning(renamed) == meaning(RING)


def test_a_subclass_that_says_no_more_changes_nothing() -> None:
    @frozen
    class Call(Task):
        pass

    same = Call("3", "ring", CLERK, files=SLIP, only=done("open"), before_steps="close", zh="致电")
    assert meaning(same) == meaning(RING)


@pytest.mark.parametrize(
    "change",
    [
        {"zh": "打电话"},
        {"en": "ring them"},
        {"performers": evolve(CLERK, zh="客服", gloss="at the desk", aliases=("客服员",))},
        {"files": evolve(SLIP, zh="工作单", gloss="a slip", aliases=("派工单",))},
    ],
)
def test_words_change_nothing(change: dict[str, Any]) -> None:
    assert meaning(evolve(RING, **change)) == meaning(RING)


def test_a_reading_changes_nothing() -> None:
    assert of(evolve(RING, reading="Before it is closed.", reading_zh="关闭之前")) == of(RING)


def test_the_reason_of_a_local_rule_changes_nothing() -> None:
    one, other = (evolve(RING, clause=local_rule(why)) for why in ("nobody else rings", "somebody must"))
    assert meaning(one) == meaning(other)


def test_terms_of_states_change_nothing() -> None:
    made = manual(procedure(RING, terms={"received": "已受理"}))
    assert fingerprint(made, made.editions[0]) == of(RING)


def test_the_limit_of_an_action_is_the_limit_beside_it() -> None:
    carried = evolve(RING, within=hours(2), since=done("open"))
    beside = Deadline(
        "3", "ring", CLERK, hours(2), since=done("open"), met_by=done("ring"), only=done("open"), zh="致电"
    )
    assert of(carried) == of(RING, beside) == of(beside, RING) != of(RING)


def test_order_without_a_meaning_changes_nothing() -> None:
    both = (done("open"), done("ring"))
    one = Requirement("4", all_of(*both), before_steps="close", clauses="3 2")
    other = Requirement("4", all_of(*reversed(both)), before_steps="close", clauses="2 3")
    assert of(RING, one) == of(other, RING)
    assert of(RING, one) != of(RING, Requirement("4", any_of(*both), before_steps="close", clauses="3 2"))


@pytest.mark.parametrize(
    "change",
    [
        {"roles": (evolve(CLERK, reports_to=""), HEAD)},
        {"builtin": builtin_roles(withdraw=HEAD, merge=CLERK, correct=HEAD, erase=HEAD)},
        {"roles": (CLERK, HEAD, role("guard", "保安", reports_to="head"))},
    ],
)
def test_the_posts_of_a_manual_are_in_it(change: dict[str, Any]) -> None:
    assert of(RING, **change) != of(RING)


def test_the_states_of_a_procedure_are_in_it() -> None:
    rules = (Start("1", CLERK, zh="受理"), Step("2", "close", CLERK, "received", "closed", zh="关闭"))
    more = Step("2", "drop", CLERK, "received", "dropped", zh="撤回")
    one = Procedure("process", "流程", states="received", ends="closed dropped", rules=(*rules, more))
    other = Procedure("process", "流程", states="received", ends="closed dropped", rules=(*rules, more), one_open=True)
    made = [manual(each) for each in (one, other)]
    assert len({fingerprint(each, each.editions[0]) for each in made}) == 2


def changed() -> Iterator[tuple[str, Procedure, int, Rule]]:
    """Every change that the mutation test makes in a manual that is shipped, but for those of words."""
    shipped: Manual = installed().manual("fuheng")
    for each in shipped.editions[-1].procedures:
        for mutant in mutants(each, shipped.roles):
            if mutant.rule is not None and not mutant.what.startswith(("reading", "none_for", "advises")):
                yield f"{each.name} {mutant.rule.place()} {mutant.what}", each, mutant.place, mutant.rule


def test_every_altered_value_changes_it() -> None:
    def said(rule: Rule) -> list[object]:
        return [meaning(part) for part in expanded((rule,))]

    same = [what for what, each, place, rule in changed() if said(rule) == said(each.rules[place])]
    assert same == []


def kinds(kind: type[Rule] = Rule) -> Iterator[type[Rule]]:
    for each in kind.__subclasses__():
        yield from kinds(each)
        if each.__module__.startswith("servicedesk."):
            yield each


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_field_of_every_kind_has_a_key_or_is_words(kind: type[Rule]) -> None:
    keys = {name: key for each in kind.__mro__ for name, key in vars(each).get("keys", {}).items()}
    words = {name for each in kind.__mro__ for name in vars(each).get("words", ())}
    assert {each.name for each in fields(kind)} == {*keys, *words} & {each.name for each in fields(kind)}
    assert set(keys) & words == set()
    assert len(set(keys.values())) == len(keys)


def test_a_field_without_a_key_is_refused() -> None:
    @frozen
    class Whim(Rule):
        kind: ClassVar[str] = "whim"
        mood: str = ""

    with pytest.raises(TypeError, match="Whim has no key for mood"):
        meaning(Whim("3", "whim", "good"))


def test_each_clause_has_a_digest_of_its_rules() -> None:
    """A change shows at its clause, and at no other."""
    before, after = (
        build_program(manual(procedure(rule)), "undated").digests for rule in (RING, evolve(RING, again=True))
    )
    clauses = {"sample/process/1", "sample/process/2", "sample/process/3"}
    assert set(before) == set(after) == {*clauses, "sample:roles", "sample/process:states"}
    assert [clause for clause in before if before[clause] != after[clause]] == ["sample/process/3"]
