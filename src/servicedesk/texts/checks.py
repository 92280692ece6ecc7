"""What a check of a manual finds: the sentence of each kind of finding, and of what leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from servicedesk.texts.term import LANGUAGES, Term, listed

WITHOUT: Final[dict[str, Term]] = {
    "possible": Term("没有该条时可以办理“{what}”", "taken without it: {what}"),
    "impossible": Term("没有该条时不能办理“{what}”", "not possible without it: {what}"),
    "promise": Term("没有该条时不再有“{what}”", "promised no more without it: {what}"),
    "listed": Term("没有该条时清单中不再有“{what}”", "listed no more without it: {what}"),
    "none": Term("没有该条时，未发现任何办理结果不同", "nothing was found that is otherwise without it"),
}
FINDINGS: Final[dict[str, Term]] = {
    "unreachable_step": Term(
        "“{what}”永远无法办理。最接近可以办理时，仍然：{against}",
        "{what} can never be done. Where it comes nearest, this still stands against it: {against}",
    ),
    "unreachable_place": Term(
        "“{what}”永远无法办理：案件到不了可以办理它的状态",
        "{what} can never be done: no case comes into a state in which it could be",
    ),
    "unreachable_end": Term("任何办理过程都不能以“{what}”结案", "no case can ever end in {what}"),
    "trap": Term(
        "案件到“{what}”后再也无法结案（撤销、合并除外）{against}",
        "from {what} no case can be ended any more, but by withdrawing or merging it{against}",
    ),
    "never_stopped": Term(
        "时限“{what}”开始以后，没有任何办理能使其办结", "nothing that anybody does keeps the limit {what} once it runs"
    ),
    "miss_without_effect": Term(
        "时限“{what}”逾期后，没有任何上报、处罚或后续办理，逾期无后果",
        "a miss of the limit {what} has no effect: nobody is told, nothing is owed or allowed by it",
    ),
    "level_not_rising": Term(
        "“{what}”接在“{before}”之后上报，却没有报给更高的岗位（{roles}）",
        "the level {what} comes after {before} and goes to nobody above it ({roles})",
    ),
    "level_never_comes": Term(
        "上报“{what}”所依据的时限“{limit}”从不开始，不会上报",
        "the level {what} never comes: the limit {limit} that it stands on is never started",
    ),
    "idle_role": Term(
        "岗位“{what}”在手册中既不办理、也不签字、不接收任何事项",
        "the role {what} does nothing in the manual, signs nothing and is told nothing",
    ),
    "powerless_role": Term(
        "岗位“{what}”所办事项（{steps}）都无法办理", "whatever the role {what} does can never be done ({steps})"
    ),
    "staff_too_few": Term(
        "按人员名单，“{what}”和“{other}”须由不同的人办理，而名单中只有{names}能办",
        "by the staff list nobody is left for {what}: whoever did {other} may not, and only {names} could do both",
    ),
    "staff_vacant": Term(
        "按人员名单，没有人能办理“{what}”（{roles}均无人）", "by the staff list nobody can do {what}: nobody is {roles}"
    ),
    "loop_without_person": Term(
        "{chain}循环发生，其间没有任何人办理", "{chain} goes round and round, and nobody does anything in it"
    ),
    "idle_exception": Term("例外“{what}”的条件永远不会成立", "the exception {what} never holds"),
    "exceptions_together": Term(
        "例外“{what}”和“{other}”同时成立时，对“{rule}”的规定不一致",
        "the exceptions {what} and {other} hold at once, and say different things of {rule}",
    ),
    "idle_sanction": Term("处罚或后续办理“{what}”永远不会发生", "nothing ever brings about {what}"),
    "unreached_milestone": Term("节点“{what}”永远达不到", "the named point {what} is never reached"),
    "deadline_too_short": Term(
        "“{what}”须在{span}内完成，而其前提“{other}”的时限是{longer}，自同一时点起算",
        "{what} is due within {span}, and what comes before it, {other}, within {longer} of the same start",
    ),
    "deadline_before_wait": Term(
        "“{what}”须在{span}内完成，而“{other}”规定满{longer}后方可办理，自同一时点起算",
        "{what} is due within {span}, and {other} lets nobody do it before {longer} after the same start",
    ),
    "category_not_covered": Term(
        "类别“{what}”（{classification}）没有任何规则提到，而同一分类的其他类别都有",
        "no rule says what holds for the category {what} of {classification}, and for others one does",
    ),
    "overlapping_guards": Term(
        "“{what}”和“{other}”的适用条件同时成立，案件会走两条路",
        "the conditions of {what} and of {other} hold at once, and lead to different states",
    ),
    "wordless_refusal": Term(
        "办理“{what}”被拒绝时，理由中有没有中文名称的词：{sentence}",
        "a refusal of {what} says a name that has no Chinese term: {sentence}",
    ),
    "search_cut": Term(
        "搜索在区分{cases}种情形后中止，未能搜尽：{what}",
        "the search was cut after {cases} cases, before its end: {what}",
    ),
}
"""Each kind of finding, with what it says."""

CUT: Final[dict[str, Term]] = {
    "whole": Term("整个流程", "the whole procedure"),
    "step": Term("“{name}”能否办理", "whether {name} can be done"),
    "milestone": Term("节点“{name}”能否达到", "whether {name} is reached"),
    "sanction": Term("“{name}”能否发生", "whether {name} arises"),
    "exception": Term("例外“{name}”能否成立", "whether the exception {name} holds"),
}

_STEP: Final = Term("“{name}”{more}", "{name}{more}")
_MORE: Final = Term("（{more}）", " ({more})")
_FIELD: Final = Term("{name}：{value}", "{name}: {value}")
TIME: Final = Term("时间过去，直至{what}", "time passes until {what}")
TIME_ALONE: Final = Term("时间过去", "time passes")
CHILD: Final = Term("所开的“{name}”结案", "the {name} that it opened ends")
ROUTE: Final = Term("办理过程：{steps}", "the way there: {steps}")
_THEN: Final = Term("；", "; ")
_STILL: Final = Term("：仍欠{what}", ": {what} is still outstanding")
FOUND_NOTHING: Final = Term("{manual}：未发现问题", "{manual}: nothing found")
FOUND: Final = Term("{manual}：发现{count}处", "{manual}: {count} found")


def done_term(name: Term, more: Iterable[Term]) -> Term:
    """Something that is done, with what was chosen and filled in."""
    said = list(more)
    around = _MORE.filled(more=Term(*(listed((each.text(lang) for each in said), lang) for lang in LANGUAGES)))
    return _STEP.filled(name=name, more=around if said else Term("", ""))


def filled_term(name: Term, value: Term) -> Term:
    """A field with what is filled in."""
    return _FIELD.filled(name=name, value=value)


def several(terms: Iterable[Term]) -> Term:
    """Several things, one after another."""
    known = list(terms)
    return Term(*(listed((each.text(lang) for each in known), lang) for lang in LANGUAGES))


def still(lacks: Iterable[Term]) -> Term:
    """What is still outstanding, as the rest of a sentence; empty where nothing is."""
    known = list(lacks)
    return _STILL.filled(what=several(known)) if known else Term("", "")


def route_text(lang: str, steps: Iterable[Term]) -> str:
    """A sequence of what is done."""
    return ROUTE.text(lang, steps=_THEN.text(lang).join(each.text(lang) for each in steps))
