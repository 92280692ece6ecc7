"""A clause sheet is read back: what its text says of each rule is what the rule says, nothing more and nothing less.

The sheet is taken as Markdown. The patterns and the words of this page are its own; the terms come from the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from sample_manuals import chengxinxing, dingsheng, fuheng, henghu, jueshixiang, tiny
from servicedesk import build_program
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import installed
from servicedesk.render import clause_sheet
from servicedesk.render.order import in_order
from servicedesk.rules.base import Rule
from servicedesk.rules.events import CaseEvent, Stated
from servicedesk.rules.parts import Form, FormPart, Signature
from servicedesk.rules.values import OrStated
from servicedesk.spans import Span

MANUALS = [
    installed().manual("fuheng"),
    *(each.MANUAL for each in (chengxinxing, dingsheng, fuheng, henghu, jueshixiang, tiny)),
]
Said = set[tuple[str, tuple[str, ...]]]

# What a piece of a cell says: the matter, how it is written in Chinese, how in English.
PATTERNS: list[tuple[str, str, str]] = [
    # lengths
    ("not before, next day", "满(.+)的次日起方可办理", "not before the day after (.+)"),
    ("not before", "满(.+)后方可办理", "not before (.+) are over"),
    ("lengthened", "每次延长(.+)，最多(.+)次", r"lengthened by (.+) each time, at most (.+) time\(s\)"),
    ("after", "满(.+)后上报", "after (.+)"),
    ("kept for ever", "不限期保存", "kept without end"),
    ("kept for", "保存([^《]+)", "kept for (.+)"),
    ("in force for", "有效期(.+)", "in force for (.+)"),
    ("rhythm, interval", "每(.+)一次，自上次完成起算", "once every (.+), counted from the last time"),
    ("rhythm, calendar", "每(.+)一次，按固定日期", "once every (.+), on fixed dates"),
    ("counted every", "每(.+)计算一次", "counted every (.+)"),
    # from, to, where
    ("since", "自(.+)起(?:算)?", "(?:counted )?from when (.+)"),
    ("until", "至(.+)止", "until (?!the visit|it is done|its own)(.+)"),
    ("until done", "至(?:本事项|回访)完成止", "until (?:it is done|the visit)"),
    ("on event", "每次(.+)办理一次", "each time that (.+)"),
    ("only", "限(.+)的情形", "only where (?!the site)(.+)"),
    ("unless", "(.+)的除外", "unless (.+)"),
    ("none for", "(.+)的不设时限", "no limit where (.+)"),
    ("resumed", "至(.+)恢复计时", "resumed when (.+)"),
    ("at opening", "受理时即判断", "read when the case is opened"),
    ("holder", "有责任人时仅由其本人办理", "by the holder alone, where there is one"),
    ("takes", "办理人为责任人", "whoever does it holds the case"),
    ("assigns", "指派(.+)为责任人", "assigned to one of (.+)"),
    ("rotates", "按在岗名单轮派(.+)为责任人", "given in turn to (.+) by the roster"),
    ("releases", "不再有责任人", "nobody holds it any more"),
    ("holder's superior", "有责任人时通知其上级", "to the superior of the holder, where there is one"),
    # what it does
    ("moves", "由(.+)转为(.+)", "from (.+) to (.+)"),
    ("outcome", "结果为(.+)", "the outcome (.+)"),
    ("bad", "(.+)为否的，转为(.+)", "leads to (.+) where the answer to (.+) is no"),
    ("to", "转为(.+)", "leads to ((?:(?! where ).)+)"),
    ("decided in", "在(.+)时决定", "decided in (.+)"),
    ("good", "以(.+)判断好坏", "good or bad by (.+)"),
    ("in states", "在(.+)时办理", "done in (.+)"),
    ("again", "每次重新进入须再办理", "owed anew each time the case comes back"),
    ("again after", "(.+)须再办理", "owed anew when (.+)"),
    ("gathered", "(.+)规定的事项全部办妥，方可(?:办理|在)(.+)", "all of (.+) come before (.+)"),
    ("required", "须(.+)，方可(?:办理|在)(.+)", "(?:(.+) may be done )?only where (.+)"),
    ("required of an outcome", "须(.+)，方可在(.+)中选(.+)", "(.+) of (.+) only where (.+)"),
    ("forbidden", "(.+)时不得办理(.+)", "(.+) may not be done where (.+)"),
    ("waived", "原则上如此，(.+)可豁免", "(.+) may waive it"),
    ("separate", "办理过(.+)的人不得办理(.+)", "whoever did (.+) may not do (.+)"),
    ("needs", "须有(.+)", "needs (.+)"),
    ("before", "须在(.+)之前(?:完成|备齐|缴清)", "(?:must be done|must be there|paid) before (.+)"),
    ("signed by", "((?!在).+)签字", "signed by (.+)"),
    ("may do", "可办理(.+)", "may do (.+)"),
    ("alone", "(.+)只由获此授权的岗位办理", "does (.+), which only the roles so authorized may"),
    ("keeps after", "(.+)之后保存(《.+》)，(.+)", "keeps (.+), (.+), after (.+)"),
    ("keeps", "保存(《.+》)，(.+)", "keeps ([^,]+), ([^,]+)"),
    ("read by them alone", "(.+)只准其查阅", "nobody else may read (.+)"),
    ("item opened", "(.+)时登记一条", "one more with (.+)"),
    ("item closed", "(.+)时了结", "settled with (.+)"),
    ("window", "在(.+)前(.+)至后(.+)之间办理(.+)", "(.+) from (.+) before to (.+) after (.+)"),
    ("early, recorded", "期满前办理(.+)的，记录但不计", "(.+) done before is recorded and does not count"),
    ("early, refused", "期满前不得办理(.+)", "(.+) may not be done before"),
    ("law", "依(.+)，自(.+)起满(.+)前不得办理(.+)", "by (.+), (.+) not before (.+) from when (.+)"),
    ("law, alone", "依(.+)，满(.+)前不得办理(.+)", "by (.+), (.+) not before (.+) are over"),
    ("left", "(?:不符合|出现)时只能办理(.+)", "where (?:not|so), (.+) is what is left"),
    ("waits", "完成前不得办理(.+)", "(.+) must wait until then"),
    ("optional", "未完成也可结案", "the case may end without it"),
    ("goes on", "再次开始的，接着计时", "a new start goes on counting"),
    ("counted once", "只计一次", "counted once only"),
    (
        "milestone",
        "(.+)时达到(?:，每次重新进入可再达到)?",
        "reached when (.+?)(?:, again each time the case comes back)?",
    ),
    ("pauses", "暂停：(.+)", "holds (.+)"),
    ("lifts", "不适用：(.+)", "lifts (.+)"),
    ("changes", "另定：(.+)", "changes (.+)"),
    ("calendar", "按“(.+)”计算", "by the calendar (.+)"),
    ("season", "仅在(.+)", "only where it is (.+)"),
    ("awaited", "(.+)须等其结束", "(.+) waits for its end"),
    ("decline", "考虑后不办的，登记理由", "where it is considered and not done, the reason is recorded"),
    ("lengthens", "延长(.+)", "lengthens (.+)"),
    ("rate", "按(.+)的(.+)计", "(.+ %) of (.+)"),
    ("as the fact says", "金额按(.+)", "as (.+) says"),
    ("amount", "金额(?!按)(.+)", "((?:[0-9.]+ CNY))"),
    ("kept back", "(.+)时扣留(.+)", "(?:.+ of )?(.+) kept with (.+)"),
    ("given back", "(.+)时退还(.+)", "(?:.+ of )?(.+) given back with (.+)"),
    ("custody", "(.+)时(.+)交其保管", "(.+) goes there with (.+)"),
    ("reduced", "(.+)按(.+)收取", "(.+ %) of (.+)"),
    ("in force", "自(.+)至(.+)有效", "in force from (.+) to (.+)"),
    ("in force until", "(.+)前有效", "in force until (.+)"),
    ("in force from", "自((?:(?!至).)+)有效", "in force from ((?:(?! to ).)+)"),
    ("ends early by", "(.+)时提前终止，自(.+)的(当月|当天)起", "ends where (.+), from (the month|the day) of (.+) on"),
    ("ends early", "(.+)时提前终止，自(当月|当天)起", "ends where (.+), from (the month|the day) on"),
    ("own end", "期满为止", "until its own time is over"),
    ("then", "其后按(.+)", "after that (.+)"),
    ("child", "另立(.+)案件", "opens a case of (.+)"),
    ("carries", "带入(.+)", "carries over (.+)"),
    ("share", "比例(?:不少于|不超过)(.+)", "a share of (?:at least|at most) (.+)"),
    ("among", "统计范围：(.+)", "among cases where (.+)"),
    ("reached", "达标：(.+)", "reached where (.+)"),
    ("over tasks", "按(“.+”)统计", "over (.+)"),
    ("subjects", "(.+)逐个办理", "for each subject"),
    ("files", "填写(.+)", "fills in (.+)"),
    ("asks", "登记(.+)", "states (.+)"),
    ("sets", "注明(.+)", "classifies by (.+)"),
    ("signs", "在(.+)上签字", "signs (.+)"),
    ("pays", "缴纳(.+)", "pays (.+)"),
    ("hands", "移交(.+)", "hands over (.+)"),
    ("reports", "上报(.+)", "reports (.+)"),
    ("per item", "按(.+)逐条", "for each (?!subject)(.+)"),
    ("answers", "由(.+)负责按时完成", "(.+) answers for the limit"),
    ("notifies", "通知(.+)", "notifies (.+)"),
    ("switch", "本单位启用该措施后方可", "only where the site has switched it on"),
]


def rows_of(sheet: str) -> list[list[str]]:
    """The cells of every rule; headings are left out."""
    lines = [line for line in sheet.splitlines() if line.startswith("| ")][2:]
    rows = [[cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in rows if row[1].strip() not in ("部分", "part")]


def read(cells: Iterable[str], lang: str) -> set[str]:
    """The matters that the cells speak of; a piece that no pattern knows is a matter of its own."""
    found: set[str] = set()
    for cell in cells:
        for piece in filter(None, cell.strip().split("；" if lang == "zh" else "; ")):
            found |= {
                (what, m[0]) for what, zh, en in PATTERNS if (m := re.fullmatch(zh if lang == "zh" else en, piece))
            } or {("?", piece)}
    return found


class Terms:
    """What things of one procedure are called, looked up in its rules."""

    def __init__(self, program: Program, plan: ProcedurePlan, lang: str) -> None:
        self.program, self.plan, self.lang, self.zh = program, plan, lang, lang == "zh"

    def quoted(self, words: Iterable[str]) -> str:
        return "、".join(f"“{each}”" for each in words) if self.zh else ", ".join(words)

    def plain(self, words: Iterable[str]) -> str:
        return ("、" if self.zh else ", ").join(words)

    def steps(self, names: Iterable[str]) -> str:
        if list(names) == ["end"]:
            return "结案" if self.zh else "the end"
        return self.quoted(self._step(name) for name in names)

    def _step(self, name: str) -> str:
        if name == "withdraw":
            return "撤销" if self.zh else "withdraw"
        rules = [rule for rule in self.plan.procedure.rules if rule.name == name and (rule.zh or rule.en)]
        kinds = ["start", "step", "task", "permission", "decision", "follow_up", "standing_task", "extension"]
        rule = next((each for each in rules if each.kind in kinds), None)
        zh, en = (rule.zh, rule.en) if rule else (self.plan.term("done", name), "")
        return zh if self.zh else en or name.replace("_", " ")

    def states(self, names: Iterable[str]) -> str:
        said = {"withdrawn": "已撤销", "merged": "已并案", **self.plan.procedure.terms}
        return self.quoted(said.get(name, name) if self.zh else name.replace("_", " ") for name in names)

    def roles(self, roles: Iterable[Any]) -> str:
        return self.plain(role.zh if self.zh else role.name.replace("_", " ") for role in dict.fromkeys(roles))

    def fact(self, name: str) -> str:
        return self.plan.term("fact", name) if self.zh else name.replace("_", " ")

    def title(self, form: Form) -> str:
        return f"《{form.zh}》" if self.zh else form.gloss.partition(":")[0] or form.name.replace("_", " ")

    def field(self, field: Any, *, must: bool = False) -> str:
        text = field.zh if self.zh else field.name.replace("_", " ")
        if field.options:
            choices = self.plain(zh if self.zh else name.replace("_", " ") for name, zh in field.options)
            such = ("如" if self.zh else "such as ") if field.open_list else ""
            text += f"（{such}{choices}）" if self.zh else f" ({such}{choices})"
        if field.past:
            text += "（不晚于办理时间）" if self.zh else " (not after the moment of the action)"
        if field.ahead:
            text += "（不早于办理时间）" if self.zh else " (not before the moment of the action)"
        if field.not_negative:
            text += "（不小于0）" if self.zh else " (zero or more)"
        if field.required or must:
            return text
        return f"{text}（可不填）" if self.zh else f"{text} (may be left empty)"

    def form(self, value: Form | FormPart, *, must: bool = False) -> str:
        form = value.form if isinstance(value, FormPart) else value
        if [field.kind for field in value.fields] in ([], ["shown"]):
            return self.title(form)
        meant = [each for each in value.fields if each.required or not must or isinstance(value, FormPart)]
        if not meant:
            return self.title(form)
        fields = self.plain(self.field(each, must=must) for each in meant)
        return f"{self.title(form)}（{fields}）" if self.zh else f"{self.title(form)} ({fields})"

    def when(self, condition: Any) -> str:
        return str(condition.text(self.lang, self.plan.terms(self.lang)))

    def moment(self, event: Any) -> str:
        say = event.moment if isinstance(event, CaseEvent) else event.text
        return str(say(self.lang, self.plan.terms(self.lang)))

    def length(self, span: Span) -> str:
        return span.long("zh" if self.zh else "en")

    def limit(self, span: Any) -> str:
        """A limit in its cell, which no pattern takes apart."""
        if isinstance(span, Stated):
            return f"按“{self.fact(span.name)}”约定的期限" if self.zh else f"as {self.fact(span.name)} says"
        if isinstance(span, OrStated):
            own, fact = span.span.text("zh" if self.zh else "en"), self.fact(span.fact)
            sooner = "" if span.replaces else ("且更早" if self.zh else "sooner ")
            return f"{own}，“{fact}”另有约定{sooner}的从其约定" if self.zh else f"{own}, or {sooner}as {fact} says"
        return str(span.text("zh" if self.zh else "en"))


def given(rule: Any, name: str) -> Any:
    """What stands in a field; ``None`` where it is empty. A condition is never asked whether it is true."""
    value = getattr(rule, name, None)
    return None if value in (None, "", (), {}, False) else value


def expected(rule: Any, say: Terms) -> Iterator[str]:  # noqa: PLR0915  a line for each field there is
    """Every sentence that the rule must have on the sheet, written here by hand."""
    zh, kind = say.zh, rule.kind
    get = lambda name: given(rule, name)  # noqa: E731

    def one(chinese: str, english: str) -> str:
        return chinese if zh else english

    # how long
    span, within, wait, every = get("span"), get("within"), get("wait"), get("every")
    if kind == "not_before":
        over = say.length(span)
        if rule.after_period:
            yield one(f"满{over}的次日起方可办理", f"not before the day after {over}")
        else:
            yield one(f"满{over}后方可办理", f"not before {over} are over")
    elif kind == "extension":
        over = say.length(span)
        yield one(
            f"每次延长{over}，最多{rule.times}次", f"lengthened by {over} each time, at most {rule.times} time(s)"
        )
    elif span is not None:
        yield say.limit(span)
    if within is not None:
        yield say.limit(within)
    if wait is not None:
        over = say.length(wait)
        if kind == "permission":
            yield one(f"满{over}后方可办理", f"not before {over} are over")
        else:
            yield one(f"满{over}后上报", f"after {over}")
    if kind == "retention":
        over = say.length(rule.period) if rule.period else ""
        yield one(f"保存{over}", f"kept for {over}") if over else one("不限期保存", "kept without end")
    if get("lasts") is not None:
        yield one(f"有效期{say.length(rule.lasts)}", f"in force for {say.length(rule.lasts)}")
    if every is not None:
        over = every.rhythm("zh" if zh else "en")
        if kind == "target":
            yield one(f"每{over}计算一次", f"counted every {over}")
        elif rule.rhythm == "interval":
            yield one(f"每{over}一次，自上次完成起算", f"once every {over}, counted from the last time")
        else:
            yield one(f"每{over}一次，按固定日期", f"once every {over}, on fixed dates")
    # from when to when, and where
    if get("since") is not None:
        start = say.moment(rule.since)
        if kind == "escalation" and wait is None:
            yield one(f"自{start}起", f"from when {start}")
        else:
            yield one(f"自{start}起算", f"counted from when {start}")
    if get("met_by") is not None:
        yield one(f"至{say.moment(rule.met_by)}止", f"until {say.moment(rule.met_by)}")
    if kind in ("step", "task", "permission", "decision") and within is not None:
        yield one("至本事项完成止", "until it is done")
    if kind == "follow_up":
        yield one("至回访完成止", "until the visit")
    if get("on_event") is not None:
        yield one(f"每次{say.moment(rule.on_event)}办理一次", f"each time that {say.moment(rule.on_event)}")
    if get("only") is not None:
        yield one(f"限{say.when(rule.only)}的情形", f"only where {say.when(rule.only)}")
    if get("unless") is not None:
        yield one(f"{say.when(rule.unless)}的除外", f"unless {say.when(rule.unless)}")
    if get("none_for") is not None:
        yield one(f"{say.when(rule.none_for)}的不设时限", f"no limit where {say.when(rule.none_for)}")
    if get("resumed_by") is not None:
        yield one(f"至{say.moment(rule.resumed_by)}恢复计时", f"resumed when {say.moment(rule.resumed_by)}")
    if get("at_opening") is not None:
        yield one("受理时即判断", "read when the case is opened")
    # where it leads
    if kind in ("step", "follow_up"):
        here, there = say.states(rule.from_states), say.states([rule.to_state])
        yield one(f"由{here}转为{there}", f"from {here} to {there}")
    if kind == "follow_up":
        fact = one(f"“{say.fact(rule.good)}”", say.fact(rule.good))
        if rule.bad_to_state:
            there = say.states([rule.bad_to_state])
            yield one(f"{fact}为否的，转为{there}", f"leads to {there} where the answer to {fact} is no")
        else:
            yield one(f"以{fact}判断好坏", f"good or bad by {fact}")
    if kind == "decision":
        yield one(f"在{say.states(rule.from_states)}时决定", f"decided in {say.states(rule.from_states)}")
    if kind == "outcome":
        name = one(f"“{rule.zh or say.plan.label(rule, 'zh')}”", rule.en or rule.name.replace("_", " "))
        yield one(f"结果为{name}", f"the outcome {name}")
        if rule.to_state:
            yield one(f"转为{say.states([rule.to_state])}", f"leads to {say.states([rule.to_state])}")
    if kind in ("task", "permission", "sanction", "standing_task") and rule.in_states:
        yield one(f"在{say.states(rule.in_states)}时办理", f"done in {say.states(rule.in_states)}")
    if kind == "task" and rule.again:
        yield one("每次重新进入须再办理", "owed anew each time the case comes back")
    if get("advises"):
        left = say.steps(rule.advises)
        yield one(
            f"{'不符合' if kind == 'requirement' else '出现'}时只能办理{left}",
            f"where {'not' if kind == 'requirement' else 'so'}, {left} is what is left",
        )
    if get("again_after") is not None:
        anew = say.moment(rule.again_after)
        yield one(f"{anew}须再办理", f"owed anew when {anew}")
    if get("before_steps") is not None:
        steps = say.steps(rule.before_steps)
        if kind == "task":
            yield one(f"须在{steps}之前完成", f"must be done before {steps}")
        elif kind == "document_requirement":
            yield one(f"须在{steps}之前备齐", f"must be there before {steps}")
        elif kind in ("fee", "deposit"):
            yield one(f"须在{steps}之前缴清", f"paid before {steps}")
        elif kind == "deadline":
            yield one(f"完成前不得办理{steps}", f"{steps} must wait until then")
        elif kind == "requirement" and not rule.outcome:
            if rule.condition is not None:
                text = say.when(rule.condition)
                yield one(f"须{text}，方可办理{steps}", f"{steps} may be done only where {text}")
            if rule.clauses:
                rows = say.plain(rule.clauses)
                yield one(f"{rows}规定的事项全部办妥，方可办理{steps}", f"all of {rows} come before {steps}")
        elif kind == "requirement":
            outcome = next(
                one(f"“{each.zh or say.plan.label(each, 'zh')}”", each.en or each.name.replace("_", " "))
                for each in say.plan.procedure.rules
                if each.kind == "outcome" and each.outcome == rule.outcome and each.name in rule.before_steps  # type: ignore[attr-defined]
            )
            if rule.condition is not None:
                text = say.when(rule.condition)
                yield one(f"须{text}，方可在{steps}中选{outcome}", f"{outcome} of {steps} only where {text}")
            if rule.clauses:
                rows = say.plain(rule.clauses)
                yield one(
                    f"{rows}规定的事项全部办妥，方可在{steps}中选{outcome}",
                    f"all of {rows} come before {outcome} of {steps}",
                )
    if kind == "prohibition":
        text, steps = say.when(rule.condition), say.steps(rule.steps)
        yield one(f"{text}时不得办理{steps}", f"{steps} may not be done where {text}")
    if get("waivable") is not None:
        yield one(f"原则上如此，{say.roles(rule.waived_by)}可豁免", f"{say.roles(rule.waived_by)} may waive it")
    if kind == "separation":
        others, step = say.steps(rule.others), say.steps([rule.step])
        yield one(f"办理过{others}的人不得办理{step}", f"whoever did {others} may not do {step}")
    if kind == "document_requirement":
        yield one(f"须有{say.form(rule.form, must=True)}", f"needs {say.form(rule.form, must=True)}")
        if rule.signed_by:
            who = say.plain(_signer(each, say) for each in rule.signed_by)
            yield one(f"{who}签字", f"signed by {who}")
    if kind == "authorization":
        steps = say.steps(rule.actions)
        if rule.instead:
            yield one(f"{steps}只由获此授权的岗位办理", f"does {steps}, which only the roles so authorized may")
        else:
            yield one(f"可办理{steps}", f"may do {steps}")
    if kind == "retention":
        copies = {
            "original": ("原件", "the original"),
            "attachment": ("附件", "the attachment"),
            "archive": ("归档件", "the archived copy"),
            "copy": ("复印件", "a copy"),
            "with_register": ("与登记表一并", "with the register"),
            "owner_file": ("入业主档案", "in the file of the owner"),
            "with_guard": ("存岗位", "at the post"),
        }
        copy, title = one(*copies[rule.copy]), say.title(rule.form)
        after = say.steps([rule.after_step]) if rule.after_step else ""
        if after:
            yield one(f"{after}之后保存{title}，{copy}", f"keeps {title}, {copy}, after {after}")
        else:
            yield one(f"保存{title}，{copy}", f"keeps {title}, {copy}")
    if kind == "access":
        yield one(f"{say.title(rule.form)}只准其查阅", f"nobody else may read {say.title(rule.form)}")
    if kind == "items":
        yield one(f"{say.steps(rule.opened_by)}时登记一条", f"one more with {say.steps(rule.opened_by)}")
        if rule.closed_by:
            yield one(f"{say.steps(rule.closed_by)}时了结", f"settled with {say.steps(rule.closed_by)}")
    if kind == "not_before":
        steps = say.steps(rule.steps)
        if rule.if_early == "recorded":
            yield one(f"期满前办理{steps}的，记录但不计", f"{steps} done before is recorded and does not count")
        else:
            yield one(f"期满前不得办理{steps}", f"{steps} may not be done before")
    if kind == "deadline" and not rule.mandatory:
        yield one("未完成也可结案", "the case may end without it")
    if kind == "deadline" and rule.reopening == "resume":
        yield one("再次开始的，接着计时", "a new start goes on counting")
    if kind == "deadline" and rule.reopening == "none":
        yield one("只计一次", "counted once only")
    # papers, fields, people
    if get("files") is not None:
        forms = say.plain(say.form(each) for each in rule.files)
        yield one(f"填写{forms}", f"fills in {forms}")
    if get("asks") is not None:
        fields = say.plain(say.field(each) for each in rule.asks)
        yield one(f"登记{fields}", f"states {fields}")
    if get("sets") is not None:
        fields = say.plain(say.field(each.as_field()) for each in rule.sets)
        yield one(f"注明{fields}", f"classifies by {fields}")
    if get("signs") is not None:
        forms = say.plain(_signed(each, say) for each in rule.signs)
        yield one(f"在{forms}上签字", f"signs {forms}")
    if get("notifies") is not None:
        yield one(f"通知{say.roles(rule.notifies)}", f"notifies {say.roles(rule.notifies)}")
    if get("owner") is not None and get("performers") is not None:
        yield one(f"由{say.roles(rule.owner)}负责按时完成", f"{say.roles(rule.owner)} answers for the limit")


def _signer(each: Any, say: Terms) -> str:
    if not isinstance(each, Signature):
        return say.roles([each])
    who, other = say.roles([each.role]), say.roles([each.substitute])
    when = say.when(each.when)
    return f"{who}（{when}的，可由{other}代签）" if say.zh else f"{who} (or {other}, where {when})"


def _signed(each: Any, say: Terms) -> str:
    if not isinstance(each, Signature):
        return say.title(each)
    assert each.form is not None
    return (
        f"{say.title(each.form)}（{say.roles([each.role])}）"
        if say.zh
        else f"{say.title(each.form)} ({say.roles([each.role])})"
    )


def pieces(cells: Iterable[str], lang: str) -> list[str]:
    """The sentences of some cells; the other language's mark parts nothing."""
    return [piece for cell in cells for piece in cell.strip().split("；" if lang == "zh" else "; ") if piece]


