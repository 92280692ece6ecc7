"""A manual made ready to run: what the engine reads, compiled once, immutable and shared between threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from attrs import Factory, field, frozen

from servicedesk.arguments import as_text
from servicedesk.program.asked import Asked, Questions, asked_by, bearing_on, cases_term, conditions_in
from servicedesk.program.consequences import Consequences, Following
from servicedesk.program.fingerprint import digest_of, edition_digests
from servicedesk.program.form_fields import Described, english_of
from servicedesk.program.glossary import Choices, Glossary, Names
from servicedesk.program.index import Index
from servicedesk.program.leading import into_term
from servicedesk.program.obliging import Obliging, obliging
from servicedesk.program.passages import Passages
from servicedesk.program.steps import Filing, LimitPlan, StepPlan
from servicedesk.rules import guards
from servicedesk.rules.base import Rule
from servicedesk.rules.calendars import seasons
from servicedesk.rules.citation import clause_id, is_local
from servicedesk.rules.conditions import Condition
from servicedesk.rules.effects import ChildCase, Custody, Entitlement, EntitlementEnd, Fee, Items, Milestone, Refund
from servicedesk.rules.facts import Compare
from servicedesk.rules.included import included
from servicedesk.rules.limits import Escalation, Pause
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Field, Role
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import ConditionView
from servicedesk.texts.conditions import VERDICTS, signature_text, with_outcome
from servicedesk.texts.entries import BUILTIN, BUILTIN_STATES
from servicedesk.texts.messages import LOCAL, clause_text, title_of
from servicedesk.texts.numbering import printed
from servicedesk.texts.rules import END
from servicedesk.texts.term import LANGUAGES, Term, in_words, is_chinese, listed


@frozen
class ProcedurePlan:
    """One procedure, ready to run."""

    procedure: Procedure
    first: str
    ends: frozenset[str]
    steps: Mapping[str, StepPlan]
    limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...]
    escalations: tuple[Escalation, ...]
    entitlements: tuple[Entitlement, ...]
    entitlement_ends: tuple[EntitlementEnd, ...]
    opens: tuple[ChildCase, ...]
    refunds: tuple[Refund, ...]
    items: Mapping[str, Items]
    fees: Mapping[str, Fee]
    mandatory: tuple[Following, ...]
    final_documents: tuple[guards.DocumentRequirement, ...]
    retentions: tuple[guards.Retention, ...]
    access: tuple[guards.Access, ...]
    custody: tuple[Custody, ...]
    declinable: frozenset[str]
    pauses: tuple[Pause, ...]
    milestones: tuple[Milestone, ...]
    left: frozenset[str]
    counted: Mapping[str, frozenset[tuple[str, int]]]
    summed: frozenset[str]
    by_clause: Mapping[str, tuple[Rule, ...]]
    waivable: Mapping[str, tuple[Role, ...]]
    labels: Mapping[str, tuple[str, str]]
    manual: str
    edition: str
    id_of: Callable[[Rule], str] = field(eq=False, repr=False)
    policy_key: Callable[[Rule], str] = field(eq=False, repr=False)
    fields: Mapping[str, Field]
    structure: Callable[[str, object, str], Filing]
    origins: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    including: Mapping[str, frozenset[str]] = field(factory=dict[str, frozenset[str]])
    machine: object = field(default=None, eq=False, repr=False)
    consequences: Consequences = field(factory=Consequences, repr=False)
    others: Mapping[str, ProcedurePlan] = field(factory=dict[str, "ProcedurePlan"], eq=False, repr=False)
    _questions: Questions = field(init=False, eq=False, repr=False, factory=Questions)

    @cached_property
    def described(self) -> Described:
        """What its actions ask for, field by field, as far as somebody has asked."""
        return Described(self)

    @cached_property
    def index(self) -> Index:
        """The rules by the names that limits, entries and entitlements carry."""
        named = (self.limits, self.escalations, self.entitlements, self.entitlement_ends)
        return Index.of(*named, self.steps.values(), self.fields, self.procedure.expanded)

    @cached_property
    def obliging(self) -> tuple[Obliging, ...]:
        """The rules of which something can be owed, in the manual's order."""
        limits = (name for name, _ in self.limits)
        return obliging(self.procedure.expanded, self.steps, limits, self.declinable)

    @cached_property
    def by_digest(self) -> Mapping[str, Condition]:
        """Every condition of its rules, and every part of one, by the digest of what it means."""
        waited = (wait.since for step in self.steps.values() for wait in step.waits)
        return {digest_of(part): part for part in (*waited, *conditions_in(self.procedure.expanded))}

    def questions(self, step: str) -> tuple[Asked, ...]:
        """What must be asked before a step is decided: gathered when it is first done, for a desk does few of many."""
        found = self._questions.get(step)
        if found is None and step in self.steps:
            known = self.steps[step]
            ends = any(to in self.ends for each in known.alternatives for to in each.moves.values())
            paid = (self.fees[name] for each in known.alternatives for name in getattr(each.rule, "pays", ()))
            last = (*self.mandatory, *self.final_documents) if ends else ()
            rules = (*bearing_on(known), *self.opens, *paid, *last)
            found = self._questions[step] = asked_by(rules, self.id_of)
        return found or ()

    @cached_property
    def passages(self) -> Passages:
        """What steps make of a case where nothing is filed with them."""
        return Passages(self.ends, self.left, self.counted, self.summed, bool(self.pauses))

    @property
    def asked(self) -> Mapping[str, str]:
        """What the questions are called that only the host can answer."""
        read = conditions_in(self.procedure.expanded)
        return {part.ref.name: part.ref.zh for part in read if isinstance(part, Compare) and part.ref.zh}

    def held(self, roles: frozenset[str]) -> frozenset[str]:
        """The roles that somebody holds who holds these: those that include one of them too."""
        return roles.union(*(self.including[role] for role in roles & self.including.keys()))

    def counting_as(self, role: str) -> tuple[str, ...]:
        """The role, and those that it includes: whoever holds one of these counts as holding it."""
        return (role, *(each for each, others in self.including.items() if role in others))

    def limit(self, name: str, clause: str) -> LimitPlan:
        """The limit of a name that stands under a clause.

        Raises:
            KeyError: there is none.
        """
        return self.index.limits[name, clause]

    def find_limit(self, name: str, clause: str) -> LimitPlan | None:
        """The same, or ``None``: rules that agree with those of a case may have left a limit out."""
        return self.index.limits.get((name, clause))

    def ladder(self, name: str) -> tuple[str, bool]:
        """The limit that an escalation is about in the end, and whether it is so after a miss; else an empty name."""
        return self.index.ladders[name]

    def entitlement(self, name: str) -> Entitlement:
        """The entitlement of a name.

        Raises:
            KeyError: there is none.
        """
        return self.index.entitlements[name]

    def own_end(self, name: str) -> EntitlementEnd | None:
        """What an entitlement's running out brings, where a rule says so: its end without a condition."""
        return self.index.own_ends.get(name)

    def state_term(self, state: str) -> Term:
        """What a state is called; its name where the procedure gives no term."""
        builtin = BUILTIN_STATES.get(state, Term(state, in_words(state)))
        return Term(self.procedure.terms.get(state) or builtin.zh, builtin.en)

    def term(self, kind: str, name: str) -> str:
        """Its Chinese term."""
        return self.term_of(kind, name).zh

    def terms(self, lang: str) -> Callable[[str, str], str]:
        """What gives the terms of this procedure in one language, for conditions to read in."""
        return self._glossaries[0 if is_chinese(lang) else 1]

    @cached_property
    def _glossaries(self) -> tuple[Glossary, ...]:
        return tuple(Glossary(lang, self.term_of) for lang in LANGUAGES)

    @cached_property
    def named(self) -> Names:
        """Its states and steps as a reason names them: by their terms, and in English by their names."""
        states = {name: Term(self.state_term(name).zh, name) for name in (*self.procedure.states, *self.ends)}
        steps = {name: Term(self.label(step.rule, "zh"), name) for name, step in self.steps.items()}
        return Names(states, steps, Choices(states.__getitem__, quoted=True))

    def term_of(self, kind: str, name: str) -> Term:
        """What a name of this procedure is called; the name itself where nothing gives it a term.

        A kind with a procedure before it (``renovation.entered``) asks for a name of that procedure. ``step_into``
        and ``roles_into`` ask for the one step that leads into a state, and for who does it.
        """
        other, _, own = kind.rpartition(".")
        if other:
            return self.others[other].term_of(own, name)
        plain = Term(name, in_words(name))
        if kind == "calendar":
            named = (limit.calendar for _, group in self.limits for limit in group if limit.calendar is not None)
            return next((Term(each.zh, plain.en) for each in named if each.name == name), Term(name, name))
        if kind == "season":
            dated = (each for each in seasons(self.procedure.expanded) if each.name == name)
            return next((Term(each.zh, plain.en) for each in dated), plain)
        if kind in ("entered", "left", "step_into", "roles_into"):
            return self.state_term(name) if kind in ("entered", "left") else into_term(self, kind, name)
        if kind in ("fact", "changed"):
            asked = (field for task in self.procedure.of(StandingTask) for field in task.asks if field.name == name)
            field = self.fields.get(name) or next(asked, None)
            if field is None and name in self.fees:  # a sum that is paid is filled in under the name of its fee
                label = self.label_term(self.fees[name])
                return Term(label.zh, label.en or plain.en)
            said = cases_term(self.procedure.expanded, name, self.terms) if field is None else Term(field.zh, plain.en)
            return said or Term(self.asked.get(name, name), plain.en)
        if kind == "outcome":
            return self._outcome(*name.split(":", 1))
        if kind == "option":
            return self._option(*name.split(".", 1))
        if kind == "child_ended":
            opening = next((rule for rule in self.opens if rule.called == name), None)
            return plain if opening is None else self.term_of("procedure", opening.procedure)
        if kind in ("filed", "signed"):
            return self._form_term(name)
        if kind in ("procedure", "opened_from", "child_given_up"):
            return Term(self.labels.get(f"{self.manual}/{name}", (name, ""))[0], plain.en)
        if kind == "missed" and len(group := self.index.groups.get(name, ())) > 1:
            return self._limits_term(name, group)
        if kind in ("article", "paid") and name in self.procedure.terms:
            return Term(self.procedure.terms[name], plain.en)
        rule = self._named(kind, name)
        builtin = BUILTIN.get(name, plain) if kind == "done" else plain
        label = builtin if rule is None else self.label_term(rule)
        return Term(label.zh, label.en or plain.en)

    def _limits_term(self, name: str, group: Iterable[LimitPlan]) -> Term:
        """What the limits of one name are called together: as the action of that name, else all of them."""
        if name in self.steps:
            return self.label_term(self.steps[name].rule)
        labels = dict.fromkeys(self.label(limit.rule, "zh") for limit in group)
        return Term(listed(labels, "zh"), in_words(name))

    def _named(self, kind: str, name: str) -> Rule | None:
        """The rule behind a name, as the kind of what is named says."""
        if kind in ("done", "open") and name in self.steps:
            return self.steps[name].rule
        if kind == "missed" and (group := self.index.groups.get(name)):
            return group[0].rule
        if kind in ("done", "missed"):
            return next((rule for rule in self.procedure.of(StandingTask) if rule.name == name), None)
        named: dict[str, Rule] = {
            "recorded": self.index.escalations,
            "achieved": {rule.name: rule for rule in self.milestones},
            "paid": self.fees,
            "item": self.items,
            "entitlement": self.index.entitlements,
            "article": {r.article: r for r in self.custody if r.zh},
        }.get(kind, {})  # type: ignore[assignment]  # mappings of several kinds of rule
        return named.get(name)

    def _option(self, field: str, value: str) -> Term:
        options = dict(self.fields[field].options) if field in self.fields else {}
        return Term(options.get(value, value), in_words(value))

    def outcome_term(self, step: str, outcome: str) -> Term:
        """What one outcome of an action is called: of a visit whether it was good."""
        known = self.steps[step].outcomes.get(outcome) if step in self.steps else None
        said = VERDICTS.get(outcome, Term(outcome, in_words(outcome)))
        return said if known is None else Term(self.label(known, "zh"), known.en or in_words(outcome))

    def _outcome(self, step: str, outcome: str) -> Term:
        """An action with one of its outcomes."""
        return with_outcome(self.label_term(self.steps[step].rule), self.outcome_term(step, outcome))

    def _form_term(self, name: str) -> Term:
        """A form, or with a point behind it the signature of a role on it."""
        form, _, role = name.partition(".")
        forms = (known for step in self.steps.values() for known in step.forms)
        known = next((known for known in forms if known.name == form), None)
        en = in_words(form) if known is None else english_of(known)
        return Term(name, signature_text("en", form=en, role=in_words(role)) if role else en)

    def reading(self, condition: Condition, lang: str) -> str:
        """A condition in the words of this procedure."""
        return condition.text(lang, self.terms(lang))

    def id_of_clause(self, clause: str) -> str:
        """The full id of a clause as a rule of this procedure prints it."""
        return clause if clause == "local" else clause_id(self.manual, self.procedure.name, clause)

    def fee(self, name: str, view: ConditionView) -> Fee:
        """The fee of a name that a case owes: an exception may have put another in the place of the first."""
        several = [fee for fee in self.procedure.of(Fee) if fee.name == name]
        return next((fee for fee in several[1:] if fee.only is None or fee.only.evaluate(view) is True), several[0])

    def cite(self, clause: str) -> Term:
        """A clause as a letter cites it: the title of the instruction with the number that it prints."""
        if is_local(clause):
            return LOCAL
        title = title_of(self._of_clause(clause).section) or self.procedure.zh
        return Term(clause_text("zh", title=title, number=printed(clause)), clause)

    def _of_clause(self, clause: str) -> Procedure:
        """The procedure that a clause belongs to: a standing task keeps the clauses of where it comes from."""
        parts = clause.split("/")
        other = self.others.get(parts[-2]) if len(parts) > 1 else None
        return self.procedure if other is None else other.procedure

    def blocked_term(self, name: str) -> Term:
        """What something stands before is called: a step, one outcome of it (``step:outcome``), or the ``end``."""
        step, _, outcome = name.partition(":")
        if step not in self.steps:
            return END if step == "end" else Term(name, name)
        plan = self.steps[step]
        label = self.label_term(plan.rule)
        known = plan.outcomes.get(outcome)
        return label if known is None else with_outcome(label, self.label_term(known))

    def label_term(self, rule: Rule) -> Term:
        """The rule's label in both languages: what it is called, never how it is written."""
        return Term(self.label(rule, "zh"), rule.en or in_words(rule.name))

    def label(self, rule: Rule, lang: str) -> str:
        """The rule's own label, else its name with the catalogue's words."""
        own = Term(rule.zh, rule.en).text(lang)
        if own:
            return own
        zh, en = self.labels.get(self.id_of(rule), ("", ""))
        return Term(zh or rule.name, rule.name or en).text(lang)


