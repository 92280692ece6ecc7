"""A procedure for people who read no Python: its steps, its diagram, its clauses on one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from servicedesk.program.program import ProcedurePlan, Program, StepPlan
from servicedesk.render.page import Block, Page
from servicedesk.rules.base import Rule, as_tuple, conditions_of
from servicedesk.rules.parts import Role
from servicedesk.rules.values import OrStated
from servicedesk.spans import Span

__all__ = ["clause_sheet", "mermaid", "sheet_data", "steps_data", "steps_page"]

_KINDS: Final = {
    "start": ("受理", "opening"),
    "step": ("步骤", "step"),
    "task": ("应办事项", "task"),
    "permission": ("可办事项", "permission"),
    "decision": ("决定", "decision"),
    "outcome": ("决定结果", "outcome"),
    "follow_up": ("回访", "return visit"),
    "classification": ("分类", "classification"),
    "category": ("类别", "category"),
    "deadline": ("时限", "limit"),
    "escalation": ("上报", "escalation"),
    "pause": ("暂停计时", "pause"),
    "extension": ("延期", "extension"),
    "standing_task": ("定期工作", "standing task"),
    "not_before": ("不得早于", "not before"),
    "window": ("时间窗", "window"),
    "requirement": ("须先满足", "requirement"),
    "prohibition": ("禁止", "prohibition"),
    "separation": ("不相容岗位", "separation"),
    "document_requirement": ("表单", "document"),
    "authorization": ("岗位职责", "post"),
    "retention": ("保存", "retention"),
    "access": ("查阅", "access"),
    "unmodelled": ("未建模", "not modelled"),
    "items": ("明细", "items"),
    "entitlement": ("优惠、许可", "entitlement"),
    "entitlement_end": ("提前终止", "early end"),
    "fee": ("费用", "fee"),
    "deposit": ("押金", "deposit"),
    "refund": ("退还", "refund"),
    "custody": ("保管", "custody"),
    "child_case": ("转办", "child case"),
    "target": ("指标", "target"),
}


def _label(plan: ProcedurePlan, rule: Rule, lang: str) -> str:
    """The rule in words: its own label, else the catalogue's; in English the catalogue's summary says most."""
    if lang == "zh" or rule.en:
        return plan.label(rule, lang)
    return plan.labels.get(plan.id_of(rule), ("", ""))[1] or rule.name.replace("_", " ")


def _roles(roles: Iterable[str], program: Program, lang: str) -> str:
    return "、".join(map(program.role_zh, roles)) if lang == "zh" else ", ".join(roles)


# --- steps -----------------------------------------------------------------------------------------------


def steps_data(program: Program, plan: ProcedurePlan) -> dict[str, Any]:
    """States, steps with who may do them and what is filed, and limits of one procedure."""
    return {
        "manual": plan.manual,
        "edition": program.edition,
        "procedure": plan.procedure.name,
        "zh": plan.procedure.zh,
        "states": [{"state": s, "zh": plan.state_zh(s), "end": s in plan.ends} for s in _states(plan)],
        "steps": [_step(program, plan, step) for step in plan.steps.values()],
        "limits": [
            {
                "limit": limit.name,
                "zh": plan.label(limit.rule, "zh"),
                "clause": limit.clause,
                "within_zh": _span(limit.span, "zh"),
                "within_en": _span(limit.span, "en"),
                "since_zh": limit.since.text("zh", plan.term),
                "since_en": limit.since.text("en"),
                "only_zh": limit.only.text("zh", plan.term) if limit.only is not None else "",
                "only_en": limit.only.text("en") if limit.only is not None else "",
                "roles": list(limit.roles),
                "roles_zh": [program.role_zh(name) for name in limit.roles],
            }
            for _, group in plan.limits
            for limit in group
        ],
    }


def _states(plan: ProcedurePlan) -> tuple[str, ...]:
    return (*plan.procedure.states, *plan.procedure.all_ends)


def _step(program: Program, plan: ProcedurePlan, step: StepPlan) -> dict[str, Any]:
    roles = sorted({*step.roles, *(post.role.name for post in step.posts if post.role)})
    return {
        "step": step.name,
        "zh": plan.label(step.rule, "zh"),
        "clause": step.clause,
        "kind": step.rule.kind,
        "roles": roles,
        "roles_zh": [program.role_zh(name) for name in roles],
        "moves": [{"from": a, "outcome": o, "to": b} for (a, o), b in step.moves.items()],
        "fields": [
            {
                "name": b.field.name,
                "zh": b.field.zh,
                "kind": b.field.kind,
                "required": b.field.required,
                "personal": b.field.personal,
                "options": dict(b.field.options),
            }
            for b in step.blanks
        ],
        "outcomes": list(step.outcomes),
    }


def _span(span: object, lang: str) -> str:
    if isinstance(span, OrStated):
        return f"{span.span.text('zh')}，或约定的期限" if lang == "zh" else f"{span.span.text('en')}, or as stated"
    if isinstance(span, Span):
        return span.text("zh" if lang == "zh" else "en")
    return "约定的期限" if lang == "zh" else "as stated"


def steps_page(data: dict[str, Any], lang: str = "en") -> Page:
    """The page for :func:`steps_data`: steps in the manual's order, then limits."""
    zh = lang == "zh"
    terms = {state["state"]: state["zh"] for state in data["states"]}
    comma = "、" if zh else ", "
    steps = [
        (
            step["step"],
            *([step["zh"]] if zh else []),
            _short(step["clause"]),
            _moves(step, terms if zh else {}),
            comma.join(step["roles_zh" if zh else "roles"]),
            comma.join(b["name"] + ("*" if b["required"] else "") for b in step["fields"]),
        )
        for step in data["steps"]
    ]
    side = "zh" if zh else "en"
    limits = [
        (
            limit["zh"] if zh else limit["limit"],
            _short(limit["clause"]),
            limit[f"within_{side}"],
            limit[f"since_{side}"],
            limit[f"only_{side}"],
            comma.join(limit["roles_zh" if zh else "roles"]),
        )
        for limit in data["limits"]
    ]
    title = f"{data['manual']}/{data['procedure']} {data['zh']}"
    heads = ("步骤", "名称", "条款", "流转", "岗位", "栏目") if zh else ("step", "clause", "moves", "roles", "fields")
    whats = (
        ("时限", "条款", "多久", "起算", "适用于", "责任岗位")
        if zh
        else ("limit", "clause", "how long", "from when", "only where", "for")
    )
    return Page((Block(title, heads, steps), Block("时限" if zh else "limits", whats, limits)))


