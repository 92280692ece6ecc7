"""One procedure as it is run: a case, what can be done with it next, and what comes of it by the real decision.

Nothing is declared here a second time: whatever is tried is decided by ``engine.decide``. So each sequence that a
search finds is one that a desk would take, and what nobody can do is what a desk would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from itertools import product
from typing import Final

from attrs import evolve, field, frozen

from servicedesk.checking.help import Help
from servicedesk.checking.reading import Reading
from servicedesk.checking.telling import Telling
from servicedesk.engine.boundaries import Values, wanted
from servicedesk.engine.case import Case
from servicedesk.engine.child_ends import child_ended
from servicedesk.engine.clock import next_check_at
from servicedesk.engine.context import Context, SitePolicy
from servicedesk.engine.decide import decide, tick
from servicedesk.engine.entry import Actor, Entry
from servicedesk.engine.parts import FollowedChild
from servicedesk.engine.payload import Payload, RawValue
from servicedesk.engine.refusals import Refusal
from servicedesk.engine.roster import Holding, Roster
from servicedesk.engine.view import CaseView
from servicedesk.program.asked import Asked
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepField, StepPlan
from servicedesk.rules.actions import Action, FollowUp
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import Stated
from servicedesk.rules.values import Value
from servicedesk.texts.phrases import Moment

START: Final = int(datetime(2026, 6, 15, 2, 0, tzinfo=UTC).timestamp()) * 1_000_000
"""Where every search begins: ten o'clock of a Monday that is a working day in China."""

SEVERAL: Final = 2
"""How many items stand for several."""

_TURNS: Final = 60
"""How often the clock is turned on where nothing changes that a guard can tell."""

_LATER: Final = frozenset({"too_early", "too_early_law", "outside_window"})


@frozen
class Tried:
    """What was done, or happened by itself: a step, perhaps with an item and an outcome, or the passing of time.

    ``at`` is the instant, in microseconds UTC; 0 while it is only tried. ``opened_from`` is the procedure whose case
    opened this one, ``by`` whoever does it, else somebody of the step's own.
    """

    kind: str
    name: str = ""
    item: str = ""
    outcome: str = ""
    payload: Mapping[str, RawValue] = field(factory=dict[str, RawValue], hash=False)
    answers: Mapping[str, Value] = field(factory=dict[str, Value], hash=False)
    roles: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    brought: tuple[tuple[str, str], ...] = ()
    at: int = field(default=0, eq=False)
    opened_from: str = ""
    by: str = ""


@frozen
class Came:
    """What came of something that was tried: the case after it, with its new entries; or the refusals.

    ``before`` is the case that it was tried in.
    """

    tried: Tried
    case: Case
    entries: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    before: Case | None = None