@frozen
class Program:
    """A manual in one edition, ready to run. ``fingerprint`` covers all that changes an answer.

    Any call may raise :class:`InvalidPayload` for what is no text.

    Example:
        >>> from servicedesk import build_program
        >>> from servicedesk.manuals.fuheng import MANUAL
        >>> program = build_program(MANUAL, MANUAL.editions[0].name)
        >>> sorted(program.plans)[:3]
        ['complaint', 'fee_collection', 'goods_release']
    """

    manual: Manual
    edition: str
    fingerprint: str
    plans: Mapping[str, ProcedurePlan]
    included: Mapping[str, frozenset[str]] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: included(self.manual.roles), takes_self=True)
    )

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By clause, the digest of its rules: once a program, for every store that keeps them."""
        return edition_digests(self.manual, self.manual.edition(self.edition))

    def agrees_with(self, fingerprint: str) -> bool:
        """Whether a case that was opened under rules of this fingerprint goes on under these."""
        same = as_text(fingerprint, "fingerprint") == self.fingerprint
        return same or (fingerprint, self.fingerprint) in [(each.old, each.new) for each in self.manual.compatible]

    def is_party(self, name: str) -> bool:
        """Whether it is the name of a party, who stands outside the company."""
        return (role := self.manual.role(name)) is not None and role.is_party

    def heads(self, role: str) -> tuple[str, ...]:
        """The heads of the roles that a role includes: those that report to none of the others."""
        among = self.included.get(as_text(role, "role"), frozenset())
        posts = (post.name for post in self.manual.roles if post.name in among)
        return tuple(post for post in posts if among.isdisjoint(self.chain(post)[1:]))

    def is_superior(self, role: str) -> bool:
        """Whether others report to the role."""
        return any(each.reports_to == as_text(role, "role") for each in self.manual.roles)

    def chain(self, role: str) -> tuple[str, ...]:
        """The role, the roles above it, and at last the head; none twice."""
        posts = [role]
        while (post := self.manual.role(posts[-1])) and post.reports_to and post.reports_to not in posts:
            posts.append(post.reports_to)
        return (*posts, self.manual.head.name) if self.manual.head.name not in posts else tuple(posts)

    def role_term(self, name: str) -> Term:
        """What a role is called; its name where the manual has none."""
        post = self.manual.role(name)
        return Term(post.zh if post else name, in_words(name))

    @cached_property
    def choice_of_roles(self) -> Choices:
        """Several roles as a reason names them, of which any one will do."""
        return Choices(lambda name: Term(self.role_term(name).zh, name))