SHEETS = [
    (program, plan)
    for manual in MANUALS
    for program in (build_program(manual, manual.editions[0].name),)
    for plan in program.plans.values()
]
IDS = [f"{program.manual.name}/{plan.procedure.name}/{number}" for number, (program, plan) in enumerate(SHEETS)]
# Kinds whose sentences are about fields that this page writes by hand; the others are read by their pattern below.
BY_HAND = frozenset(
    "start step task permission decision outcome follow_up deadline escalation requirement prohibition separation "  # noqa: SIM905
    "document_requirement authorization retention access items not_before extension standing_task".split()
)
ASIDE = frozenset(
    "subjects|takes|holder|assigns|rotates|releases|holder's superior|per item|pays|hands|reports|switch|law|"  # noqa: SIM905
    "law, alone|lengthens|for a miss|for a breach|promised|repeats|season|decline|calendar".split("|")
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("program", "plan"), SHEETS, ids=IDS)
def test_a_sheet_says_of_each_rule_what_the_rule_says(program: Program, plan: ProcedurePlan, lang: str) -> None:
    """Clause by clause: its sentences are those that this page writes for the rule."""
    rows = rows_of(clause_sheet(program, plan, lang))
    say = Terms(program, plan, lang)
    for cells, rule in zip(rows, in_order(plan.procedure), strict=True):
        clause = cells[0].strip()
        own = str(rule.clause) if str(rule.clause) != "local" else {"zh": "内部规定", "en": "local rule"}[lang]
        assert clause == say.plain((own, *rule.also))
        if rule.kind not in BY_HAND:
            continue
        shown = {p for p in pieces(cells[4:7], lang) if not any(what in ASIDE for what, _ in read([p], lang))}
        assert shown == set(expected(rule, say)), rule.place()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("program", "plan"), SHEETS, ids=IDS)
