"""The fingerprint of an edition: what changes an answer, and nothing that only changes words.

It is taken over what a manual compiles to, in a form of its own: kinds and keys that stand beside each kind of rule
and do not follow the names of classes and fields. A value that is a kind's default is left out, what has no order is
sorted, and rules stand in the order of their own form. The version rises when the form changes.
"""

# A rule is taken apart field by field, whatever its kind.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import MappingProxyType, NoneType
from typing import Any, Final, Self, TypeAlias, cast

import attrs

from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InForce, InSeason, ItemsClosed, PeriodEndsEarly, PeriodLonger, Sampled
from servicedesk.rules.citation import Citation, Law, LocalRule, clause_id
from servicedesk.rules.conditions import AllOf, AnyOf, Categories, CategoryIs, CategoryValue, Not
from servicedesk.rules.counts import NthTime
from servicedesk.rules.edition import BuiltinRoles, Edition
from servicedesk.rules.events import After, CaseEvent, EachOf, EarliestOf, FirstOf, HeldBy, LastOf, Stated
from servicedesk.rules.exceptions import Excepted
from servicedesk.rules.facts import Compare, FactRef
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Floor
from servicedesk.rules.manual import Manual
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.parts import Field, Form, FormPart, NamedCalendar, Role, Signature
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.standing_tasks import Subjects
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import ByPolicy, Instant, OrStated, Quantity, Rate
from servicedesk.spans import Span

VERSION: Final = 1

# What stands in the fields of a rule: its kind, and the keys of its own fields; a field without a key is words.
_VALUES: Final[Mapping[type[object], tuple[str, Mapping[str, str]]]] = MappingProxyType(
    {
        After: ("after", {"event": "event", "other": "other"}),
        AllOf: ("all", {"conditions": "of"}),
        AnyOf: ("any", {"conditions": "of"}),
        BeforeDue: ("before_due", {"limit": "limit", "span": "span"}),
        BuiltinRoles: ("builtin", {"withdraw": "withdraw", "merge": "merge", "correct": "correct", "erase": "erase"}),
        ByPolicy: ("by_policy", {}),
        CaseEvent: ("event", {"kind": "what", "name": "name"}),
        Categories: ("classification", {"name": "name", "values": "values", "open_list": "open"}),
        CategoryIs: ("category_is", {"classification": "of", "names": "values"}),
        CategoryValue: ("category", {"classification": "of", "name": "name"}),
        Citation: ("clause", {"clause": "id"}),
        Compare: ("compare", {"ref": "fact", "how": "how", "values": "with"}),
        EachOf: ("each_of", {"choices": "of"}),
        EarliestOf: ("earliest_of", {"choices": "of"}),
        Excepted: ("excepted", {"condition": "of", "unless": "unless"}),
        FactRef: ("fact", {"name": "name", "from_host": "asked"}),
        Field: (
            "field",
            {
                "name": "name",
                "kind": "type",
                "required": "required",
                "personal": "personal",
                "options": "options",
                "if_empty": "if_empty",
                "open_list": "open",
                "past": "past",
                "ahead": "ahead",
                "not_negative": "not_negative",
            },
        ),
        FirstOf: ("first_of", {"choices": "choices"}),
        Floor: ("law", {"law": "article", "span": "span", "steps": "steps", "since": "since"}),
        Form: ("form", {"name": "name", "fields": "fields"}),
        FormPart: ("part", {"form": "form", "names": "names"}),
        HeldBy: ("held", {"name": "name", "holder": "by"}),
        InForce: ("in_force", {"entitlement": "name"}),
        InSeason: ("in_season", {"name": "name"}),
        Instant: ("instant", {"us": "us"}),
        ItemsClosed: ("items_closed", {"kind": "item"}),
        LastOf: ("last_of", {"choices": "of"}),
        Law: ("article", {"article": "article", "code": "code"}),
        LocalRule: ("local", {}),
        NamedCalendar: ("calendar", {"name": "name"}),
        Not: ("not", {"condition": "of"}),
        OrStated: ("or_stated", {"span": "span", "fact": "fact", "replaces": "replaces"}),
        NthTime: ("times", {"name": "of", "outcome": "outcome", "number": "at_least"}),
        OtherCases: (
            "other_cases",
            {
                "procedure": "in",
                "what": "what",
                "at_least": "at_least",
                "same": "same",
                "still_open": "open",
                "own": "own",
                "latest_at": "latest_at",
                "shown": "where",
            },
        ),
        PeriodEndsEarly: ("ends_early", {"start": "from", "end": "until"}),
        PeriodLonger: ("longer", {"start": "from", "end": "until", "span": "span"}),
        Quantity: ("quantity", {"value": "value", "unit": "unit"}),
        Rate: ("one_per", {"per": "per", "of": "of"}),
        Reached: ("reached", {"limit": "limit", "percent": "percent"}),
        Role: (
            "role",
            {
                "name": "name",
                "reports_to": "reports_to",
                "includes": "includes",
                "is_party": "party",
                "calendar": "calendar",
            },
        ),
        Sampled: ("sample", {"percent": "percent"}),
        Signature: (
            "signature",
            {"role": "role", "form": "form", "substitute": "or", "when": "when", "unless": "unless"},
        ),
        Stated: ("stated", {"name": "fact"}),
        Subjects: ("subjects", {"kinds": "of"}),
        TotalCompare: ("total", {"name": "of", "how": "how", "bound": "with", "of_item": "of_item"}),
    }
)
# Keys under which the order says something: what is asked for first, who is notified first.
_ORDERED: Final = frozenset({"asks", "choices", "fields", "files", "notifies", "options", "owner", "sets", "signs"})


