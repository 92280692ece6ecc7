"""The house rules that every procedure has: withdraw, merge, correct, waive, erase. Nothing is deleted by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicedesk.engine.case import Case, in_item
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Entry, Refusal
from servicedesk.program.program import Filing, ProcedurePlan, Program
from servicedesk.rules.base import as_tuple
from servicedesk.rules.values import Token
from servicedesk.texts.fields import BUILTIN_FIELDS
from servicedesk.texts.phrases import say
from servicedesk.texts.term import listed

__all__ = ["ERASED", "act"]

ERASED = "erased"
Result = tuple[tuple[Refusal, ...], Entry | None, dict[str, Any]]


def act(
    program: Program, plan: ProcedurePlan, case: Case, step: str, payload: Mapping[str, Any], context: Context
) -> Result:
    """Decide one house step: its refusals, or its entry and what changes behind the tokens."""
    refusals = list(_common(program, plan, step, payload, context))
    data: dict[str, Any] = {"reason": str(payload.get("reason", "")), "performers": step}
    if context.key:
        data["digest"] = context.digest
    facts: dict[str, Any] = {}
    vault: dict[str, Any] = {}
    state, occurrences = "", [f"done:{step}"]
    if step in ("withdraw", "merge"):
        state = "withdrawn" if step == "withdraw" else "merged"
        data["open"] = False
        occurrences.append(f"entered:{state}")
        if step == "merge":
            data["into"] = str(payload.get("into", ""))
    elif step == "waive":
        data["waived"] = {str(payload.get("clause", "")): context.actor.name}
        if payload.get("clause") not in plan.waivable:
            clause = str(payload.get("clause", ""))
            refusals.append(_refusal("not_waivable", place="clause", clause=clause))
    elif step == "correct":
        more, facts, vault, tokens = _correct(plan, case, payload)
        refusals += more
        data["corrects"] = payload.get("entry")
        if payload.get("item"):
            data["item"] = str(payload["item"])
        if tokens != case.tokens:
            data["tokens"] = tokens
    elif step == "erase":
        wanted = as_tuple(payload.get("tokens")) or tuple(case.vault)
        if any(token not in tuple(case.vault) for token in wanted):
            refusals.append(_refusal("no_token", place="tokens"))
        vault = {token: ERASED for token in case.vault if token in wanted}
        data["erased"] = sorted(vault)
    if refusals:
        return tuple(refusals), None, {}
    entry = Entry(
        seq=case.version + 1,
        kind=step,
        name=step,
        clause="local",
        at=context.occurred_at,
        recorded=context.recorded_at,
        by=context.actor.name,
        roles=tuple(sorted(context.actor.roles)),
        state=state,
        events=tuple(occurrences),
        facts=facts,
        data=data,
        key=context.key,
        checked_at=context.recorded_at,
    )
    return (), entry, vault


def allowed_roles(program: Program, plan: ProcedurePlan, step: str, payload: Mapping[str, Any]) -> frozenset[str]:
    """Who may do a house step; to waive a clause, whom that clause names."""
    if step == "waive":
        clause = payload.get("clause")
        rules = plan.waivable.values() if clause is None else (plan.waivable.get(str(clause), ()),)
        return frozenset(role.name for roles in rules for role in roles)
    return frozenset(role.name for role in getattr(program.manual.builtin, step))


def _refusal(kind: str, *, place: str = "", clause_id: str = "local", **blanks: object) -> Refusal:
    return Refusal(kind, clause_id, say(kind, "zh", **blanks), say(kind, "en", **blanks), place=place)


def _common(
    program: Program, plan: ProcedurePlan, step: str, payload: Mapping[str, Any], context: Context
) -> list[Refusal]:
    refusals: list[Refusal] = []
    roles = allowed_roles(program, plan, step, payload)
    if not context.actor.roles & roles and (roles or step != "waive"):
        names = sorted(roles)
        zh = say("wrong_role", "zh", roles=listed(map(program.role_zh, names), "zh"), actor=context.actor.name)
        en = say("wrong_role", "en", roles=", ".join(names), actor=context.actor.name)
        refusals.append(Refusal("wrong_role", "local", zh, en))
    needed = {
        "withdraw": ("reason",),
        "merge": ("into", "reason"),
        "correct": ("entry", "reason"),
        "waive": ("clause", "reason"),
        "erase": ("reason",),
    }[step]
    refusals += [
        _refusal("missing_field", place=name, name=name, field=BUILTIN_FIELDS[name].zh)
        for name in needed
        if payload.get(name) in (None, "")
    ]
    known = {*needed, *({"tokens"} if step == "erase" else ())}
    if step != "correct":
        refusals += [_refusal("unknown_field", place=name, name=name) for name in payload if name not in known]
    return refusals


def _correct(
    plan: ProcedurePlan, case: Case, payload: Mapping[str, Any]
) -> tuple[list[Refusal], dict[str, Any], dict[str, Any], int]:
    """New values for blanks that an entry filled, of a line where it names one; the old ones stay in the history."""
    wanted = {k: v for k, v in payload.items() if k not in ("entry", "reason", "item")}
    item = str(payload.get("item") or "")
    refusals: list[Refusal] = []
    facts: dict[str, Any] = {}
    vault: dict[str, Any] = {}
    tokens = case.tokens
    seq = payload.get("entry")
    number = seq if isinstance(seq, int) and not isinstance(seq, bool) else 0
    if seq is not None and not 0 < number <= case.version:
        refusals.append(_refusal("no_entry", place="entry", entry=number))
    for name, value in wanted.items():
        if name not in plan.fields or in_item(name, item) not in case.facts:
            refusals.append(_refusal("unknown_field", place=name, name=name))
            continue
        filing: Filing = plan.structure(name, value)
        for path, kind, zh, en in filing.faults:
            term = plan.fields[name].zh
            if kind == "missing_field":
                refusals.append(_refusal(kind, place=path, name=name, field=term))
                continue
            zh_text = say("wrong_value", "zh", name=name, field=term, reason=zh)
            en_text = say("wrong_value", "en", name=name, field=term, reason=en)
            refusals.append(Refusal("wrong_value", "local", zh_text, en_text, place=path))
        if name in filing.values and filing.values[name] is not None:
            facts[name] = filing.values[name]
            if plan.fields[name].personal:
                tokens += 1
                vault[f"p{tokens}"] = facts[name]
                facts[name] = Token(f"p{tokens}")
    if not wanted:
        refusals.append(_refusal("missing_field", place="*", name="*", field=BUILTIN_FIELDS["*"].zh))
    return refusals, facts, vault, tokens
