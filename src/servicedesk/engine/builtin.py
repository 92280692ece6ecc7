"""The built-in actions that every procedure has: withdraw, merge, correct, waive, erase. Nothing is deleted by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.deposits import corrected_too_high, held
from servicedesk.engine.deviations import parted
from servicedesk.engine.entry import NOTHING, ActionEntry, BuiltinEntry, BuiltinKind, Entry
from servicedesk.engine.items import item_id
from servicedesk.engine.payload import Payload
from servicedesk.engine.reasons import ERASED, hidden
from servicedesk.engine.refusals import Refusal
from servicedesk.engine.role_names import in_order
from servicedesk.program.payload import misdated, text_fault
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import Filing
from servicedesk.rules.keys import EventKey, in_item, item_of, name_of
from servicedesk.rules.values import Token, Value
from servicedesk.texts.fields import BUILTIN_FIELDS, FAULTS, OUTCOME
from servicedesk.texts.items import named_item, number_term
from servicedesk.texts.phrases import Argument, Several
from servicedesk.texts.term import Term

Result = tuple[tuple[Refusal, ...], BuiltinEntry | None, Mapping[str, Value]]


def act(
    program: Program, plan: ProcedurePlan, case: Case, step: BuiltinKind, payload: Payload, context: Context
) -> Result:
    """Decide one built-in action: its refusals, or its entry and what changes behind the tokens.

    Recorded over a rule it can only be where whoever did it did not hold the role.
    """
    refusals = list(_common(program, plan, step, payload, context))
    facts: dict[str, Value] = {}
    vault: dict[str, Value] = {}
    tokens = case.tokens
    state = {"withdraw": "withdrawn", "merge": "merged"}.get(step, "")
    if step == "waive" and (not payload.given("clause") or payload.clause not in plan.waivable):
        refusals.append(_refusal("not_waivable", place="clause", clause=payload.clause))
    elif step == "correct":
        more, facts, vault, tokens = _correct(plan, case, payload, context)
        refusals += more
    elif step == "erase":
        wanted = payload.tokens or tuple(case.vault)
        if any(token not in tuple(case.vault) for token in wanted):
            refusals.append(_refusal("no_token", place="tokens"))
        vault = {token: ERASED for token in case.vault if token in wanted}
    recording = context.recording
    over = parted(each for each in refusals if each.kind == "wrong_role")[1] if recording is not None else ()
    if [each for each in refusals if not (over and each.kind == "wrong_role")]:
        return tuple(dict.fromkeys(refusals)), None, NOTHING
    entry = BuiltinEntry(
        seq=case.version + 1,
        kind=step,
        name=step,
        clause="local",
        at=context.occurred_at,
        recorded=context.recorded_at,
        checked_at=context.recorded_at,
        by=context.actor.name,
        roles=in_order(context.actor.roles),
        state=state,
        item=item_id(case, payload.item) if step == "correct" else "",
        facts={name: value for name, value in facts.items() if name not in context.superseded} or NOTHING,
        past_facts={name: value for name, value in facts.items() if name in context.superseded} or NOTHING,
        key=context.key,
        digest=context.digest if context.key else "",
        reason=hidden(payload.reason.strip(), {**vault, **case.vault}),
        into=payload.into if step == "merge" else "",
        corrects=_corrected_entry(payload, context) if step == "correct" else 0,
        waived=payload.clause if step == "waive" else "",
        erased=tuple(sorted(vault)) if step == "erase" else (),
        deposits=(held(plan, case) if state else {}) or NOTHING,
        tokens=tokens if tokens != case.tokens else 0,
        ends=bool(state),
        recorded_by="" if recording is None or recording.by == context.actor.name else recording.by,
        deviations=over,
    )
    return (), entry, vault


def allowed_roles(program: Program, plan: ProcedurePlan, step: str, payload: Payload) -> frozenset[str]:
    """Who may do a built-in action; to waive a clause, whom that clause names."""
    if step == "waive":
        named = payload.raw.get("clause") is not None
        rules = (plan.waivable.get(payload.clause, ()),) if named else plan.waivable.values()
        return frozenset(role.name for roles in rules for role in roles)
    return frozenset(role.name for role in getattr(program.manual.builtin, step))


def _refusal(kind: str, *, place: str = "", **arguments: Argument) -> Refusal:
    return Refusal(kind, "local", tuple(arguments.items()), place=place)


def _common(program: Program, plan: ProcedurePlan, step: str, payload: Payload, context: Context) -> list[Refusal]:
    refusals: list[Refusal] = []
    roles = allowed_roles(program, plan, step, payload)
    if not plan.held(context.actor.roles) & roles and (roles or step != "waive"):
        named = Several(tuple(Term(program.role_term(name).zh, name) for name in sorted(roles)))
        refusals.append(_refusal("wrong_role", roles=named, actor=context.actor.name))
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
        if not payload.given(name)
    ]
    if payload.given("reason") and (why := text_fault(payload.raw["reason"])) is not None:
        label = BUILTIN_FIELDS["reason"].zh
        refusals.append(_refusal("wrong_value", place="reason", name="reason", field=label, reason=why))
    known = {*needed, *({"tokens"} if step == "erase" else ())}
    if step != "correct":
        refusals += [_unknown(name) for name in payload if name not in known]
    return refusals


def _correct(
    plan: ProcedurePlan, case: Case, payload: Payload, context: Context
) -> tuple[list[Refusal], dict[str, Value], dict[str, Value], int]:
    """New values for fields that an entry filled, of an item where it names one; the old ones stay in the history."""
    wanted = {k: v for k, v in payload.raw.items() if k not in ("entry", "reason", "item")}
    item = item_id(case, payload.item)
    refusals: list[Refusal] = []
    facts: dict[str, Value] = {}
    vault: dict[str, Value] = {}
    tokens = case.tokens
    number = payload.entry
    known = [name for name in wanted if name in plan.fields and in_item(name, item) in case.facts]
    if number is not None and not _filed(context.corrected, number, known, item):
        refusals.append(_refusal("no_entry", place="entry", entry=number))
    for name, value in wanted.items():
        if name not in known:
            refusals.append(_not_filed(plan, case, payload, name))
            continue
        filing: Filing = plan.structure(name, value, context.calendar.zone)
        for path, kind, zh, en in filing.faults:
            term = plan.fields[name].zh
            if kind == "missing_field":
                refusals.append(_refusal(kind, place=path, name=name, field=term))
                continue
            refusals.append(_refusal("wrong_value", place=path, name=name, field=term, reason=Term(zh, en)))
        filed = filing.values.get(name)
        then = context.occurred_at if context.corrected is None else context.corrected.at
        if how := misdated(plan.fields[name], filed, then, context.calendar.zone):
            term = plan.fields[name].zh
            refusals.append(_refusal("wrong_value", place=name, name=name, field=term, reason=FAULTS[how]))
        if filed is not None:
            facts[name] = filed
            if plan.fields[name].personal:
                tokens += 1
                vault[f"p{tokens}"] = filed
                facts[name] = Token(f"p{tokens}")
    if plan.refunds:
        refusals += corrected_too_high(plan, case, facts, item, _corrected_entry(payload, context))
    if not wanted:
        refusals.append(_refusal("missing_field", place="*", name="*", field=BUILTIN_FIELDS["*"].zh))
    return refusals, facts, vault, tokens


def _not_filed(plan: ProcedurePlan, case: Case, payload: Payload, name: str) -> Refusal:
    """Why a name is corrected in nothing: what is of an item wants its number, what was paid or decided stays as it is.

    Else no such field was filled.
    """
    if name in plan.fees or name == "outcome":
        term = Term(plan.label(plan.fees[name], "zh"), name) if name in plan.fees else OUTCOME
        return _refusal("not_correctable", place=name, name=term)
    kept = [case.items[item_of(key)].kind for key in case.facts if name_of(key) == name and item_of(key) in case.items]
    if kept and item_id(case, payload.item) not in case.items:
        kind = plan.term_of("item", kept[0])
        if payload.given("item"):
            named: tuple[tuple[str, Argument], ...] = (("item", named_item(payload.item)), ("kind", kind))
            return Refusal("no_item", "local", named, place="item")
        return _refusal("missing_field", place="item", name="item", field=number_term(kind))
    return _unknown(name, plan)


def _unknown(name: str, plan: ProcedurePlan | None = None) -> Refusal:
    """A field that is not asked for here, as it is called where it is."""
    elsewhere = plan.fields.get(name) if plan is not None else None
    term = BUILTIN_FIELDS.get(name) or Term(name if elsewhere is None else elsewhere.zh, name)
    return _refusal("unknown_field", place=name, name=term)


def _corrected_entry(payload: Payload, context: Context) -> int:
    """The entry that is corrected; of a correction that is corrected itself, the one which that was of."""
    named = context.corrected
    return named.corrects if isinstance(named, BuiltinEntry) and named.corrects else payload.entry or 0


def _filed(entry: Entry | None, number: int, names: Sequence[str], item: str) -> bool:
    """Whether the entry of that number filed one of these fields, or left out one that it had to file.

    Where none of them is known, that is what is told, and any entry that somebody made will do. One of the clock is
    none: it may stand there already or not yet.
    """
    if not isinstance(entry, ActionEntry | BuiltinEntry) or entry.seq != number:
        return False
    facts = entry.corrected_facts if isinstance(entry, BuiltinEntry) else entry.facts
    here = (name in facts or EventKey.summed(name) in entry.events for name in names)
    return not names or (entry.item == item and any(here))