def meaning(value: object) -> Any:
    """What a rule, or anything in one, means: JSON-ready data that changes with an answer and with nothing else.

    Raises:
        TypeError: a kind of rule has a field without a key, or holds a value that has no form here.
    """
    if type(value) in (str, int, bool, NoneType):
        return value
    form = _form_of(cast("Any", type(value)))
    if form is not None:
        word, parts, values = form
        return {"kind": word, **_kept(parts, values(value))}
    if isinstance(value, Span):
        return {"kind": "span", "span": str(value)}
    if isinstance(value, Mapping):
        named = cast("Mapping[object, object]", value)
        return {str(name): meaning(inner) for name, inner in named.items()}
    if isinstance(value, tuple | list):
        return [meaning(each) for each in cast("Iterable[object]", value)]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a {type(value).__name__} has no form in a fingerprint")


Parts: TypeAlias = "tuple[tuple[attrs.Attribute[Any], str], ...]"
"""The fields of a kind that have a key, and the key of each."""


@cache
def _form_of(kind: Any) -> tuple[str, Parts, Callable[[Any], tuple[Any, ...]]] | None:
    """The word of a kind, its parts and how to have what stands in them; ``None`` where it has no such form."""
    if issubclass(kind, Rule):
        word, keys = kind.kind, _keys_of(kind)
    elif (known := next((each for each in kind.__mro__ if each in _VALUES), None)) and not issubclass(kind, Span):
        word, keys = _VALUES[known]
    else:
        return None
    parts = tuple((each, keys[each.name]) for each in attrs.fields(kind) if each.name in keys)
    names = [each.name for each, _ in parts]
    return word, parts, attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, n) for n in names)


def _kept(parts: Parts, values: tuple[Any, ...]) -> dict[str, Any]:
    """The fields that say more than their default, under their keys."""
    found: dict[str, Any] = {}
    for (attribute, key), given in zip(parts, values, strict=True):
        if given is attribute.default or _is_default(given, attribute):
            continue
        # Of options the answers: their Chinese terms are words.
        said = meaning(tuple(name for name, _ in given) if key == "options" else given)
        found[key] = sorted(said, key=_text) if isinstance(said, list) and key not in _ORDERED else said
    return found


