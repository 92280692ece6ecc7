"""What is recorded although a rule stood against it: which refusals give way, and what the history keeps of them.

Refusing is for what has not been done yet. What has happened is recorded, and every refusal *of rules* becomes a
deviation with its clause; what the record itself cannot be made of is refused all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from servicedesk.engine.case import Case
from servicedesk.engine.items import about_item
from servicedesk.engine.kept_conditions import found_again, kept
from servicedesk.engine.parts import Deviation
from servicedesk.engine.refusals import ConditionWords, Refusal
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.circumstances import season_asked
from servicedesk.rules.keys import split_item
from servicedesk.texts.deviations import deviation_text, unsaid_term
from servicedesk.texts.phrases import Argument, Several
from servicedesk.texts.refusals import gathered_term
from servicedesk.texts.term import Term, listed

OF_RULES: Final = frozenset(
    """
    wrong_role separation held_by_another not_held not_in_role
    wrong_state ended out_of_order missing_field missing_document empty_field missing_signature
    outdated_signature signed_empty
    unpaid required forbidden not_applicable not_now unknown_fact unread_cases unset_season
    too_early too_early_law outside_window
    before_item before_closing before_child_end
    limit_open nothing_arisen outstanding child_not_ended child_open switched_off paused_by no_open_limit times_used
    exclusive_key_taken
    """.split()  # noqa: SIM905  words in lines read better than a column of them
)
"""Refusals that a record is made over: who, where, in what order, what was missing, which condition, when."""

ALL_THE_SAME: Final = frozenset(
    """
    unknown_step unknown_field wrong_value wrong_amount not_due more_than_held
    in_future ahead_of_clock recorded_back no_item bad_item
    item_taken no_entry not_correctable no_token nobody_in_turn no_target not_waivable several_states unknown_state
    may_not_record not_declinable other_edition no_procedure unmapped_state unmapped_item unmapped_entitlement
    """.split()  # noqa: SIM905  as above
)
"""Refusals that hold for a record too: nothing could be made of it, or it would say what cannot be."""

_NAMED_BY_IT: Final = frozenset({"outcome", "item"})
"""What an action cannot be recorded without: what was decided, and which item it was about."""


def parted(refusals: Iterable[Refusal], clause: str = "local") -> tuple[tuple[Refusal, ...], tuple[Deviation, ...]]:
    """What is refused all the same, and the deviations that the rest becomes; a decision never lacks its outcome.

    ``clause`` is that of the action, for what no rule but the order of the history stands against.
    """
    hard: list[Refusal] = []
    soft: dict[Deviation, None] = {}
    for each in refusals:
        if each.kind in OF_RULES and each.place not in _NAMED_BY_IT:
            cited = clause if each.kind in ("ended", "out_of_order") else each.clause
            condition = dict(each.arguments).get("condition")
            stood = kept(condition.condition) if isinstance(condition, ConditionWords) else ()
            soft[Deviation(each.kind, cited, _what(each), each.obligation, stood)] = None
        else:
            hard.append(each)
    return tuple(dict.fromkeys(hard)), tuple(soft)


OF_SIGNATURES: Final = ("missing_signature", "outdated_signature", "signed_empty")

_LACKING: Final = ("required", "not_applicable")
"""Kinds that say of a condition what was lacking; the others say how it read."""

_NAMED: Final = {
    "wrong_role": ("roles",),
    "separation": ("other",),
    "held_by_another": ("role",),
    "not_held": (),
    "not_in_role": ("roles",),
    "missing_field": ("name",),
    "missing_document": ("name",),
    "empty_field": ("name", "fields"),
    "missing_signature": ("name", "role"),
    "outdated_signature": ("form", "role"),
    "signed_empty": ("form", "role"),
    "unpaid": ("fee",),
    "limit_open": ("limit",),
    "child_not_ended": ("child",),
    "child_open": ("child",),
    "before_item": (),
    "before_closing": ("kind",),
    "before_child_end": ("child",),
    "nothing_arisen": (),
    "switched_off": ("switch",),
    "paused_by": ("pause",),
    "no_open_limit": ("limit",),
    "exclusive_key_taken": ("case",),
    "unset_season": ("seasons",),
}
"""The arguments of a refusal that are names, by its kind; the others name the facts that they read."""


def _what(refusal: Refusal) -> tuple[str, ...]:
    arguments = dict(refusal.arguments)
    named = _NAMED.get(refusal.kind)
    if named is not None:
        return tuple(name for each in named if each in arguments for name in _names(arguments[each]))
    return refusal.reads


def _names(argument: Argument) -> tuple[str, ...]:
    if isinstance(argument, Several):
        return tuple(term.en for term in argument.terms)
    return (argument.en if isinstance(argument, Term) else str(argument),)


def described(program: Program, plan: ProcedurePlan, case: Case, deviation: Deviation) -> Term:
    """A deviation in words, without its clause; a condition as the refusal says it."""
    condition = found_again(plan, deviation.condition) if deviation.condition else None
    if condition is not None:
        words = ConditionWords(condition, deviation.kind in _LACKING, plan.terms)
        return Term(*(deviation_text(lang, deviation.kind, what=words.text(lang)) for lang in ("zh", "en")))
    terms = [
        _term(program, plan, case, deviation.kind, name) for name in deviation.what or (deviation.obligation,) if name
    ]
    what = Term(*(listed((term.text(lang) for term in terms), lang) for lang in ("zh", "en")))
    if deviation.condition and terms:
        what = unsaid_term(what)
    elif deviation.kind == "required" and deviation.obligation:
        what = gathered_term(what)
    return Term(*(deviation_text(lang, deviation.kind, what=what.text(lang)) for lang in ("zh", "en")))


def _term(program: Program, plan: ProcedurePlan, case: Case, kind: str, name: str) -> Term:
    """What a name is called, as the kind of the deviation says of what it is one."""
    if kind == "unset_season" or season_asked(name):
        return plan.term_of("season", season_asked(name) or name)
    name, item = split_item(name)
    if program.manual.role(name) is not None and kind in (
        "wrong_role",
        "held_by_another",
        "not_in_role",
        *OF_SIGNATURES,
    ):
        return program.role_term(name)
    if name in plan.fields:
        return plan.term_of("fact", name)
    form = next((form for rule in plan.procedure.expanded for form in rule.forms() if form.name == name), None)
    if form is not None and kind in ("missing_document", "empty_field", *OF_SIGNATURES):
        return Term(f"《{form.zh}》", plan.term_of("filed", name).en)
    rule = next((rule for rule in plan.procedure.expanded if rule.name == name), None)
    term = plan.term_of("fact", name) if rule is None else plan.label_term(rule)
    return about_item(plan, case, term, item)
