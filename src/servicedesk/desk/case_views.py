"""Views of one case or many that need no decision: documents and who keeps them, entitlements, shares reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, date
from decimal import Decimal

import pendulum
from attrs import evolve, frozen

from servicedesk.answers import Answer
from servicedesk.calendars import Calendar, to_datetime
from servicedesk.desk.keeping import KeptCopy, copy_of
from servicedesk.desk.sheets import forms_of
from servicedesk.desk.views import EntitlementView
from servicedesk.engine.case import Case
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.entry import ActionEntry, BuiltinEntry, CustodyEntry, Entry
from servicedesk.engine.retention import kept
from servicedesk.engine.signatures import outdated
from servicedesk.engine.view import CaseView
from servicedesk.program.form_fields import english_of
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.effects import Target
from servicedesk.rules.keys import EventKey, in_item, split_item
from servicedesk.rules.values import Value


@frozen(repr=False)
class KeptDocument(Answer):
    """One form of a case: since when it is filed, who signed it, who keeps which copy by which clause.

    ``copies`` say who keeps it and until when; a copy that goes to its keeper only after a step is listed once that
    step is done. ``signed_by`` are the roles whose signatures cover the form as it stands,
    ``signed_before_change`` those that signed it before something on it was filled anew or corrected.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> [(document.zh, document.signed_by) for document in desk.documents(case.id)][:1]
        [('业主投诉/建议处理记录表', ('recipient',))]
    """

    form: str
    zh: str
    filed_at: pendulum.DateTime | None
    signed_by: tuple[str, ...]
    copies: tuple[KeptCopy, ...] = ()
    signed_before_change: tuple[str, ...] = ()
    en: str = ""


@frozen(repr=False)
class TargetFigure(Answer):
    """A share over many cases: of ``of`` cases ``reached`` did; ``share`` is ``None`` where there was none.

    ``wanted`` is the least share, with ``bound="max"`` the greatest one that is allowed. Behind the figure are the
    cases by id: ``reached_cases`` did, ``other_cases`` are the rest of ``of``. Of a share over standing tasks they are
    the cases in which these stand, one a subject.

    Example:
        >>> from servicedesk import Desk
        >>> [(figure.clause, figure.wanted) for figure in Desk("fuheng").targets("vacant_unit")][:1]
        [('fuheng/vacant_unit/5.1.5a', Decimal('1'))]
    """

    name: str
    zh: str
    clause: str
    of: int
    reached: int
    share: Decimal | None
    wanted: Decimal
    kept: bool | None
    bound: str = "min"
    procedure: str = ""
    reached_cases: tuple[str, ...] = ()
    other_cases: tuple[str, ...] = ()
    en: str = ""


@frozen(repr=False)
class Held(Answer):
    """One item, with whom it is: since when, by which clause, on which signed or filled documents.

    ``until`` is the soonest due of a limit that is open about it, ``None`` where none is.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> desk, keeper = Desk("fuheng"), Actor("刘芳", {"key_keeper"})
        >>> labelled = {"key_place": "钥匙柜", "key_label": "3-2-501"}
        >>> case = desk.open("key_lending", labelled, subject="3-2-501", by=keeper)
        >>> [(held.article, held.holder_zh) for held in desk.custody(case.id)]
        [('key', '钥匙保管人员')]
    """

    article: str
    item: str
    holder: str
    holder_zh: str
    since: pendulum.DateTime
    clause: str
    documents: tuple[str, ...]
    until: pendulum.DateTime | None
    holder_en: str = ""
    article_zh: str = ""
    article_en: str = ""


def custody_of(program: Program, case: Case, entries: Iterable[Entry], zone: str) -> tuple[Held, ...]:
    """Who holds what in a case, by the last entry that handed each item over."""
    plan = program.plans[case.procedure]
    handed = {name: entry for entry in entries for name in _handed_over(entry)}
    shown: list[Held] = []
    for name, holder in case.custody.items():
        entry, held_by = handed[name], program.role_term(holder)
        article, item = split_item(name)
        events = map(EventKey.parse, entry.events)
        documents = tuple(event.subject for event in events if event.kind in ("filed", "signed"))
        dues = [
            limit.due
            for limit in case.limits.values()
            if limit.is_open and limit.due is not None and limit.item == item
        ]
        until = to_datetime(min(dues), zone) if dues else None
        shown.append(
            Held(
                article,
                item,
                holder,
                held_by.zh,
                to_datetime(entry.at, zone),
                entry.clause,
                documents,
                until,
                held_by.en,
                *plan.term_of("article", article),
            )
        )
    return tuple(shown)


def _handed_over(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, CustodyEntry):
        return (in_item(entry.name, entry.item),)
    return tuple(entry.custody) if isinstance(entry, ActionEntry) else ()


def documents_of(plan: ProcedurePlan, case: Case, site: SitePolicy, calendar: Calendar) -> tuple[KeptDocument, ...]:
    """Every form that the procedure knows, in the manual's order: that an outcome fills too."""
    forms = forms_of(plan)
    copies = [(one.form.name, copy_of(plan, one, calendar.zone)) for one in kept(plan, case, site, calendar)]
    shown: list[KeptDocument] = []
    for name, form in forms.items():
        occurrence = case.occurrences.get(EventKey.filed(name))
        events = map(EventKey.parse, case.occurrences)
        signed = tuple(e.detail for e in events if (e.kind, e.name, e.item) == ("signed", name, None))
        filed_at = None if occurrence is None else to_datetime(occurrence.first_at, calendar.zone)
        before = tuple(role for role in signed if outdated(form, role, CaseView(case)))
        counting = tuple(role for role in signed if role not in before)
        own = tuple(copy for of, copy in copies if of == name)
        shown.append(KeptDocument(name, form.zh, filed_at, counting, own, before, english_of(form)))
    return tuple(shown)