def _is_default(given: object, attribute: attrs.Attribute[Any]) -> bool:
    default = attribute.default
    if default is attrs.NOTHING:
        return False
    factory = getattr(default, "factory", None)
    return type(given) is type(default) and given == default if factory is None else given == factory()


@cache
def _keys_of(kind: type[Rule]) -> Mapping[str, str]:
    """The keys of a kind, those of the kinds that it is made from among them."""
    above = [each for each in kind.__mro__ if issubclass(each, Rule)]
    keys = {name: key for each in reversed(above) for name, key in vars(each).get("keys", {}).items()}
    words = {name for each in above for name in vars(each).get("words", ())}
    unkeyed = [a.name for a in attrs.fields(kind) if a.name not in keys and a.name not in words]
    if unkeyed:
        raise TypeError(f"{kind.__name__} has no key for {', '.join(unkeyed)}; name it in keys, or in words")
    return MappingProxyType(keys)


_text: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=True).encode


def _digest(said: object) -> str:
    return hashlib.blake2b(_text(said).encode(), digest_size=8).hexdigest()


def digest_of(value: object) -> str:
    """The digest of what a rule, or anything in one, means: sixteen hexadecimal digits."""
    return _digest(meaning(value))


def _rules(rules: Iterable[Rule]) -> list[Any]:
    return sorted(map(meaning, rules), key=_text)


def _states(procedure: Procedure) -> dict[str, Any]:
    return {
        "name": procedure.name,
        "first": procedure.states[0] if procedure.has_cases else "",
        "states": sorted(procedure.states),
        "ends": sorted(procedure.all_ends),
        "one_open": procedure.one_open,
    }


def _roles(manual: Manual) -> dict[str, Any]:
    roles = sorted(map(meaning, manual.roles), key=_text)
    return {"head": manual.head.name, "roles": roles, "builtin": meaning(manual.builtin)}


def fingerprint(manual: Manual, edition: Edition) -> str:
    """The version of the form and sixteen hexadecimal digits over all that an edition says: rules and roles."""
    procedures = ({**_states(each), "rules": _rules(each.expanded)} for each in edition.procedures)
    return f"{VERSION}-{_digest({**_roles(manual), 'procedures': sorted(procedures, key=_text)})}"


def clause_digests(manual: Manual, edition: Edition) -> Mapping[str, str]:
    """By clause, as the catalogue has it, the digest of the rules that rest on it; local rules by procedure."""
    found: dict[str, list[Rule]] = {}
    for procedure in edition.procedures:
        for rule in procedure.expanded:
            found.setdefault(clause_id(manual.name, procedure.name, str(rule.clause)), []).append(rule)
    return MappingProxyType({clause: f"{VERSION}-{_digest(_rules(rules))}" for clause, rules in found.items()})


def edition_digests(manual: Manual, edition: Edition) -> Mapping[str, str]:
    """The same with what no clause carries: ``manual:roles``, and ``manual/procedure:states``."""
    parts: dict[str, Any] = {f"{manual.name}:roles": _roles(manual)}
    parts |= {f"{manual.name}/{procedure.name}:states": _states(procedure) for procedure in edition.procedures}
    told = {part: f"{VERSION}-{_digest(said)}" for part, said in parts.items()}
    return MappingProxyType({**clause_digests(manual, edition), **told})


@attrs.frozen
class Difference:
    """What has become of one set of rules in another, by the names of :func:`edition_digests`."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @classmethod
    def of(cls, old: Mapping[str, str], new: Mapping[str, str]) -> Self:
        """Old and new ones compared by their digests."""
        return cls(
            added=tuple(sorted(new.keys() - old.keys())),
            removed=tuple(sorted(old.keys() - new.keys())),
            changed=tuple(sorted(each for each in old.keys() & new.keys() if old[each] != new[each])),
        )
