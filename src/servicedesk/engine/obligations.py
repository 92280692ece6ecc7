"""The life of every obligation of a case: one row for each, with its status.

The list is computed when it is read; no input pays for it. What is fulfilled, and what is missing, is said in
``fulfilled`` alone.

An obligation waits while its start has not come: a task until the case enters one of its states, a signature until
there is a form to sign, a limit until its start, anything that stands only before steps until one of them can be done.
What waits keeps nobody from ending the case; missed, paused and outstanding do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from attrs import evolve

from servicedesk.engine.applying import applies
from servicedesk.engine.case import Case
from servicedesk.engine.children import followed
from servicedesk.engine.consequences import of_rule
from servicedesk.engine.context import Context
from servicedesk.engine.declining import declined
from servicedesk.engine.deposits import refund_outstanding
from servicedesk.engine.fulfilled import (
    NOTHING,
    Brings,
    Lack,
    exception_to,
    filling_anew,
    form_of,
    has_come,
    in_question,
    is_done,
    is_waived,
    missing_of,
    plan_of,
    signatures,
    views,
    was_given_up,
)
from servicedesk.engine.holders import holder_for
from servicedesk.engine.holding import held_by
from servicedesk.engine.life import LIFE, Obligation, Standing
from servicedesk.engine.owing import roles_of_limit, roles_of_step
from servicedesk.engine.parts import Limit
from servicedesk.engine.seasons import waits_for
from servicedesk.engine.signatures import signature_of
from servicedesk.engine.view import CaseView
from servicedesk.program.obliging import is_mandatory
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import Action, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import ChildCase, Fee, Items
from servicedesk.rules.exceptions import holding
from servicedesk.rules.guards import DocumentRequirement, Requirement
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.parts import FormPart, Signature
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import Occurrence
from servicedesk.texts.obligations import child_term, signature_term
from servicedesk.texts.term import Term, in_words


def obligations(program: Program, case: Case, context: Context) -> tuple[Obligation, ...]:
    """Every obligation of a case, in the manual's order: tasks, documents, fees, items, standing tasks and limits.

    One row for each: a limit that a task or standing task of its own name meets is that row's due; a limit on states
    is a row of its own. A document or a fee that the manual puts before nothing is not mandatory, and has no row.
    """
    plan = program.plans[case.procedure]
    return tuple(ObligationRows(plan, case, context, context.occurred_at).all(plan.procedure.expanded))


class ObligationRows:
    """The rows of one case at one moment; where ``only`` is given, those with such a status."""

    def __init__(
        self, plan: ProcedurePlan, case: Case, context: Context, at: int, only: frozenset[str] | None = None
    ) -> None:
        day = context.calendar.local_date(at).isoformat()
        self.plan, self.case, self.context, self.at, self.only = plan, case, context, at, only
        self.brings = Brings(switches=context.switches)
        self.view = CaseView(case, day, None, context.answers)
        self.limits = {name for name, _ in plan.limits}
        self.gathered = {clause for rule in plan.procedure.of(Requirement) for clause in rule.clauses}

    def all(self, rules: Iterable[Rule]) -> Iterator[Obligation]:
        told: set[str] = set()
        for rule in rules:
            if self.is_mandatory(rule):
                told.add(rule.name)
                yield from self.task(rule)
            elif isinstance(rule, DocumentRequirement):
                yield from self.documents(rule)
            elif isinstance(rule, Fee):
                yield from self.fee(rule)
            elif isinstance(rule, Items):
                yield from self.items(rule)
            elif rule.name in self.plan.declinable:
                yield from self.declined(rule) if self.only is None else ()
            elif isinstance(rule, ChildCase):
                yield from self.children(rule)
            elif rule.name in self.limits and rule.name not in told:
                told.add(rule.name)
                yield from self.limit(rule.name)

    def is_mandatory(self, rule: Rule) -> TypeGuard[Action]:
        """A task, or another action that a requirement of its clause asks for."""
        return is_mandatory(rule, self.gathered)

    # --- what it stands before --------------------------------------------------------------------------------

    def blocks(self, rule: Rule) -> tuple[tuple[str, ...], str]:
        """The steps that a rule stands before, and who waived the requirement that alone put it there."""
        own: list[str] = list(getattr(rule, "before_steps", ()) or getattr(rule, "awaited_before", ()))
        if isinstance(rule, Items) or (isinstance(rule, Task | Sanction) and rule in self.plan.mandatory):
            own.append("end")
        by = ""
        for gathering in self.plan.procedure.of(Requirement):
            if str(rule.clause) not in gathering.clauses or not in_question(gathering, self.view, NOTHING):
                continue
            who = self.case.waived.get(self.plan.id_of(gathering), "")
            by = by or who
            if who:
                continue
            after = f":{gathering.outcome}" if gathering.outcome else ""
            own += [f"{step}{after}" for step in gathering.before_steps]
        return tuple(dict.fromkeys(own)), "" if own else by

    def near(self, blocks: Iterable[str]) -> bool:
        """Whether something that it stands before can be done where the case is; the end always could."""
        steps = (self.plan.steps.get(name.partition(":")[0]) for name in blocks if name != "end")
        here = any(s is not None and (s.in_states is None or self.case.state in s.in_states) for s in steps)
        return here or "end" in blocks

    # --- one kind after another -------------------------------------------------------------------------------

    def task(self, rule: Action) -> Iterator[Obligation]:
        if isinstance(rule, Task | Sanction) and rule.arises:
            yield from self.arisen(rule, *self.blocks(rule))
            return
        inside = ((view, self.run(rule.name, view.item or "")) for view in views(self.plan, rule, self.view))
        found = [(view, run) for view, run in inside if run is not None or self.shown(rule, view)]
        blocks, by = self.blocks(rule) if found else ((), "")
        for view, run in found:
            done = view.occurrence(EventKey.done(rule.name)) if is_done(rule, view) else None
            entered = has_come(rule, view)
            named = tuple(name for name in blocks if name != "end")
            come = entered or self.near(named)
            stands = blocks if entered or not come else named  # the end does not wait for a state that never came
            roles = roles_of_step(self.plan, rule.name, view)
            item = view.item or ""
            held = come and any(True for _ in held_by(self.plan, self.case, rule.name, item, self.at))
            yield from self.row("task", rule, stands, done, come, roles, run=run, item=item, by=by, on_hold=held)

    def arisen(self, rule: Action, blocks: tuple[str, ...], by: str) -> Iterator[Obligation]:
        """What misses or breaches have brought: a row for each."""
        for each in of_rule(self.case, rule.name):
            run, at = self.run(rule.name, each.item), each.done_at
            run = run if run is not None and run.anchor_seq == each.seq else None
            done = None if at is None else Occurrence(1, at, each.seq, at, each.seq)
            roles = roles_of_step(self.plan, rule.name, evolve(self.view, item=each.item or None))
            held = done is None and any(True for _ in held_by(self.plan, self.case, rule.name, each.item, self.at))
            for row in self.row(
                rule.kind, rule, blocks, done, True, roles, run=run, item=each.item, by=by, on_hold=held
            ):
                if each.state != "lapsed":
                    yield row
                elif self.only is None:
                    yield evolve(row, status="cancelled", cause="lapsed")

    def documents(self, rule: DocumentRequirement) -> Iterator[Obligation]:
        blocks, by = self.blocks(rule)
        if blocks or by:
            for view in views(self.plan, rule, self.view):
                if self.shown(rule, view):
                    yield from self.document(rule, view, blocks, by)

    def document(
        self, rule: DocumentRequirement, view: CaseView, blocks: tuple[str, ...], by: str
    ) -> Iterator[Obligation]:
        """A document and the signatures under it, of the case or of one of its items."""
        form, come, item = form_of(rule), self.near(blocks), view.item or ""
        filed = view.occurrence(EventKey.filed(form.name))
        lacks = tuple(missing_of(self.plan, rule, view, filling_anew(self.plan, rule, view)))
        whole = filed if all(lack.signature is not None for lack in lacks) else None
        filling = (s for s in self.plan.steps.values() if any(f.name == form.name for f in s.forms))
        fillers = {role.name for role in rule.filled_by} or {name for step in filling for name in step.roles}
        part = rule.form.fields if isinstance(rule.form, FormPart) else ()
        zh, en = "、".join(f.zh for f in part), ", ".join(in_words(f.name) for f in part)
        title = in_words(form.name)
        label = Term(f"《{form.zh}》（{zh}）", f"{title} ({en})") if part else Term(f"《{form.zh}》", title)
        who = tuple(sorted(fillers))
        yield from self.row("document", rule, blocks, whole, come, who, item=item, by=by, name=form.name, label=label)
        for signature in signatures(rule):
            name, role = f"{form.name}.{signature.role.name}", signature.role
            given = signature_of(self.plan, rule.form or form, signature, view)
            at = given.occurrence if given is not None and given.counts(ends=self.all_end(blocks)) else None
            label = signature_term(Term(form.zh, in_words(form.name)), Term(role.zh, in_words(role.name)))
            ready, who = come and filed is not None, (role.name,)
            yield from self.row(
                "signature", rule, blocks, at, ready, who, item=item, by=by, name=name, label=label, signed_by=signature
            )

    def all_end(self, blocks: Iterable[str]) -> bool:
        """Whether each of the steps that something stands before would end the case."""
        plans = (self.plan.steps.get(name.partition(":")[0]) for name in blocks if name != "end")
        return all(step is not None and any(to in self.plan.ends for to in step.moves.values()) for step in plans)

    def fee(self, rule: Fee) -> Iterator[Obligation]:
        blocks, by = self.blocks(rule)
        if (blocks or by) and self.shown(rule, self.view):
            paid, payers = self.view.occurrence(EventKey.paid(rule.name)), tuple(role.name for role in rule.payer)
            yield from self.row("fee", rule, blocks, paid, self.near(blocks), payers, by=by)
        yield from refund_outstanding(self.plan, self.case, rule)

    def items(self, rule: Items) -> Iterator[Obligation]:
        blocks, by = self.blocks(rule)
        if not any(item.kind == rule.name for item in self.case.items.values()):
            return
        closed = [o for name in rule.closed_by if (o := self.case.occurrences.get(EventKey.done(name))) is not None]
        last = max(closed, key=lambda o: o.last_seq, default=None)
        closing = {name for step in rule.closed_by if step in self.plan.steps for name in self.plan.steps[step].roles}
        met = None if self.view.open_items(rule.name) else last
        yield from self.row("items", rule, blocks, met, come=True, roles=tuple(sorted(closing)), by=by)

    def declined(self, rule: Rule) -> Iterator[Obligation]:
        """A permission that was considered and declined, and not used since."""
        step = self.plan.steps[rule.name]
        for view in views(self.plan, rule, self.view):
            item = view.item or ""
            said = declined(step, self.case, item)
            if said is not None:
                label = self.plan.label_term(rule)
                yield Obligation(
                    kind="permission",
                    name=rule.name,
                    clause=step.clause,
                    label=label,
                    status="declined",
                    item=item,
                    roles=tuple(sorted(step.roles)),
                    met_at=said.at,
                    reason=said.reason,
                )

    def children(self, rule: ChildCase) -> Iterator[Obligation]:
        blocks, by = self.blocks(rule)
        what = self.plan.term_of("procedure", rule.procedure)
        openers = {role for step in rule.openers() for role in self.plan.steps[step].roles}
        roles = tuple(role.name for role in rule.notifies) or tuple(sorted(openers))
        for child in followed(self.plan, rule, self.view) if rule.awaited_before else ():
            at, label = child.ended_at, child_term(what, child.at_hand)
            ended = None if at is None else Occurrence(1, at, child.seq, at, child.seq)
            yield from self.row(
                "child_case", rule, blocks, ended, True, roles, by=by, name=child.id, label=label, child=child.at_hand
            )

    def limit(self, name: str) -> Iterator[Obligation]:
        """A limit on states, or one that a step of its name meets: running, over, or waiting for its start."""
        if any(action.name == name and self.is_mandatory(action) for action in self.plan.procedure.of(Action)):
            return
        group = next(group for known, group in self.plan.limits if known == name)
        places = [*([""] if any(not p.per_item for p in group) else []), *self.case.items]
        for item in places:
            run = self.run(name, item)
            view = evolve(self.view, item=item or None)
            kinds = {p.per_item for p in group}
            kind = self.case.items[item].kind if item else ""
            own = (p for p in group if kind in kinds and p.per_item == kind)
            waiting = (p for p in own if applies(p, view, self.context) is True)
            if self.only is not None and (run is None or not run.is_open):
                continue
            if (run is None or not run.is_open) and self.case.open and (later := self.later(group)) is not None:
                yield later
                continue
            chosen = next(waiting, None) if run is None else plan_of(self.plan, run)
            own = (p for p in group if p.per_item == kind and p.since.last(view) is not None)
            lifted = (p for p in own if exception_to(p.rule, view) is not None)
            chosen = next(lifted, None) if chosen is None else chosen
            if chosen is None or (run is None and not self.case.open):
                continue
            blocks: tuple[str, ...] = self.blocks(chosen.rule)[0]
            blocks = (*blocks, "end") if chosen.mandatory and "end" not in blocks else blocks
            sort = "standing_task" if isinstance(chosen.rule, StandingTask) else "limit"
            blocks = blocks if sort == "limit" else ()
            roles = roles_of_limit(self.plan, name, chosen.roles, view)
            yield from self.row(sort, chosen.rule, blocks, None, come=False, roles=roles, run=run, item=item)

    def later(self, group: tuple[LimitPlan, ...]) -> Obligation | None:
        """A row that waits for what the site says: its season, its interval; none where another of its name applies."""
        now = [(p, waits_for(p, self.context.occurred_at, self.context)) for p in group]
        holding = [p for p in group if applies(p, self.view, self.context) is True]
        if any(cause != "unset_interval" for p, cause in now if p in holding):
            return None
        waiting = ((p, cause) for p, cause in now if cause and (cause != "unset_interval" or p in holding))
        plan, cause = next(waiting, (None, ""))
        if plan is None:
            return None
        (row,) = self.row("standing_task", plan.rule, (), None, come=False, roles=plan.roles)
        return evolve(row, status="waiting", cause=cause)

    # --- a row ----------------------------------------------------------------------------------------------------

    def run(self, name: str, item: str) -> Limit | None:
        return self.case.limits.get(in_item(name, item))

    def shown(self, rule: Rule, view: CaseView) -> bool:
        """Whether it has a row: it applies, or an exception lifts it."""
        return in_question(rule, view, self.brings) or exception_to(rule, view) is not None

    def row(
        self,
        kind: str,
        rule: Rule,
        blocks: tuple[str, ...],
        done: Occurrence | None,
        come: bool,
        roles: tuple[str, ...],
        *,
        run: Limit | None = None,
        item: str = "",
        by: str = "",
        name: str = "",
        label: Term | None = None,
        signed_by: Signature | None = None,
        child: str = "",
        on_hold: bool = False,
    ) -> Iterator[Obligation]:
        """One obligation: ``done`` is when it was, ``run`` the limit that is its due, ``by`` who waived it."""
        inside = evolve(self.view, item=item or None)
        waived_by = self.case.waived[self.plan.id_of(rule)] if is_waived(self.plan, rule, self.case) else by
        own = kind in ("limit", "standing_task")
        kept = run is not None and run.state in ("met", "late")
        met = kept if own else done is not None and (run is None or not run.is_open)
        if run is not None and run.mandatory and not own and "end" not in blocks:
            blocks = (*blocks, "end")
        missed_at, excused = self.misses(run)
        excepted = exception_to(rule, inside)
        excepted = holding(signed_by.unless, inside) if excepted is None and signed_by is not None else excepted
        gone = run is not None and run.state == "cancelled" and (own or done is None)
        closed = bool(item) and kind in ("document", "signature") and not self.case.items[item].open
        lifted = excepted is not None or (gone and (own or not in_question(rule, inside, self.brings)))
        standing = Standing(
            met=met,
            late=run is not None and (run.state == "late" or (run.state == "missed" and met)),
            waived=bool(waived_by),
            recorded_over=was_given_up(self.plan, Lack(rule, item, signature=signed_by, child=child), inside),
            cancelled=lifted or ((closed or not self.case.open) and not met),
            missed=run is not None and run.state == "missed",
            paused=on_hold or (run is not None and run.state == "paused"),
            come=come or (run is not None and run.is_open),
        )
        status = next(name for name, fits in LIFE if fits(standing))
        if self.only is not None and status not in self.only:
            return
        at = (run.closed_at if own and run is not None else done.last_at if done is not None else None) if met else None
        cause = "" if status != "cancelled" else "no_longer_applies" if self.case.open else "case_ended"
        cause = "exception" if cause and excepted is not None else cause
        roles = (run.roles if run is not None else ()) or roles
        held = holder_for(self.plan, self.case, item, roles)
        yield Obligation(
            kind=kind,
            name=name or rule.name,
            clause=run.clause if own and run is not None else self.plan.id_of(rule),
            label=label or self.plan.label_term(rule),
            status=status,
            item=item,
            roles=roles,
            due=None if run is None else run.due,
            met_at=at,
            missed_at=missed_at,
            excused=excused,
            waived_by=waived_by,
            cause=cause,
            blocks=blocks,
            holder="" if held is None else held.name,
            promised_to=self.promised_to(rule, run),
        )

    def promised_to(self, rule: Rule, run: Limit | None) -> tuple[str, ...]:
        """The parties to which the rule, or the limit that is its due, is owed."""
        rules = (rule,) if run is None else (rule, plan_of(self.plan, run).rule)
        roles = (role for each in rules for role in getattr(each, "promised_to", ()))
        return tuple(dict.fromkeys(role.name for role in roles))

    def misses(self, run: Limit | None) -> tuple[int | None, bool]:
        """When it was missed since it started, and whether a pause that became known later excuses that."""
        if run is None:
            return None, False
        inside = evolve(self.view, item=run.item or None)
        miss = inside.occurrence(EventKey.missed(run.name))
        if miss is None or miss.last_seq <= run.anchor_seq:
            return None, False
        found = inside.occurrence(f"known_late:{run.name}")
        if found is not None and found.last_seq > miss.last_seq:
            return None, False  # it was met in time after all
        return miss.last_at, not run.missed_run