@frozen(eq=False)
class World:
    """One procedure under search, or a part of what can happen in it.

    ``without`` are steps that nobody does, ``several`` how many items there may be by kind, ``spoiled`` facts that
    never are as they should be; with ``best`` all others are, of which one answer only ever helps. With ``waiving``
    authorities waive what they may. ``asked`` are fields that are read beside those that conditions name, ``both``
    facts that are answered either way all the same, and ``alone`` who else tries each step: somebody with these roles
    alone, or of this name.
    """

    program: Program
    plan: ProcedurePlan
    reading: Reading
    start: int = START
    without: frozenset[str] = frozenset()
    several: Mapping[str, int] = field(factory=dict[str, int])
    spoiled: frozenset[str] = frozenset()
    best: bool = False
    waiving: bool = False
    asked: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    alone: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def values(self) -> Values:
        """What is filed and answered."""
        steps = (each for step in self.plan.steps.values() for each in step.alternatives)
        good = {step.rule.good for step in steps if isinstance(step.rule, FollowUp) and step.rule.good}
        stated = (limit.span for _, group in self.plan.limits for limit in group)
        good |= {span.name for span in stated if isinstance(span, Stated)}
        known = Values.of(self.reading.conditions, self.start, good | self.asked)
        helping = wanted(self.reading.signs, good | self.both)
        return evolve(known, wanted=helping, spoiled=self.spoiled, best=self.best)

    @cached_property
    def site(self) -> SitePolicy:
        """A site that has every measure switched on."""
        rules = self.plan.procedure.of(Action)
        return SitePolicy(switches=sorted({rule.switch for rule in rules if rule.switch}))

    @cached_property
    def roster(self) -> Roster:
        """A company with somebody in every role."""
        posts = (role for role in self.program.manual.roles if not role.is_party)
        return Roster({role.name: (Holding(f"{role.zh}甲"),) for role in posts})

    def context(self, actor: Actor, at: int, answers: Mapping[str, Value], opened_from: str = "") -> Context:
        """What a decision is given."""
        return Context(actor, at, at, roster=self.roster, answers=answers, site=self.site, opened_from=opened_from)

    def unopened(self) -> Case:
        """A case before it is opened."""
        plan = self.plan
        return Case("1", plan.manual, plan.edition, self.program.fingerprint, plan.procedure.name, "1")

    def openings(self) -> Iterator[Came]:
        """Every case that can be opened, by what it is opened with."""
        case = self.unopened()
        for opened_from in ("", *sorted(self.plan.origins)):
            step = self.plan.steps["open"]
            every = tuple(sorted(step.roles))
            for roles in ((role,) for role in every) if self.plan.openers else (every,):
                for tried in self._ways("open", step, "", roles, case):
                    yield self.decided(case, evolve(tried, opened_from=opened_from), self.start)

    def tries(
        self, case: Case, skip: Callable[[StepPlan], bool] = lambda _: False, known: Collection[str] = ()
    ) -> Iterator[Tried]:
        """Everything that somebody could try to do with a case where it stands.

        Of the steps that are ``known`` to be refused at times, those are left out whose own conditions shut them out.
        """
        for name, named in self.plan.steps.items():
            step = named.at(CaseView(case)) if named.variants else named
            if (
                name == "open"
                or name in self.without
                or (step.in_states is not None and case.state not in step.in_states)
                or skip(step)
            ):
                continue
            roles = tuple(sorted(step.roles | {p.role.name for p in step.authorizations if p.role}))
            for item in self._items(case, step):
                if name not in known or not self._shut(step, case, item):
                    yield from self._ways(name, step, item, roles, case)

    def _shut(self, step: StepPlan, case: Case, item: str) -> bool:
        """Whether a step's own conditions shut it out, whatever is filed with it."""
        view, filed = CaseView(case, "", item or None), {each.field.name for each in step.fields}
        for condition, holds in ((step.only, True), (step.unless, False)):
            if condition is None or filed.intersection(name for part in walk(condition) for name in part.facts()):
                continue
            if any(True for part in walk(condition) for _ in part.questions()):
                continue
            value = condition.evaluate(view)
            if value is not None and value is not holds:
                return True
        return False

    def _items(self, case: Case, step: StepPlan) -> Iterator[str]:
        kind = step.item_kind
        if not kind:
            yield ""
        elif step.opens_item:
            several = [each for each in case.items.values() if each.kind == kind]
            if len(several) < self.several.get(kind, SEVERAL):
                yield f"{kind}{len(several) + 1}"
        else:
            arises = bool(getattr(step.rule, "arises", False))
            for item in case.items.values():
                if item.kind == kind and (item.open or arises):
                    yield item.id

    def _ways(self, name: str, step: StepPlan, item: str, roles: tuple[str, ...], case: Case) -> Iterator[Tried]:
        asked = self.plan.questions(name)
        possible = [_possible(each, case, self.values.of_question(each)) for each in asked]
        said = [dict(zip((q.name for q in asked), values, strict=True)) for values in product(*possible)]
        for outcome in step.outcomes or ("",):
            chosen = step.outcomes[outcome].fields() if outcome else ()
            fees = self.plan.fees
            fields = [each.field for each in step.fields if each.field.name not in fees]
            for filed in self.values.payloads((*fields, *chosen)):
                read = tuple(each for each in filed if each in self.values.read)
                for answers in said:
                    tried = Tried("step", name, item, outcome, filed, answers, roles, read)
                    yield tried
                    yield from (evolve(tried, by=by, roles=own or roles) for by, own in self.alone)

    def decided(self, case: Case, tried: Tried, at: int | None = None) -> Came:
        """What comes of trying: with what has to be paid, by who holds it, and at the first moment that it may be."""
        raw: dict[str, RawValue] = dict(tried.payload)
        raw |= {"item": tried.item} if tried.item else {}
        raw |= {"outcome": tried.outcome} if tried.outcome else {}
        rule = self.plan.steps[tried.name].rule
        name = tried.by or f"{tried.name}者"
        if isinstance(rule, Action) and rule.assigns:
            raw["holder"] = f"{rule.assigns[0].zh}甲"
        holder = case.holder(tried.item)
        if isinstance(rule, Action) and holder is not None and (rule.holder or rule.takes or rule.releases):
            name = holder.name
        now = max(at or 0, case.recorded_at, case.moved_at)
        while True:
            actor = Actor(name, tried.roles)
            context = self.context(actor, now, tried.answers, tried.opened_from)
            decided = decide(self.program, case, tried.name, Payload(raw), context)
            kinds = {each.kind for each in decided.refusals}
            if not kinds:
                return Came(evolve(tried, payload=raw, at=now), decided.case, decided.entries, (), case)
            fees = [r.place for r in decided.refusals if r.kind == "missing_field" and r.place in self.plan.fees]
            later = max(self._first_instants(decided.refusals), default=0)
            if fees and not raw.keys() & set(fees):
                raw |= dict.fromkeys(fees, "100")
            elif kinds <= _LATER and later > now:
                now = later
            else:
                return Came(tried, case, (), decided.refusals, case)

    def _first_instants(self, refusals: Iterable[Refusal]) -> Iterator[int]:
        """From when on what comes too early may be done."""
        for each in refusals:
            if each.kind in _LATER:
                yield from (value.us for name, value in each.arguments if name == "first" and isinstance(value, Moment))

    def of_itself(self, case: Case) -> Iterator[Came]:
        """What happens without anybody's doing: time passes until something falls due, a case that it opened ends.

        A rhythm falls due again and again. Where its miss has made no change that a guard can tell, another makes none
        either: its next run is left without a due, so that the clock goes on to what has not come yet.
        """
        context = self.context(Actor("clock"), case.recorded_at, {})
        known, after = self.key(case), case
        entries: tuple[Entry, ...] = ()
        for _ in range(_TURNS if self.reading.timed else 0):
            due = next_check_at(self.program, after, context)
            if due is None:
                break
            turned = tick(self.program, after, self.context(Actor("clock"), due, {}))
            after, entries = turned.case, (*entries, *turned.entries)
            if self.key(after) != known:
                break
            after = _not_due_again(after, {each.name for each in turned.entries if each.kind == "missed"})
        if entries:
            kinds = {"missed": "missed", "escalated": "recorded"}
            brought = ((kinds[e.kind], e.name.partition("@")[0]) for e in entries if e.kind in kinds)
            yield Came(
                Tried("time", brought=tuple(dict.fromkeys(brought)), at=after.recorded_at), after, entries, (), case
            )
        yield from self._children(case, context)

    def _children(self, case: Case, context: Context) -> Iterator[Came]:
        """A case that this one opened ends; of several of one kind one after another, until none is open."""
        groups: dict[tuple[str, str], list[FollowedChild]] = {}
        for child in case.followed.values():
            if child.ended_at is None:
                groups.setdefault((child.name, child.item), []).append(child)
        for (name, item), children in groups.items():
            procedure = next((rule.procedure for rule in self.plan.opens if rule.called == name), "")
            after, entries = case, tuple[Entry, ...]()
            for child in children:
                other = Case(
                    child.id,
                    case.manual,
                    case.edition,
                    case.fingerprint,
                    procedure,
                    "1",
                    state="",
                    open=False,
                    moved_at=case.recorded_at,
                )
                after, new = child_ended(self.program, after, other, "child", context)
                entries += new
                yield Came(Tried("child", procedure, item=item), after, entries, (), case)

    def waivers(self, case: Case) -> Iterator[Came]:
        """What an authority may waive, and what comes of it."""
        for clause, roles in self.plan.waivable.items():
            if clause not in case.waived:
                by = Actor("waive", [role.name for role in roles])
                payload = Payload({"clause": clause, "reason": "-"})
                now = max(case.recorded_at, case.moved_at)
                decided = decide(self.program, case, "waive", payload, self.context(by, now, {}))
                yield Came(Tried("waive", clause), decided.case, decided.entries, decided.refusals)

    def key(self, case: Case) -> Hashable:
        """What of a case any guard can tell: two cases of one key can do the same, from here on."""
        return self._telling.key(case)

    @property
    def onward(self) -> Mapping[str, frozenset[str]]:
        """By state, itself and those that a case can still come to."""
        return self._telling.onward

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.plan, self.reading)

    @cached_property
    def help(self) -> Help:
        """What loses nothing by being done at once."""
        return Help(self.plan, self.reading, self.stating)

    @cached_property
    def stating(self) -> frozenset[str]:
        """The steps that may state something else each time that they are done."""
        values = self.values

        def varies(filled: StepField) -> bool:
            given = values.best and filled.field.name in values.wanted
            return filled.field.name in values.read and not (given and len(values.of_field(filled.field)) == 1)

        return frozenset(
            name
            for name, named in self.plan.steps.items()
            if any(step.outcomes or any(map(varies, step.fields)) for step in named.alternatives)
        )


def _not_due_again(case: Case, missed: Collection[str]) -> Case:
    """The case, with no due for what runs on after a miss."""
    again = {key: limit for key, limit in case.limits.items() if limit.state == "running" and key in missed}
    if not again:
        return case
    return evolve(case, limits={**case.limits, **{key: evolve(limit, due=None) for key, limit in again.items()}})


def _possible(asked: Asked, case: Case, answers: tuple[Value, ...]) -> tuple[Value, ...]:
    """Of the answers about its own open cases those that a case can be given by what it opened.

    One that has ended may have been merged into one that goes on, which is open.
    """
    others = asked.others
    if others is None or not others.own or others.what != "open" or others.at_least != 1:
        return answers
    if others.same or others.latest_at is not None:
        return answers
    known = [child for child in case.followed.values() if child.name == others.procedure]
    if any(child.ended_at is None for child in known):
        return tuple(each for each in answers if each)
    return answers if case.children else tuple(each for each in answers if not each)