def test_every_sentence_of_a_sheet_is_one_that_this_page_knows(
    program: Program, plan: ProcedurePlan, lang: str
) -> None:
    """What stands beside a bare limit reads back into a matter."""
    for cells, rule in zip(rows_of(clause_sheet(program, plan, lang)), in_order(plan.procedure), strict=True):
        unknown = [piece for what, piece in read(cells[5:7], lang) if what == "?"]
        if rule.kind != "classification":
            assert unknown == [], rule.place()


# What each remaining field must come to, for every rule that has it: a matter, and whether words of it are to be found.
MATTERS: dict[str, tuple[str, ...]] = {
    "limits": ("pauses",),
    "actions": ("pauses", "may do", "alone"),
    "lifts": ("lifts",),
    "changes": ("changes",),
    "season": ("season",),
    "repeats": ("repeats",),
    "promised_to": ("promised",),
    "for_missed": ("for a miss",),
    "for_breach_of": ("for a breach",),
    "awaited_before": ("awaited",),
    "decline": ("decline",),
    "resumed_by": ("resumed",),
    "limit": ("lengthens",),
    "around": ("window",),
    "floor": ("law", "law, alone"),
    "rate": ("rate",),
    "kept": ("kept back",),
    "fee": ("kept back", "given back"),
    "article": ("custody",),
    "of_fee": ("reduced",),
    "lasts": ("in force for",),
    "from_fact": ("in force", "in force from"),
    "until_fact": ("in force", "in force until"),
    "procedure": ("child",),
    "carries": ("carries",),
    "share": ("share",),
    "among": ("among",),
    "reached": ("reached",),
    "standing_tasks": ("over tasks",),
    "subjects": ("subjects",),
    "pays": ("pays",),
    "hands": ("hands",),
    "reports": ("reports",),
    "per_item": ("per item",),
    "switch": ("switch",),
    "holder": ("holder",),
    "takes": ("takes",),
    "assigns": ("assigns",),
    "rotates": ("rotates",),
    "releases": ("releases",),
    "holders_superior": ("holder's superior",),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("program", "plan"), SHEETS, ids=IDS)
