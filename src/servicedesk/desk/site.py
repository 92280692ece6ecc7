"""A policy held against its manual when the desk is made: no clause, switch, fee or role that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from attrs import evolve, field, frozen

from servicedesk.calendars import Calendar
from servicedesk.characters import brief, cut
from servicedesk.desk.people import RoleNames, read_roster
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.roster import Roster
from servicedesk.engine.season import Season
from servicedesk.errors import InvalidPolicy, InvalidRoster
from servicedesk.policy import Policy
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.roster import RosterEntry
from servicedesk.rules.calendars import calendars, seasons
from servicedesk.rules.parts import NamedCalendar, normalise

_LOCAL = "local"


def checked_policy(
    policy: Policy, roster: Mapping[str, Sequence[RosterEntry]] | None, roles: RoleNames, programs: Iterable[Program]
) -> tuple[Policy, Roster | None]:
    """Policy and roster of a desk, roles and calendars by their names, once both are known to fit the manual.

    ``roster`` stands in the place of the policy's. The programs are those of all editions: a policy outlives one.

    Raises:
        InvalidRoster: everything that is wrong with the roster, at once, where nothing else is wrong.
        InvalidPolicy: everything that is wrong with the policy, the roster too.
    """
    own: list[str] = []
    faults: list[str] = []
    programs = tuple(programs)
    hours = _calendars(policy, programs, faults)
    read = read_roster(roles, policy.roster if roster is None else roster, policy.calendar, own)
    site = policy.site
    if site.overrides or site.amounts or site.switches:
        faults += _site_faults(site, _Known.of(programs))
    recorders = _roles(site.recorders, "recording.by", roles, faults)
    told = _roles(site.deviations_to, "recording.notifies", roles, faults)
    site = evolve(site, recorders=frozenset(recorders), deviations_to=told, seasons=_seasons(site, programs, faults))
    if faults:
        everything = tuple(map(cut, (*faults, *own)))
        raise InvalidPolicy("the policy does not fit the manual: " + "; ".join(everything), faults=everything)
    if own:
        own = list(map(cut, own))
        raise InvalidRoster("the roster is wrong: " + "; ".join(own), faults=tuple(own))
    return evolve(policy, site=site, calendars=hours), read


def _calendars(policy: Policy, programs: Iterable[Program], faults: list[str]) -> dict[str, Calendar]:
    """What the calendars of the manual stand for, by their names; a word that stands for none becomes a fault."""
    if not policy.calendars:
        return {}
    named: dict[str, NamedCalendar] = {}
    for program in programs:
        rules = (rule for plan in program.plans.values() for rule in plan.procedure.expanded)
        named |= {each.name: each for each in calendars(program.manual.roles, rules)}
    terms = {normalise(term): each for each in named.values() for term in (each.name, each.zh)}
    found: dict[str, Calendar] = {}
    for word, calendar in policy.calendars.items():
        place, meant = f"calendars.{word}", terms.get(normalise(word))
        if meant is None:
            there = ", ".join(f"{each.name!r} ({each.zh})" for each in named.values())
            remedy = _near(word, named) or (f"there are {there}" if there else "the manual names none")
            faults.append(f"{place}: no role or rule goes by the calendar {word!r}; {remedy}")
        elif meant.name in found:
            faults.append(f"{place}: the calendar {meant.name!r} stands in the policy already")
        elif calendar.zone != policy.calendar.zone:
            faults.append(f"{place}: it is on the clock of {calendar.zone}; a desk has one, {policy.calendar.zone}")
        else:
            found[meant.name] = evolve(calendar, name=meant.name, zh=meant.zh)
    return found


def _seasons(site: SitePolicy, programs: Iterable[Program], faults: list[str]) -> dict[str, Season]:
    """When the seasons of the manual are, by their names; a word that stands for none becomes a fault."""
    if not site.seasons:
        return {}
    rules = (rule for program in programs for plan in program.plans.values() for rule in plan.procedure.expanded)
    named = {each.name: each for each in seasons(rules)}
    terms = {normalise(term): each for each in named.values() for term in (each.name, each.zh)}
    found: dict[str, Season] = {}
    for word, season in site.seasons.items():
        place, meant = f"seasons.{word}", terms.get(normalise(word))
        if meant is None:
            there = ", ".join(f"{each.name!r} ({each.zh})" for each in named.values())
            remedy = _near(word, named) or (f"there are {there}" if there else "the manual names none")
            faults.append(f"{place}: no rule asks for the season {word!r}; {remedy}")
        elif meant.name in found:
            faults.append(f"{place}: the season {meant.name!r} stands in the policy already")
        else:
            found[meant.name] = season
    return found


def _roles(words: Iterable[str], place: str, roles: RoleNames, faults: list[str]) -> tuple[str, ...]:
    """Roles of the company by name; a word that stands for none becomes a fault."""
    found: list[str] = []
    for word in words:
        name = roles.find(word)
        if name is None:
            faults.append(f"{place}: {'; '.join(roles.unknown(word))}")
        elif name in roles.parties:
            faults.append(f"{place}: {roles.shown[name]} stands outside the company; leave it out")
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


@frozen
class _Known:
    """What a policy may name: rules, those among them that have a span or an amount, and switches."""

    rules: set[str] = field(factory=set[str])
    spans: set[str] = field(factory=set[str])
    fees: set[str] = field(factory=set[str])
    switches: set[str] = field(factory=set[str])

    @classmethod
    def of(cls, programs: Iterable[Program]) -> _Known:
        known = cls()
        for program in programs:
            for plan in program.plans.values():
                known.add(plan)
        return known

    def add(self, plan: ProcedurePlan) -> None:
        """Learn the names of one procedure."""
        self.rules.update(
            plan.policy_key(rule) for rule in plan.procedure.expanded if rule.name or plan.id_of(rule) != _LOCAL
        )
        self.spans.update(_spans(plan))
        for fee in plan.fees.values():
            key = plan.policy_key(fee)
            self.fees.update((key, f"{key}#{fee.name}"))
        self.switches.update(switch for rule in plan.procedure.expanded if (switch := getattr(rule, "switch", "")))


def _spans(plan: ProcedurePlan) -> Iterator[str]:
    """Every rule whose span a policy can change: limits, waits, entitlements that last so long, papers kept."""
    yield from (limit.policy_key for _, group in plan.limits for limit in group)
    yield from (wait.policy_key for step in plan.steps.values() for wait in step.waits if wait.floor is None)
    yield from (plan.policy_key(rule) for rule in plan.entitlements if rule.lasts is not None)
    yield from (f"{plan.policy_key(rule)}#{rule.form.name}" for rule in plan.retentions if rule.form is not None)


def _site_faults(site: SitePolicy, known: _Known) -> Iterator[str]:
    for clause in site.overrides:
        yield from _fault(f"override {brief(clause)}", clause, known.spans, known.rules, "span")
    for key in site.amounts:
        yield from _fault(f"amounts.{key}", key, known.fees, known.rules, "fee")
    for switch in sorted({each.name for each in site.switches} - known.switches):
        there = ", ".join(sorted(known.switches))
        remedy = _near(switch, known.switches) or (f"there are {there}" if there else "the manual has none")
        yield f"switches: no rule has the switch {brief(switch)}; {remedy}"


def _fault(place: str, key: str, fitting: set[str], rules: set[str], what: str) -> Iterator[str]:
    """What is wrong with a name of a rule that should have a span or a fee."""
    clause, _, fee = key.partition("#")
    if key in fitting:
        return
    if clause == _LOCAL:
        yield f"{place}: every local rule is {_LOCAL!r}; name the rule, as manual/procedure/rule"
    elif clause not in rules:
        remedy = _near(key, fitting) or _near(clause, rules) or "write manual/procedure/clause, as in the catalogue"
        yield f"{place}: no rule of the manual has the clause {brief(clause)}; {remedy}"
    elif fee and clause in fitting:
        fees = sorted(each for known, _, each in (each.partition("#") for each in fitting) if each and known == clause)
        yield f"{place}: the clause has no fee {brief(fee)}; {_near(fee, fees) or 'it has ' + ', '.join(fees)}"
    else:
        near = _near(key, fitting)
        yield f"{place}: the rule has no {what}" + (f"; {near}" if near else "")


def _near(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(known), 1)
    return f"did you mean {near[0]!r}?" if near else ""