def _short(clause: str) -> str:
    return clause.rpartition("/")[2]


def _moves(step: dict[str, Any], terms: dict[str, str]) -> str:
    moves = [(m["from"], m["outcome"], m["to"]) for m in step["moves"]]
    parts = [f"{terms.get(a, a)}>{terms.get(b, b)}" + (f" ({o})" if o else "") for a, o, b in moves]
    return " ".join(part.removeprefix(">") for part in parts)


# --- diagram -----------------------------------------------------------------------------------------------


def mermaid(plan: ProcedurePlan, lang: str = "zh") -> str:
    """The states of a procedure as a Mermaid diagram, with the step and its clause on each edge."""
    items = ["stateDiagram-v2"]
    for state in _states(plan):
        term = plan.state_zh(state) if lang == "zh" else state.replace("_", " ")
        items.append(f"    {state} : {_plain(term)}")
    reached: set[str] = set()
    for step in plan.steps.values():
        label = plan.label(step.rule, "zh") if lang == "zh" else step.name.replace("_", " ")
        for (source, outcome), to in step.moves.items():
            words = " ".join(filter(None, [label, outcome, _short(step.clause)]))
            items.append(f"    {source or '[*]'} --> {to} : {_plain(words)}")
            reached.add(to)
    items += [f"    {state} --> [*]" for state in _states(plan) if state in plan.ends and state in reached]
    used = {*reached, plan.first}
    return "\n".join(item for item in items if item.split()[0] in {*used, "stateDiagram-v2", "[*]"}) + "\n"


def _plain(words: str) -> str:
    """Without the signs that Mermaid reads as its own."""
    return re.sub(r"[:;#\n\"<>]", " ", words)


# --- sheet -------------------------------------------------------------------------------------------------


def sheet_data(program: Program, plan: ProcedurePlan, lang: str = "zh") -> list[dict[str, str]]:
    """Every rule of a procedure in the manual's order: clause, kind, what, who, how long, when, how it is read."""
    return [
        {
            "clause": str(rule.clause),
            "kind": _KINDS.get(rule.kind, (rule.kind, rule.kind))[0 if lang == "zh" else 1],
            "what": _label(plan, rule, lang),
            "who": _roles(_people(rule), program, lang),
            "within": _within(rule, lang),
            "when": ("；" if lang == "zh" else "; ").join(_when(plan, rule, lang)),
            "reading": _reading(rule, lang),
        }
        for rule in plan.procedure.expanded
    ]


def _people(rule: Rule) -> Iterator[str]:
    for name in (
        "performers",
        "owner",
        "reporters",
        "role",
        "keepers",
        "filled_by",
        "notifies",
        "to_role",
        "payer",
    ):
        value = getattr(rule, name, None)
        yield from (each.name for each in as_tuple(value) if isinstance(each, Role))


def _within(rule: Rule, lang: str) -> str:
    for name in ("span", "every", "within", "wait", "period", "lasts"):
        value = getattr(rule, name, None)
        if isinstance(value, Span | OrStated):
            return _span(value, lang)
    return ""


def _when(plan: ProcedurePlan, rule: Rule, lang: str) -> Iterator[str]:
    words = {"unless": ("除非", "unless "), "since": ("自", "since "), "met_by": ("至", "until ")}
    for name, condition in conditions_of(rule):
        text = condition.text("zh", plan.term) if lang == "zh" else condition.text("en")
        yield words.get(name, ("", ""))[0 if lang == "zh" else 1] + text


def _reading(rule: Rule, lang: str) -> str:
    reason = getattr(rule.clause, "why", "") or getattr(rule, "reason", "")
    reading = rule.reading_zh or rule.reading if lang == "zh" else rule.reading
    return reading or reason


def clause_sheet(program: Program, plan: ProcedurePlan, lang: str = "zh") -> str:
    """The clause sheet of a procedure in Markdown, for a property manager to check against the printed manual."""
    zh = lang == "zh"
    procedure = plan.procedure
    title = f"{procedure.zh}（{procedure.name}）" if zh else f"{procedure.name} ({procedure.zh})"
    heads = (
        ("条款", "类型", "内容", "岗位", "时限", "条件", "解读")
        if zh
        else ("clause", "kind", "what", "who", "how long", "condition", "read so")
    )
    items = [f"# {program.manual.zh if zh else plan.manual}: {title}", ""]
    if procedure.section:
        items += [procedure.section, ""]
    items += [_row(heads), _row(["---"] * len(heads))]
    items += [_row(list(rule.values())) for rule in sheet_data(program, plan, lang)]
    return "\n".join(items) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