def test_what_follows_from_a_rule_stands_on_the_sheet(program: Program, plan: ProcedurePlan, lang: str) -> None:
    for cells, rule in zip(rows_of(clause_sheet(program, plan, lang)), in_order(plan.procedure), strict=True):
        found = {what for what, _ in read(cells[4:7], lang)}
        for name, matters in MATTERS.items():
            if given(rule, name) is not None:
                assert found & set(matters), (name, rule.place())
            elif hasattr(rule, name) and name != "fee":
                others = {
                    m for each, ms in MATTERS.items() if each != name and given(rule, each) is not None for m in ms
                }
                assert not (found & set(matters)) - others, (name, rule.place())


def test_a_kind_of_rule_has_every_field_in_the_table() -> None:
    """A field that a rule may have and the sheet has no sentence for is a hole in what people are shown."""
    from attrs import fields

    from servicedesk.render.sheet import SAID_ELSEWHERE
    from servicedesk.texts.sheet import SENTENCES

    said = {name for sentence in SENTENCES for name in sentence.said} | SAID_ELSEWHERE
    said |= {"limits", "entitlements"}  # what a pause holds is one sentence
    kinds = [kind for kind in _below(Rule) if kind.__module__.startswith("servicedesk.")]
    assert len(kinds) > 30
    assert {(kind.kind, a.name) for kind in kinds for a in fields(kind) if a.name not in said} == set()


def _below(kind: type[Rule]) -> list[type[Rule]]:
    return [each for below in kind.__subclasses__() for each in (below, *_below(below))]