def entitlements_of(plan: ProcedurePlan, case: Case, day: str) -> tuple[EntitlementView, ...]:
    """Every entitlement of a case as it stands on a day (ISO), and what holds on that day."""
    shown: list[EntitlementView] = []
    for entitlement in case.entitlements.values():
        rule = plan.entitlement(entitlement.name)
        alone = evolve(case, entitlements={entitlement.name: evolve(entitlement, over=False)})
        in_force = CaseView(alone, day).in_force(entitlement.name)
        runs = CaseView(evolve(alone, holds={}), day).in_force(entitlement.name)
        ends = plan.own_end(entitlement.name)
        own_end = None if ends is None else ends.amount
        value = entitlement.value if in_force else ""
        if entitlement.ended_on and day >= entitlement.ended_on:
            value = entitlement.after
        elif day > entitlement.until_day and own_end is not None:
            value = str(own_end.value)
        shown.append(
            EntitlementView(
                entitlement.name,
                plan.label(rule, "zh"),
                entitlement.clause,
                date.fromisoformat(entitlement.from_day),
                date.fromisoformat(entitlement.until_day),
                date.fromisoformat(entitlement.ended_on) if entitlement.ended_on else None,
                Decimal(value) if value else None,
                in_force,
                rule.of_fee,
                runs and not in_force,
                plan.label_term(rule).en,
            )
        )
    return tuple(shown)


def target_of(rule: Target, plan: ProcedurePlan, cases: Iterable[Case]) -> TargetFigure:
    """How far one target was reached over these cases."""
    counted: dict[str, bool] = {}
    for case in cases:
        view = CaseView(case)
        if rule.among is None or rule.among.evaluate(view) is True:
            counted[case.id] = rule.reached is not None and rule.reached.evaluate(view) is True
    return _figure(rule, plan, counted)


def as_corrected(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries of a history with the values to which they were corrected."""
    corrected: dict[int, dict[str, Value]] = {}
    for entry in entries:
        if isinstance(entry, BuiltinEntry) and entry.corrects:
            corrected.setdefault(entry.corrects, {}).update(entry.corrected_facts)
    for entry in entries:
        known = corrected.get(entry.seq)
        yield evolve(entry, facts={**entry.facts, **known}) if known and isinstance(entry, ActionEntry) else entry


def counts_at(rule: Target, entry: Entry, calendar: Calendar) -> int:
    """The moment at which an entry counts: when it was done, but within the year that it says it is of."""
    year = entry.facts.get(rule.of_year)
    if not isinstance(year, int | Decimal) or not 1900 <= year < MAXYEAR:
        return entry.at
    first, following = (calendar.midnight_after(date(int(y) - 1, 12, 31)) for y in (year, year + 1))
    return min(max(entry.at, first), following - 1)


def standing_target_of(
    rule: Target, plan: ProcedurePlan, stood: Iterable[tuple[Case, Sequence[Entry]]], calendar: Calendar
) -> TargetFigure:
    """How far a target was reached over the subjects of standing tasks, each with what was done for it.

    Of what was done at one moment the later record is the last.
    """
    counted: dict[str, bool] = {}
    for case, done in stood:
        in_order = sorted(done, key=lambda entry: (counts_at(rule, entry, calendar), entry.at, entry.seq))
        counting = in_order[-1:] if rule.latest else done
        views = (CaseView(evolve(case, facts=entry.facts)) for entry in counting)
        counted[case.id] = any(rule.reached is None or rule.reached.evaluate(view) is True for view in views)
    return _figure(rule, plan, counted)


def _figure(rule: Target, plan: ProcedurePlan, counted: Mapping[str, bool]) -> TargetFigure:
    """The figure over the cases that count, each with whether it reached the target."""
    of, reached = len(counted), sum(counted.values())
    wanted = rule.share.value if rule.share is not None else Decimal(1)
    share = Decimal(reached) / of if of else None
    kept = None if share is None else share <= wanted if rule.bound == "max" else share >= wanted
    return TargetFigure(
        rule.name,
        plan.label(rule, "zh"),
        plan.id_of(rule),
        of,
        reached,
        share,
        wanted,
        kept,
        rule.bound,
        plan.procedure.name,
        tuple(case for case, did in counted.items() if did),
        tuple(case for case, did in counted.items() if not did),
        plan.label_term(rule).en,
    )
