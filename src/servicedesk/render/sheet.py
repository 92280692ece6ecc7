"""The clause sheet: every rule of a procedure in words, for a manager to check against the printed manual.

Each field of a rule becomes words by what stands in it, and the table of :mod:`servicedesk.texts.sheet` says which
sentence it belongs to; a kind of rule needs no line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from attrs import evolve, fields, frozen

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.render.order import in_order
from servicedesk.rules.actions import Action
from servicedesk.rules.base import NAMES, Heading, Rule
from servicedesk.rules.calendars import calendar_of
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.conditions import Categories, CategoryValue, Condition
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import CaseEvent, Stated
from servicedesk.rules.exceptions import elsewhere, names_rule
from servicedesk.rules.guards import Authorization, DocumentRequirement, Unmodelled
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Floor, Pause
from servicedesk.rules.parts import Field, Form, FormPart, Role, Signature
from servicedesk.rules.standing_tasks import StandingTask, Subjects
from servicedesk.rules.values import ByPolicy, OrStated, Quantity, Rate
from servicedesk.spans import Span
from servicedesk.texts import sheet as texts
from servicedesk.texts.entries import BUILTIN
from servicedesk.texts.obligations import signature_term
from servicedesk.texts.pages import SHEET_HEADS, SHEET_NOTES, SHEET_NOTES_HEAD, SHEET_ONE_OPEN, SHEET_TITLE
from servicedesk.texts.rules import KINDS, OF_PROCEDURE, PART
from servicedesk.texts.term import QUOTED, Term, joined, language, listed

_MOMENTS: Final = frozenset({"again_after", "since", "met_by", "resumed_by", "on_event", "around"})
# Who a rule is for, by the word of the field; whoever is told, signs or answers for a limit beside that is a sentence.
_WHO: Final = ("performers", "reporters", "role", "keepers", "filled_by", "payer", "readers", "to_role")
_LIMITS: Final = frozenset({"within", "span"})  # said as the limit they are; any other span is a length
_RHYTHMS: Final = frozenset({"every", "repeats"})
_FACTS: Final = frozenset({"good", "of_fact", "from_fact", "until_fact", "less"})
_TERMS: Final = {"article": "article", "fee": "paid", "of_fee": "paid", "procedure": "procedure"}
# What has a column of its own.
_COLUMNS: Final = (
    *("clause", "name", "also", "heading", "zh", "en"),
    *("reading", "reading_zh", "reason", "reason_zh", "category"),
)
SAID_ELSEWHERE: Final = frozenset((*_COLUMNS, *_WHO, "mandatory", "if_early"))


@frozen
class _Sheet:
    """A procedure in one language."""

    program: Program
    plan: ProcedurePlan
    lang: str

    def row(self, rule: Rule) -> dict[str, str]:
        """One rule, by column."""
        said = self._said(rule)
        return {
            "clause": self._clause(rule),
            "kind": KINDS.get(rule.kind, Term(rule.kind, rule.kind)).text(self.lang),
            "what": self._what(rule),
            "who": self._roles(self._who(rule)),
            **{column: joined(said[column], self.lang) for column in ("within", "when", "does")},
            "reading": self._reading(rule),
        }

    def part(self, heading: Heading) -> dict[str, str]:
        """A heading, above the rules that stand under it."""
        only = "" if heading.only is None else self.plan.reading(heading.only, self.lang)
        when = texts.ONLY.text(self.lang, only=only) if only else ""
        row = {"clause": heading.clause, "kind": PART.text(self.lang), "what": heading.text, "who": "", "within": ""}
        return {**row, "when": when, "does": "", "reading": ""}

    def notes(self) -> Iterator[str]:
        """What holds of every row, with the roles that the manual names for it."""
        manual, own = self.program.manual, self.program.manual.builtin
        head, withdraw, correct = map(self._roles, ((manual.head,), own.withdraw, own.correct))
        procedure = self.plan.procedure
        name = Term(procedure.zh, procedure.name.replace("_", " ")).text(self.lang)
        notes = (*SHEET_NOTES, SHEET_ONE_OPEN) if procedure.one_open else SHEET_NOTES
        return (n.text(self.lang, head=head, withdraw=withdraw, correct=correct, procedure=name) for n in notes)

    # --- its columns

    def _clause(self, rule: Rule) -> str:
        own = texts.LOCAL.text(self.lang) if isinstance(rule.clause, LocalRule) else str(rule.clause)
        return listed((own, *rule.also), self.lang)

    def _what(self, rule: Rule) -> str:
        """Its own label; a category's; else the words of the printed clause that say where it stands."""
        own = self.plan.label_term(rule)
        category = getattr(rule, "category", None)
        if isinstance(category, CategoryValue):
            return Term(category.zh, category.name.replace("_", " ")).text(self.lang)
        if rule.zh:
            return Term(own.zh, rule.en or self._summary(rule) or own.en).text(self.lang)
        zh = texts.PRINTED.text("zh", words=own.zh.replace(" ", texts.BETWEEN_KEY_WORDS.zh)) if own.zh else ""
        return Term(zh, rule.en or self._summary(rule) or own.en).text(self.lang)

    def _summary(self, rule: Rule) -> str:
        return self.plan.labels.get(self.plan.id_of(rule), ("", ""))[1]

    def _who(self, rule: Rule) -> Iterator[Role]:
        held = list(rule.held())
        places = {place for place, value in held if isinstance(value, Role)}
        first = next((place for place in _WHO if place in places), "")
        owners = "owner" if not first and "owner" in places else first
        if owners:
            return (value for place, value in held if place == owners and isinstance(value, Role))
        posts = self.plan.procedure.of(Authorization) if isinstance(rule, Action) else ()
        authorized = tuple(post.role for post in posts if post.role and rule.name in post.actions)
        return iter(authorized or tuple(rule.people()))

    def _reading(self, rule: Rule) -> str:
        said = Term(rule.reading_zh or rule.reading, rule.reading).text(self.lang)
        if said:
            return said
        if isinstance(rule.clause, LocalRule):
            return rule.clause.reason(self.lang)
        return Term(rule.reason_zh or rule.reason, rule.reason).text(self.lang) if isinstance(rule, Unmodelled) else ""

    def _said(self, rule: Rule) -> dict[str, list[str]]:
        given = dict(self._given(rule))
        left = set(given)
        said: dict[str, list[str]] = {"within": [], "when": [], "does": []}
        for sentence in texts.SENTENCES:
            if sentence.fits(rule.kind, given, left):
                left -= sentence.said
                text = sentence.term.text(self.lang, **{name: given[name] for name in sentence.written})
                said[sentence.column] += [text] if text else []
        for name in sorted(left):  # a kind that the table does not know yet
            span = isinstance(getattr(rule, name, None), Span)
            column = "within" if span else "when" if name in _MOMENTS or name == "only" else "does"
            said[column] += [given[name]] if given[name] else []
        return said

    # --- its fields in words

    def _given(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Every field that says something, in words; one that is only yes has none."""
        owns = not any(place in _WHO for place, value in rule.held() if isinstance(value, Role))
        if (named := calendar_of(rule)) is not None:
            yield "calendar", Term(named.zh, named.name.replace("_", " ")).text(self.lang)
        if isinstance(rule, Pause):
            yield "held", self._paused(rule)
        for attribute in fields(type(rule)):
            name, value = attribute.name, getattr(rule, attribute.name)
            if name == "mandatory" and value is not attribute.default:
                yield "needed" if value else "optional", ""
            if name == "calendar":
                continue
            if name == "if_early" and value == "recorded":
                yield "early_recorded", ""
            if name in SAID_ELSEWHERE or (name == "owner" and owns) or value in (None, "", (), {}, 0):
                continue
            if isinstance(rule, Pause) and name in ("limits", "actions", "entitlements"):
                continue
            if name == "rhythm" and getattr(rule, "every", None) is None:
                continue  # what comes with an event has no rhythm
            if isinstance(value, ByPolicy):
                yield "by_site", ""
                continue
            word = self._word(rule, name, value)
            if word or name not in texts.CHOSEN:
                yield name, word

    def _word(self, rule: Rule, place: str, value: object) -> str:
        if isinstance(value, bool) or place == "switch":
            return ""
        if place in texts.CHOSEN:
            chosen = texts.CHOSEN[place].get(str(value))
            return chosen.text(self.lang) if chosen else ""
        if isinstance(value, Mapping):
            return self._carried(rule, cast("Mapping[str, str]", value))
        if place == "classification":
            return self._field(cast("Categories", value).as_field())
        if isinstance(value, Subjects):
            return texts.EACH_SUBJECT.text(self.lang)
        if isinstance(value, tuple):
            return self._several(rule, place, cast("tuple[object, ...]", value))
        return self._one(rule, place, value)

    def _several(self, rule: Rule, place: str, values: tuple[object, ...]) -> str:
        if place == "hands":
            pairs = cast("tuple[tuple[str, Role], ...]", values)
            return listed((self._handed(article, to) for article, to in pairs), self.lang)
        return listed((self._one(rule, place, value) for value in values), self.lang)

    def _one(self, rule: Rule, place: str, value: object) -> str:
        if isinstance(value, str):
            return self._name(rule, place, value)
        if isinstance(value, CaseEvent) and place in _MOMENTS:
            return value.moment(self.lang, self.plan.terms(self.lang))
        if isinstance(value, Condition) and not (isinstance(value, Stated) and place in _LIMITS):
            return self.plan.reading(value, self.lang)
        if isinstance(value, Reached | BeforeDue):
            return value.text(self.lang, self.plan.terms(self.lang))
        if isinstance(value, Span | OrStated | Stated):
            return self._span(rule, place, value)
        if isinstance(value, Role):
            return self._roles((value,))
        if isinstance(value, Signature) and place == "lifts":
            form = Term("", "") if value.form is None else Term(value.form.zh, value.form.name.replace("_", " "))
            return signature_term(form, Term(value.role.zh, value.role.name.replace("_", " "))).text(self.lang)
        if isinstance(value, Signature):
            return self._signature(value)
        if isinstance(value, Form | FormPart):
            return self._form(rule, place, value)
        if isinstance(value, Field):
            return self._field(value)
        if isinstance(value, Categories):
            return self._field(value.as_field())
        if isinstance(value, Quantity | Rate):
            return value.text(self.lang)
        if isinstance(value, Floor):
            return self._floor(value)
        return str(value)

    def _paused(self, rule: Pause) -> str:
        things = [("missed", rule.limits), ("done", rule.actions), ("entitlement", rule.entitlements)]
        terms = (self.plan.term_of(kind, name).text(self.lang) for kind, several in things for name in several)
        return listed(terms, self.lang)

    def _excepted(self, given: str) -> str:
        """What an exception is to: the clause of the rule with what it is called."""
        procedure, name = elsewhere(given)
        there = self.plan.others.get(procedure, self.plan)
        found = next((rule for rule in there.procedure.rules if names_rule(name, rule)), None)
        if found is None:
            return given
        said = f"{found.clause} {there.label_term(found).text(self.lang)}"
        home = Term(there.procedure.zh, there.procedure.name.replace("_", " ")).text(self.lang)
        return OF_PROCEDURE.text(self.lang, procedure=home, rule=said) if there is not self.plan else said

    def _name(self, rule: Rule, place: str, name: str) -> str:
        if place in ("lifts", "changes", "for_breach_of"):
            return self._excepted(name)
        if place == "clauses":
            return name
        if place == "outcome":
            return self._quoted(self._outcome(rule, name))
        if place in _FACTS:
            return self._fact(name)
        if place in _TERMS:
            return self._quoted(self.plan.term_of(_TERMS[place], name))
        if place == "advises":
            return self._quoted(BUILTIN.get(name) or self.plan.term_of("done", name))
        if place == "reports":
            return self._quoted(self._reported(name))
        if place == "standing_tasks":
            return self._quoted(self.plan.term_of("done", name))
        named = NAMES.get(place, "")
        if named == "step" and name == "end":
            return texts.BEFORE_END.text(self.lang)
        kind = {"step": "done", "state": "entered", "limit": "missed", "fee": "paid", "item": "item"}.get(named, named)
        return self._quoted(self.plan.term_of(kind, name))

    def _quoted(self, term: Term) -> str:
        return QUOTED.text(self.lang, text=term.text(self.lang))

    def _fact(self, name: str) -> str:
        return self._quoted(texts.SUBJECT if name == "subject" else self.plan.term_of("fact", name))

    def _reported(self, name: str) -> Term:
        """An event that a standing task waits for, as that calls it."""
        waits = (task.on_event for task in self.plan.procedure.of(StandingTask))
        label = next((event.label for event in waits if event is not None and event.name == name), "")
        return Term(label or name, name.replace("_", " "))

    def _outcome(self, rule: Rule, name: str) -> Term:
        decisions = (*getattr(rule, "before_steps", ()), rule.name)
        known = (plan.outcomes.get(name) for step in decisions if (plan := self.plan.steps.get(step)))
        found = next((outcome for outcome in known if outcome is not None), None)
        return Term(name, name) if found is None else self.plan.label_term(found)

    def _span(self, rule: Rule, place: str, value: Span | OrStated | Stated) -> str:
        if isinstance(value, Stated):
            return texts.STATED.text(self.lang, fact=self._fact(value.name))
        if isinstance(value, OrStated):
            words = texts.REPLACED if value.replaces else texts.OR_STATED
            return words.text(self.lang, span=self._span(rule, place, value.span), fact=self._fact(value.fact))
        limit = place in _LIMITS and rule.kind not in ("not_before", "extension")
        said = value.rhythm if place in _RHYTHMS else value.text if limit else value.long
        return said(language(self.lang))

    def _roles(self, roles: Iterable[Role]) -> str:
        return listed((self.program.role_term(role.name).text(self.lang) for role in dict.fromkeys(roles)), self.lang)

    def _signature(self, value: Signature) -> str:
        who = self._roles((value.role,))
        if value.substitute is not None:
            when, other = self.plan.reading(value.when, self.lang), self._roles((value.substitute,))
            who = texts.SUBSTITUTE.text(self.lang, role=who, substitute=other, when=when)
        if value.form is None:
            return who
        return texts.FORM_SIGNED.text(self.lang, form=self._title(value.form), role=who)

    def _title(self, form: Form) -> str:
        return Term(form.zh, form.gloss.partition(":")[0] or form.name.replace("_", " ")).text(self.lang)

    def _form(self, rule: Rule, place: str, value: Form | FormPart) -> str:
        """A form with the fields that are meant; where it must be there, with those that must be filled by then."""
        form, meant = (value.form if isinstance(value, FormPart) else value), value.fields
        if isinstance(rule, DocumentRequirement):
            meant = tuple(evolve(each, required=True) for each in meant if each.required or isinstance(value, FormPart))
        elif place != "files":
            meant = ()
        if [field.kind for field in meant] in ([], ["shown"]):
            return texts.TITLED.text(self.lang, text=self._title(form))
        named = listed(map(self._field, meant), self.lang)
        return texts.FORM_FIELDS.text(self.lang, form=self._title(form), fields=named)

    def _field(self, field: Field) -> str:
        text = Term(field.zh, field.name.replace("_", " ")).text(self.lang)
        if field.options:
            choices = (Term(zh, name.replace("_", " ")).text(self.lang) for name, zh in field.options)
            words = texts.WITH_EXAMPLES if field.open_list else texts.WITH_CHOICES
            text = words.text(self.lang, field=text, choices=listed(choices, self.lang))
        if field.past:
            text = texts.PAST.text(self.lang, field=text)
        if field.ahead:
            text = texts.AHEAD.text(self.lang, field=text)
        if field.not_negative:
            text = texts.NOT_NEGATIVE.text(self.lang, field=text)
        return text if field.required else texts.OPTIONAL.text(self.lang, field=text)

    def _handed(self, article: str, to: Role) -> str:
        term = self._quoted(self.plan.term_of("article", article))
        return texts.HANDED.text(self.lang, article=term, role=self._roles((to,)))

    def _carried(self, rule: Rule, carries: Mapping[str, str]) -> str:
        other = self.plan.others[rule.procedure] if isinstance(rule, ChildCase) else self.plan
        pairs = ((self._fact(own), self._quoted(other.term_of("fact", into))) for into, own in carries.items())
        return listed((texts.CARRIED.text(self.lang, own=own, other=into) for own, into in pairs), self.lang)

    def _floor(self, floor: Floor) -> str:
        steps = listed((self._quoted(self.plan.term_of("done", step)) for step in floor.steps), self.lang)
        law, span = floor.law.text(self.lang), floor.span.long(language(self.lang))
        if floor.since is None:
            return texts.FLOOR_ALONE.text(self.lang, law=law, span=span, steps=steps)
        since = floor.since.moment(self.lang, self.plan.terms(self.lang))
        return texts.FLOOR.text(self.lang, law=law, since=since, span=span, steps=steps)


def sheet_row(program: Program, plan: ProcedurePlan, rule: Rule, lang: str = "zh") -> dict[str, str]:
    """One rule of a procedure in words, by the columns of the sheet."""
    return _Sheet(program, plan, lang).row(rule)


def sheet_data(program: Program, plan: ProcedurePlan, lang: str = "zh") -> list[dict[str, str]]:
    """Every rule of a procedure in the manual's order, under the headings of its parts.

    Its columns are the clause, the kind, what it is about, who it is for, how long (``within``), from when to when and
    where it holds (``when``), what it does and asks (``does``), and how an open text is read (``reading``).
    """
    sheet = _Sheet(program, plan, lang)
    rows: list[dict[str, str]] = []
    under: Heading | None = None
    for rule in in_order(plan.procedure):
        if rule.heading is not None and rule.heading != under:
            rows.append(sheet.part(rule.heading))
        under = rule.heading
        rows.append(sheet.row(rule))
    return rows


def clause_sheet(program: Program, plan: ProcedurePlan, lang: str = "zh") -> str:
    """The clause sheet of a procedure in Markdown, for a property manager to check against the printed manual."""
    procedure = plan.procedure
    manual = Term(program.manual.zh, plan.manual).text(lang)
    name = Term(procedure.zh, f"{procedure.name.replace('_', ' ')} ({procedure.zh})").text(lang)
    items = [f"# {SHEET_TITLE.text(lang, manual=manual, procedure=name)}", ""]
    if procedure.section:
        items += [procedure.section, ""]
    heads = SHEET_HEADS.text(lang)
    items += [_row(heads), _row(["---"] * len(heads))]
    items += [_row(list(rule.values())) for rule in sheet_data(program, plan, lang)]
    items += ["", SHEET_NOTES_HEAD.text(lang), "", *(f"- {note}" for note in _Sheet(program, plan, lang).notes())]
    return "\n".join(items) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
