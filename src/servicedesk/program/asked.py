"""What must be asked before a step can be decided: found once in the rules, for every case of the procedure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from servicedesk.program.steps import StepPlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, Terms, walk
from servicedesk.rules.facts import Compare, Expected
from servicedesk.rules.other_cases import OtherCases
from servicedesk.texts.term import LANGUAGES, Term


@frozen
class Asked:
    """One question that conditions of a step read: by its name, of the host or (``others``) of the store."""

    name: str
    clause: str
    others: OtherCases | None = None
    expects: Expected = ""


Questions = dict[str, tuple[Asked, ...]]
"""What must be asked before each step."""


def conditions_in(rules: Iterable[Rule]) -> Iterator[Condition]:
    """Every condition that these rules read, and everything inside it."""
    return (part for rule in rules for _, condition in rule.conditions() for part in walk(condition))


def asked_by(rules: Iterable[Rule], id_of: Callable[[Rule], str]) -> tuple[Asked, ...]:
    """Everything that these rules may need to know, each once."""
    found: dict[str, Asked] = {}
    for rule in rules:
        for _, condition in rule.conditions():
            for part in walk(condition):
                for name in part.questions():
                    others = part if isinstance(part, OtherCases) else None
                    asked = found.get(name, Asked(name, id_of(rule), others))
                    expects = part.expects if isinstance(part, Compare) else ""
                    found[name] = asked if asked.expects or not expects else evolve(asked, expects=expects)
    return tuple(found.values())


def cases_term(rules: Iterable[Rule], name: str, terms: Callable[[str], Terms]) -> Term | None:
    """Which cases a question is about, if it is one that a condition of these rules asks of other cases."""
    conditions = (condition for rule in rules for _, condition in rule.conditions())
    parts = (part for condition in conditions for part in walk(condition) if isinstance(part, OtherCases))
    asked = next((part for part in parts if part.name == name), None)
    return None if asked is None else Term(*(asked.cases(lang, terms(lang)) for lang in LANGUAGES))


def bearing_on(step: StepPlan) -> Iterator[Rule]:
    """The rules that bear on one step by its name."""
    for each in step.alternatives:
        yield each.rule
        yield from each.outcomes.values()
        yield from (*each.requires, *each.forbids, *each.documents, *each.fees, *each.acts, *each.windows)
        yield from each.authorizations
