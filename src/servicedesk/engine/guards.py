"""Everything that may stand against a step, gathered as refusals. Nothing here changes a case."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from servicedesk.calendars import to_datetime
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Limit, Refusal
from servicedesk.engine.limits import back_from
from servicedesk.engine.view import CaseView
from servicedesk.program.program import Filing, LimitPlan, ProcedurePlan, Program, StepPlan, Wait
from servicedesk.rules.actions import Action, Outcome, Permission, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import fields_of
from servicedesk.rules.conditions import AllOf, Condition, met_part, unmet_part, walk
from servicedesk.rules.effects import Fee, Items
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.limits import Deadline, Extension
from servicedesk.rules.parts import FormPart, Signature
from servicedesk.texts.conditions import event_text
from servicedesk.texts.phrases import say
from servicedesk.texts.term import listed

__all__ = ["Checker", "fulfilled"]


@define
class Checker:
    """One step of one case under examination; ``refusals`` grows.

    ``early`` says that the act comes too soon: it is recorded and counts for nothing.
    """

    program: Program
    plan: ProcedurePlan
    step: StepPlan
    view: CaseView
    context: Context
    filing: Filing | None
    waives: frozenset[str] = frozenset()
    refusals: list[Refusal] = field(factory=list[Refusal])
    early: bool = False

    @property
    def fillable(self) -> frozenset[str]:
        """Blanks that the step itself could still fill: while nothing is filed yet, they are no reason why not."""
        return frozenset(b.field.name for b in self.step.blanks) if self.filing is None else frozenset()

    def refuse(
        self,
        kind: str,
        clause: str,
        /,
        *,
        place: str = "",
        reads: tuple[str, ...] = (),
        aid: str = "",
        aids: dict[str, object] | None = None,
        **blanks: object,
    ) -> None:
        """Add one refusal; blanks that end in ``_zh`` stand in the Chinese sentence for their plain twin."""
        zh = {k.removesuffix("_zh"): v for k, v in blanks.items() if k.endswith("_zh")}
        help_blanks = aids or {}
        help_zh = {k.removesuffix("_zh"): v for k, v in help_blanks.items() if k.endswith("_zh")}
        self.refusals.append(
            Refusal(
                kind,
                clause,
                say(kind, "zh", **{**blanks, **zh}),
                say(kind, "en", **blanks),
                say(aid, "zh", **{**help_blanks, **help_zh}) if aid else "",
                say(aid, "en", **help_blanks) if aid else "",
                reads,
                place,
            )
        )

    # --- the step itself -----------------------------------------------------------------------------

    def state(self) -> None:
        """Is the case where this step can be done?"""
        case, step = self.view.case, self.step
        if step.in_states is None or case.state in step.in_states:
            return
        names = ", ".join(sorted(step.in_states))
        offered = sorted(n for n, s in self.plan.steps.items() if s.moves and s.in_states and case.state in s.in_states)
        self.refuse(
            "wrong_state",
            step.clause,
            state=case.state,
            states=names,
            state_zh=self.plan.state_zh(case.state),
            states_zh=listed(map(self.plan.state_zh, sorted(step.in_states)), "zh"),
            aid="help_state" if offered else "",
            aids={"steps": ", ".join(offered), "steps_zh": listed(map(self._label_zh, offered), "zh")},
        )

    def _label_zh(self, step: str) -> str:
        return self.plan.label(self.plan.steps[step].rule, "zh")

    def role(self) -> None:
        """Does the actor hold a post that may do it?"""
        posts = [p for p in self.step.posts if p.only is None or p.only.evaluate(self.view) is True]
        instead = [p for p in posts if p.instead]
        meant = {p.role.name for p in instead or posts if p.role}
        meant |= frozenset() if instead else self.step.roles
        if self.context.actor.roles & meant:
            return
        wanted = sorted(meant) or sorted(p.role.name for p in self.step.posts if p.role)
        self.refuse(
            "wrong_role",
            self.plan.id_of(instead[0]) if instead else self.step.clause,
            roles=", ".join(wanted),
            roles_zh=self._roles_zh(wanted),
            actor=self.context.actor.name,
            aid="help_role",
            aids={"roles": " or ".join(wanted), "roles_zh": self._roles_zh(wanted)},
        )

    def _roles_zh(self, names: list[str]) -> str:
        return listed(map(self.program.role_zh, names), "zh")

    def applies(self) -> None:
        """Its own conditions: ``only`` and ``unless``."""
        self._condition(self.step.clause, self.step.only, "not_applicable", want=True)
        self._condition(self.step.clause, self.step.unless, "not_now", want=False)

    def outcome(self, rule: Outcome) -> None:
        """The condition of the outcome that was chosen."""
        self._condition(self.plan.id_of(rule), rule.only, "not_applicable", want=True)

    def _condition(
        self,
        clause: str,
        condition: Condition | None,
        kind: str,
        *,
        want: bool,
        aid: str = "",
        aids: dict[str, object] | None = None,
    ) -> None:
        if condition is None:
            return
        parts = condition.conditions if want and isinstance(condition, AllOf) else (condition,)
        if all(self.fillable.intersection(_reads(p)) or p.evaluate(self.view) is want for p in parts):
            return
        value, reads = condition.evaluate(self.view), _reads(condition)
        if value is None:
            missing = [n for n in reads if self.view.fact(n) is None and self.view.answer(n) is None] or list(reads)
            if self.fillable.intersection(missing):
                return
            zh = listed((self.plan.term("fact", n) for n in missing), "zh")
            self.refuse(
                "unknown_fact",
                clause,
                reads=reads,
                facts=", ".join(self.plan.terms("en")("fact", n) for n in missing),
                facts_zh=zh,
                condition=self.plan.reading(condition, "en"),
                condition_zh=self.plan.reading(condition, "zh"),
                aid="help_fact",
                aids={"facts": ", ".join(self.plan.terms("en")("fact", n) for n in missing), "facts_zh": zh},
            )
            return
        condition = unmet_part(condition, self.view) if want else met_part(condition, self.view)
        says = self.plan.unmet if want else self.plan.reading
        if not aid and (todo := self._todo(condition)):
            aid, aids = "help_do", todo
        self.refuse(
            kind,
            clause,
            reads=reads,
            condition=says(condition, "en"),
            condition_zh=says(condition, "zh"),
            aid=aid,
            aids=aids,
        )

    def _todo(self, condition: Condition) -> dict[str, object] | None:
        for part in walk(condition):
            if isinstance(part, CaseEvent) and part.kind == "done" and part.name in self.plan.steps:
                return {"step": part.name, "step_zh": self.plan.label(self.plan.steps[part.name].rule, "zh")}
        return None

    def blanks(self, outcome: str) -> None:
        """Everything wrong with what was filed, by path, never with a value."""
        if self.filing is None:
            return
        clauses = {b.field.name: b.clause for b in self.step.blanks}
        if chosen := self.step.outcomes.get(outcome):
            clauses |= {f.name: self.plan.id_of(chosen) for f in fields_of(chosen) if f.name not in clauses}
        for path, kind, zh, en in self.filing.faults:
            name = path.split("[")[0]
            blank = self.plan.fields.get(name)
            clause = clauses.get(name, self.step.clause)
            term = blank.zh if blank else name
            if kind == "unknown_field":
                self.refuse(
                    kind,
                    clause,
                    place=path,
                    name=name,
                    aid="help_near" if en else "",
                    aids={"near": en},
                )
            elif kind == "missing_field":
                self.refuse(
                    kind,
                    clause,
                    place=path,
                    name=name,
                    field=term,
                    aid="help_field",
                    aids={"name": name, "field": term},
                )
            else:
                self.refuse(kind, clause, place=path, name=name, field=term, reason=en, reason_zh=zh)

    def no_item(self, kind: str, item: str) -> None:
        """The line it is about is not there, or there already."""
        items = self.step.item_kind
        zh = self.plan.label(self.plan.items[items], "zh") if items else ""
        self.refuse(kind, self.step.clause, place="item", item=item, kind=items, kind_zh=zh)

    # --- what stands before it ------------------------------------------------------------------------

    def guards(self, outcome: str) -> None:
        """Requirements and prohibitions, waivable ones unless they were waived."""
        for rule in self.step.requires:
            clause = self.plan.id_of(rule)
            if clause in self.waived or (rule.outcome and rule.outcome != outcome) or not self._holds(rule.only):
                continue
            aid, aids = self._waiver(rule)
            self._condition(clause, rule.condition, "required", want=True, aid=aid, aids=aids)
            for name in rule.clauses:
                for other in self.plan.by_clause.get(name, ()):
                    if not fulfilled(other, self.view):
                        self._lacking(clause, other)
        for forbidding in self.step.forbids:
            clause = self.plan.id_of(forbidding)
            if clause not in self.waived and self._holds(forbidding.only):
                aid, aids = self._waiver(forbidding)
                self._condition(clause, forbidding.condition, "forbidden", want=False, aid=aid, aids=aids)

    @property
    def waived(self) -> frozenset[str]:
        return self.waives | frozenset(self.view.case.waived)

    def _waiver(self, rule: Requirement | Prohibition) -> tuple[str, dict[str, object] | None]:
        if not rule.waivable:
            return "", None
        names = [role.name for role in rule.waived_by]
        return "help_waive", {"roles": " or ".join(names), "roles_zh": self._roles_zh(names)}

    def _holds(self, only: Condition | None, view: CaseView | None = None) -> bool:
        """Met or unknown; not where the step itself could still say so."""
        if only is None:
            return True
        value = only.evaluate(view or self.view)
        if value is None:
            return self.fillable.isdisjoint(name for part in walk(only) for name in part.facts())
        return value

    def _lacking(self, clause: str, rule: Rule) -> None:
        """Say in the right words what an unfulfilled rule lacks."""
        if isinstance(rule, DocumentRequirement):
            self.document_requirement(rule, clause)
        elif isinstance(rule, Fee):
            self.fee(rule, clause)
        else:
            self.refuse(
                "required",
                clause,
                condition=event_text("en", "done", name=rule.name, so=False),
                condition_zh=event_text("zh", "done", name=self.plan.label(rule, "zh"), so=False),
                aid="help_do" if isinstance(rule, Action) else "",
                aids={"step": rule.name, "step_zh": self.plan.label(rule, "zh")},
            )

    def documents(self) -> None:
        """Forms that must be filled and signed before this step."""
        for rule in self.step.documents:
            if self._holds(rule.only):
                self.document_requirement(rule, self.plan.id_of(rule))

    def document_requirement(self, rule: DocumentRequirement, clause: str) -> None:
        """One form: there at all, without empty blanks, signed by everybody who must."""
        assert rule.form is not None  # noqa: S101  validated when declared
        form = rule.form.form if isinstance(rule.form, FormPart) else rule.form
        if self.view.occurrence(f"filed:{form.name}") is None and not self._files(form.name):
            self.refuse("missing_document", clause, name=form.name, form=form.zh)
            return
        part = isinstance(rule.form, FormPart)
        wanted_blanks = [f for f in rule.form.fields if (part or f.required) and f.name not in self.fillable]
        empty = [f for f in wanted_blanks if self._blank_is_empty(f.name)]
        if empty:
            self.refuse(
                "empty_field",
                clause,
                name=form.name,
                form=form.zh,
                reads=tuple(f.name for f in empty),
                fields=", ".join(f.name for f in empty),
                fields_zh=listed((f.zh for f in empty), "zh"),
            )
        for wanted in rule.signed_by:
            signature = wanted if isinstance(wanted, Signature) else Signature(wanted)
            if not _signed(form.name, signature, self.view) and not self._signs(form.name, signature):
                self.refuse(
                    "missing_signature",
                    clause,
                    name=form.name,
                    form=form.zh,
                    role=signature.role.name,
                    role_zh=signature.role.zh,
                )

    def _blank_is_empty(self, name: str) -> bool:
        """Not filled; what this step files and leaves empty is empty, whatever an earlier sheet said."""
        if self.filing is not None and any(b.field.name == name for b in self.step.blanks):
            return name not in self.filing.values
        return self.view.fact(name) is None

    def _files(self, form: str) -> bool:
        return any(f.name == form for f in self.step.forms)

    def _signs(self, form: str, wanted: Signature) -> bool:
        return any(
            s.form is not None and s.form.name == form and s.role.name == wanted.role.name for s in self.step.signatures
        )

    def fees(self) -> None:
        """Amounts that must be paid before this step."""
        for rule in self.step.fees:
            self.fee(rule, self.plan.id_of(rule))

    def fee(self, rule: Fee, clause: str) -> None:
        """One amount: due at all, and paid."""
        if rule.only is not None and rule.only.evaluate(self.view) is False:
            return
        if rule.unless is not None and rule.unless.evaluate(self.view) is True:
            return
        if self.view.occurrence(f"paid:{rule.name}") is None:
            self.refuse("unpaid", clause, fee=rule.name, fee_zh=self.plan.label(rule, "zh"))

    def acts(self) -> None:
        """Acts that are owed before this step."""
        for rule in self.step.acts:
            self.owed(rule)

    def owed(self, rule: Task) -> None:
        """One act that is owed, in every line it is about; one whose switch is off is not."""
        if rule.switch and rule.switch not in self.context.site.switches:
            return
        for view in self._looks(rule.per_item):
            off = rule.unless is not None and rule.unless.evaluate(view) is True
            if not self._holds(rule.only, view) or off or fulfilled(rule, view):
                continue
            zh = self.plan.label(rule, "zh")
            what = f"{rule.name} {view.item}" if view.item else rule.name
            self.refuse(
                "outstanding",
                self.plan.id_of(rule),
                what=what,
                what_zh=f"{zh}{view.item or ''}",
                aid="help_do",
                aids={"step": rule.name, "step_zh": zh},
            )

    def _looks(self, kind: str) -> Iterator[CaseView]:
        if not kind or (self.view.item and self.step.item_kind == kind):
            yield self.view
        else:
            for item in self.view.case.items.values():
                if item.kind == kind:
                    yield CaseView(self.view.case, self.view.day, item.id, self.view.answers, self.view.filed)

    # --- time -------------------------------------------------------------------------------------------

    def times(self) -> None:
        """What must wait, by clause and by law; windows; limits that block."""
        for wait in self.step.waits:
            self._wait(wait)
        for window in self.step.windows:
            around = window.around.last(self.view) if window.around is not None else None
            if around is None or not self._holds(window.only):
                continue
            calendar = self.context.calendar
            first = back_from(window.early, around.last_at, calendar) if window.early else around.last_at
            last = (window.late.due(around.last_at, calendar).at or around.last_at) if window.late else around.last_at
            if not first <= self.context.occurred_at <= last:
                self.refuse("outside_window", self.plan.id_of(window), first=self._at(first), last=self._at(last))
        for blocking in self.step.blocking:
            for limit in self.view.case.limits.values():
                if limit.name == blocking.name and limit.clause == blocking.clause and limit.is_open:
                    self._open_limit(limit, blocking)

    def _wait(self, wait: Wait) -> None:
        start = wait.since.last(self.view)
        if not self._holds(wait.only):
            return
        if start is None:
            if wait.floor is not None or wait.only is not None or wait.clause:
                self._condition(wait.clause, wait.since, "required", want=True)
            return
        day = self.context.calendar.local_date(start.last_at).isoformat()
        own = None if wait.floor is not None else self.context.site.span(wait.clause, day)
        span = wait.span if own is None else own
        first = span.not_before(start.last_at, self.context.calendar, after_period=wait.after_period)
        if self.context.occurred_at >= first:
            return
        at = self._at(first)
        if wait.recorded:
            self.early = True
        elif wait.floor is not None:
            self.refuse(
                "too_early_law",
                wait.clause,
                first=at,
                law=str(wait.floor.law),
                law_zh=wait.floor.law.text("zh"),
                aid="help_wait",
                aids={"first": at},
            )
        else:
            self.refuse("too_early", wait.clause, first=at, aid="help_wait", aids={"first": at})

    def may_after(self) -> None:
        """A permission that begins some time after something happened."""
        rule = self.step.rule
        if isinstance(rule, Permission) and rule.wait is not None and rule.since is not None:
            self._wait(Wait(self.step.clause, rule.wait, rule.since, after_period=True))
        if isinstance(rule, Action) and rule.switch and rule.switch not in self.context.site.switches:
            self.refuse("switched_off", self.step.clause, switch=rule.switch, switch_zh=self.plan.label(rule, "zh"))

    def extension(self) -> None:
        """A limit is there to be lengthened, and was not lengthened too often."""
        rule = self.step.rule
        if not isinstance(rule, Extension):
            return
        limit = self.view.case.limits.get(f"{rule.limit}@{self.view.item}" if self.view.item else rule.limit)
        if limit is None or not limit.is_open:
            limits = [p.rule for name, group in self.plan.limits if name == rule.limit for p in group]
            self.refuse("no_open_limit", self.step.clause, limit=rule.limit, limit_zh=self.plan.label(limits[0], "zh"))
        elif len(limit.extensions) >= rule.times:
            self.refuse("times_used", self.step.clause, times=rule.times)

    def separations(self) -> None:
        """Whoever did the one may not do the other."""
        for rule in self.step.separations:
            for other in rule.others:
                if self.context.actor.name in self.view.case.performers.get(other, ()):
                    self.refuse("separation", self.plan.id_of(rule), other=other, other_zh=self._step_zh(other))

    def _step_zh(self, name: str) -> str:
        known = self.plan.steps.get(name)
        return self.plan.label(known.rule, "zh") if known else name

    # --- the end -------------------------------------------------------------------------------------------

    def closing(self) -> None:
        """What is still owed when this step would end the case; the look shows the case as it would be."""
        for act in self.plan.owed:
            if not act.in_states or any(self.view.occurrence(f"entered:{state}") for state in act.in_states):
                self.owed(act)
        for document_requirement in self.plan.final_documents:
            if self._holds(document_requirement.only):
                self.document_requirement(document_requirement, self.plan.id_of(document_requirement))
        for limit in self.view.case.limits.values():
            if limit.is_open and limit.owed:
                self._open_limit(limit, None)
        for kind, rule in self.plan.items.items():
            if self.view.open_items(kind):
                self.refuse("outstanding", self.plan.id_of(rule), what=kind, what_zh=self.plan.label(rule, "zh"))

    def _open_limit(self, limit: Limit, blocking: LimitPlan | None) -> None:
        rule = (
            blocking.rule
            if blocking
            else next(
                (
                    p.rule
                    for name, group in self.plan.limits
                    if name == limit.name
                    for p in group
                    if p.clause == limit.clause
                ),
                None,
            )
        )
        zh = self.plan.label(rule, "zh") if rule else limit.name
        self.refuse("limit_open", limit.clause, what=limit.key, what_zh=zh)

    def _at(self, instant: int) -> str:
        return to_datetime(instant, self.context.calendar.zone).format("YYYY-MM-DD HH:mm")


def _reads(condition: Condition) -> tuple[str, ...]:
    """Every fact and answer that a condition reads, once each."""
    return tuple(dict.fromkeys(n for part in walk(condition) for n in (*part.facts(), *part.questions())))


def _signed(form: str, wanted: Signature, view: CaseView) -> bool:
    if view.occurrence(f"signed:{form}.{wanted.role.name}") is not None:
        return True
    if wanted.substitute is None or view.occurrence(f"signed:{form}.{wanted.substitute.name}") is None:
        return False
    return wanted.when is None or wanted.when.evaluate(view) is True


def fulfilled(rule: Rule, view: CaseView) -> bool:
    """Whether what a clause asks for has been done; a rule that does not apply is fulfilled."""
    only = getattr(rule, "only", None)
    if isinstance(only, Condition) and only.evaluate(view) is False:
        return True
    unless = getattr(rule, "unless", None)
    if isinstance(unless, Condition) and unless.evaluate(view) is True:
        return True
    if isinstance(rule, Action):
        occurrence = view.occurrence(f"done:{rule.name}")
        come = view.occurrence(f"entered:{rule.in_states[0]}") if isinstance(rule, Task) and rule.again else None
        return occurrence is not None and (come is None or occurrence.last_seq > come.last_seq)
    if isinstance(rule, DocumentRequirement):
        assert rule.form is not None  # noqa: S101  validated when declared
        form = rule.form.form if isinstance(rule.form, FormPart) else rule.form
        wanted = [w if isinstance(w, Signature) else Signature(w) for w in rule.signed_by]
        return view.occurrence(f"filed:{form.name}") is not None and all(_signed(form.name, w, view) for w in wanted)
    if isinstance(rule, Fee):
        return view.occurrence(f"paid:{rule.name}") is not None
    if isinstance(rule, Items):
        return view.open_items(rule.name) == 0
    if isinstance(rule, Deadline):
        limit = view.case.limits.get(rule.name)
        return limit is not None and not limit.is_open
    return True
