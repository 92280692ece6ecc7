"""A policy held against its manual when the desk is made: no clause, switch, fee or role that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from attrs import evolve, field, frozen

from servicedesk.calendars import Calendar
from servicedesk.characters import brief
from servicedesk.desk.people import RoleNames, read_roster
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.roster import Roster
from servicedesk.engine.season import Season
from servicedesk.errors import InvalidPolicy, InvalidRoster
from servicedesk.policy import Policy
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.roster import RosterEntry
from servicedesk.rules.calendars import calendars, seasons
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.parts import NamedCalendar, normalise
from servicedesk.said import Said, Statements, shortened

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
        everything = shortened((*faults, *own))
        raise InvalidPolicy(Said("policy_misfit", faults=Statements(everything)), faults=everything)
    if own:
        found = shortened(own)
        raise InvalidRoster(Said("roster_faults", faults=Statements(found)), faults=found)
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
            what, how = Said("no_named_calendar", name=word), _near(word, named) or _known(named, "named_none")
            faults.append(Said("fault_helped", place=place, what=what, how=how))
        elif meant.name in found:
            faults.append(Said("calendar_twice", place=place, name=meant.name))
        elif calendar.zone != policy.calendar.zone:
            faults.append(Said("other_clock", place=place, zone=calendar.zone, own=policy.calendar.zone))
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
            what, how = Said("no_season", name=word), _near(word, named) or _known(named, "named_no_season")
            faults.append(Said("fault_helped", place=place, what=what, how=how))
        elif meant.name in found:
            faults.append(Said("season_twice", place=place, name=meant.name))
        else:
            found[meant.name] = season
    return found


def _roles(words: Iterable[str], place: str, roles: RoleNames, faults: list[str]) -> tuple[str, ...]:
    """Roles of the company by name; a word that stands for none becomes a fault."""
    found: list[str] = []
    for word in words:
        name = roles.find(word)
        if name is None:
            what, how = roles.unknown(word)
            faults.append(Said("fault_helped", place=place, what=what, how=how))
        elif name in roles.parties:
            faults.append(Said("outside_company", place=place, role=roles.shown[name]))
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


def _site_faults(site: SitePolicy, known: _Known) -> Iterator[Said]:
    for clause in site.overrides:
        yield from _fault(Said("place_override", clause=brief(clause)), clause, known.spans, known.rules, "span")
    for key in site.amounts:
        yield from _fault(f"amounts.{key}", key, known.fees, known.rules, "fee")
    for switch in sorted({each.name for each in site.switches} - known.switches):
        there = tuple(sorted(known.switches))
        none = Said("there_are", known=there) if there else Said("manual_has_none")
        what, how = Said("no_switch", name=brief(switch)), _near(switch, known.switches) or none
        yield Said("fault_helped", place="switches", what=what, how=how)


def _fault(place: str, key: str, fitting: set[str], rules: set[str], what: str) -> Iterator[Said]:
    """What is wrong with a name of a rule that should have a span or a fee."""
    clause, _, fee = key.partition("#")
    if key in fitting:
        return
    if clause == _LOCAL:
        yield Said("local_key", place=place, local=_LOCAL)
    elif clause not in rules:
        remedy = _near(key, fitting) or _near(clause, rules) or Said("write_clause")
        what = Said("no_clause_in_manual", clause=brief(clause))
        yield Said("fault_helped", place=place, what=what, how=remedy)
    elif fee and clause in fitting:
        fees = sorted(each for known, _, each in (each.partition("#") for each in fitting) if each and known == clause)
        remedy = _near(fee, fees) or Said("it_has", known=tuple(fees))
        yield Said("fault_helped", place=place, what=Said("no_fee", fee=brief(fee)), how=remedy)
    else:
        near, lacking = _near(key, fitting), Said(f"rule_no_{what}")
        yield (
            Said("fault_helped", place=place, what=lacking, how=near) if near else Said("at", place=place, what=lacking)
        )


def _near(word: str, known: Iterable[str]) -> Said | None:
    near = get_close_matches(word, sorted(known), 1)
    return Said("did_you_mean", near=near[0]) if near else None


def _known(named: Mapping[str, NamedCalendar] | Mapping[str, InSeason], none: str) -> Said:
    """What there is, by its names; the sentence for nothing where there is none."""
    there = tuple(Said("name_and_term", name=each.name, zh=each.zh) for each in named.values())
    return Said("there_are", known=there) if there else Said(none)
