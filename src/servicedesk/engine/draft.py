"""The fold: one working copy of a case, to which entries are appended.

**How the fold works.** A decision takes the case as it stands, makes one shallow copy of it, and appends entries to the
copy one after another; what follows from an entry (a limit that starts, a child case that opens) is found by looking at
the copy and is appended in turn. Each mapping of the case is copied when it is written to for the first time, so the
case that the decision began from never changes, and what no entry touches is shared. A refused input throws the copy
away. What an entry changes depends on the entry alone: the same entries make the same case, whatever the ticks
between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import compress
from operator import attrgetter
from typing import Final, TypeVar

from attrs import define, field, fields

from servicedesk.engine.case import Case, values_of
from servicedesk.engine.course import ChildMergedEntry, ConsequenceEntry, DeclinedEntry, HeldEntry
from servicedesk.engine.entry import (
    NOTHING,
    ActionEntry,
    BuiltinEntry,
    ChildEntry,
    CustodyEntry,
    EditionEntry,
    EntitlementEntry,
    Entry,
    EscalationEntry,
    LimitEntry,
    MergedEntry,
)
from servicedesk.engine.parts import Addend, Declined, FollowedChild, Item
from servicedesk.engine.record import changed
from servicedesk.engine.totals import corrected
from servicedesk.engine.view import CaseView
from servicedesk.rules.keys import EventKey, in_item, item_of, name_of
from servicedesk.rules.values import Occurrence, Token, Value

T = TypeVar("T")
_SUMMED: Final = EventKey.summed("")
_set = object.__setattr__  # on the draft's own copy only


@define(init=False)
class Draft:
    """A case on its way to the next version.

    ``case`` is the working copy: it changes with every entry, and so does every view of it.
    """

    case: Case
    entries: list[Entry]
    _before: Case = field(repr=False)
    _views: dict[str, CaseView] = field(repr=False)

    def __init__(self, case: Case) -> None:
        self.case = Case(*values_of(case))
        self.entries = []
        self._before = case
        self._views = {}

    @property
    def next_seq(self) -> int:
        """The number of the entry that comes next."""
        return self.case.version + 1

    def view(self, item: str = "") -> CaseView:
        """The case as it stands at each moment, inside an item or as a whole; one view each for the whole draft."""
        view = self._views.get(item)
        if view is None:
            view = self._views[item] = CaseView(self.case, item=item or None)
        return view

    def append(self, entry: Entry) -> None:
        """One more entry, and what it makes of the case."""
        self.entries.append(entry)
        case, changed = self.case, tuple[str, ...]()
        _set(case, "version", entry.seq)
        _set(case, "recorded_at", entry.recorded)
        if isinstance(entry, LimitEntry):
            self._writable("limits", case.limits)[entry.limit.key] = entry.limit
        elif isinstance(entry, ActionEntry):
            if entry.item_change is not None and entry.item_change.open:
                self.forget_item(entry.item)
            changed = self._restated(entry) if entry.facts else ()
            self._act(entry)
        elif isinstance(entry, EscalationEntry):
            self._escalate(entry)
        elif isinstance(entry, BuiltinEntry):
            changed = (*self._restated(entry), *self._totals_restated(entry))
            self._builtin(entry)
        else:
            self._follow(entry)
        if events := entry.events:
            stated = map(EventKey.stated, entry.facts) if entry.facts else ()
            self._occur(entry, (*events, *changed, *stated) if changed or stated else events)

    def _follow(self, entry: Entry) -> None:
        """What comes of what rules bring, and of what is done to a case from without."""
        case = self.case
        if isinstance(entry, EntitlementEntry):
            self._writable("entitlements", case.entitlements)[entry.name] = entry.entitlement
        elif isinstance(entry, CustodyEntry):
            self._writable("custody", case.custody)[in_item(entry.name, entry.item)] = entry.role
        elif isinstance(entry, DeclinedEntry):
            said = Declined(entry.by, entry.at, entry.seq, entry.reason)
            self._writable("declined", case.declined)[in_item(entry.name, entry.item)] = said
            self._deviate(entry)
        elif isinstance(entry, HeldEntry):
            key = in_item(entry.name, entry.item)
            known = tuple(hold for hold in case.holds.get(key, ()) if hold.until is not None)
            self._writable("holds", case.holds)[key] = (*known, entry.hold)
        elif isinstance(entry, ChildEntry | ChildMergedEntry):
            self._child(entry)
        elif isinstance(entry, MergedEntry):
            self._writable("merged_in", case.merged_in).update(entry.taken_in)
        elif isinstance(entry, ConsequenceEntry):
            self._writable("consequences", case.consequences)[entry.consequence.key] = entry.consequence
        elif isinstance(entry, EditionEntry):
            self._change_edition(entry)

    def _restated(self, entry: Entry) -> tuple[str, ...]:
        """The keys of the facts that an entry states otherwise than they stood."""
        before, item = self.case.facts, entry.item
        stood = ((name, before.get(in_item(name, item)), value) for name, value in entry.facts.items())
        return tuple(EventKey.changed(name) for name, old, value in stood if old is not None and old != value)

    def _totals_restated(self, entry: BuiltinEntry) -> Iterable[str]:
        """The keys of the sums that a correction changes by what is true of an earlier entry only."""
        past = entry.past_facts
        return map(EventKey.changed, self._corrected_totals(entry).keys() & past.keys()) if past else ()

    def _writable(self, name: str, present: Mapping[str, T]) -> dict[str, T]:
        """A mapping of the case that may be written to: its copy, made at the first time."""
        if present is not getattr(self._before, name) and isinstance(present, dict):
            return present
        own = dict(present)
        _set(self.case, name, own)
        return own

    def forget_item(self, item: str) -> None:
        """What was filed, done and owed for an item that was taken back counts for the next of its number no more.

        The history keeps it, who keeps the article stays, and its runs are counted on.
        """
        case, old = self.case, self.case.items.get(item)
        if old is None:
            return
        runs = [old.past_runs, *(limit.run for limit in case.limits.values() if limit.item == item)]
        self._writable("items", case.items)[item] = changed(old, past_runs=max(runs))
        for key, value in case.facts.items():
            if item_of(key) == item and isinstance(value, Token):
                self._writable("former", case.former)[value.name] = name_of(key)
        for name in ("facts", "limits", "occurrences", "declined", "not_done"):
            keys: tuple[str, ...] = tuple(getattr(case, name))
            for key in keys:
                if item_of(key) == item and not _is_held(name, key):
                    del self._writable(name, getattr(case, name))[key]
        if item in case.holders:
            del self._writable("holders", case.holders)[item]

    def _occur(self, entry: Entry, events: tuple[str, ...]) -> None:
        occurrences = self._writable("occurrences", self.case.occurrences)
        at, seq, keys = entry.at, entry.seq, events if len(events) == 1 else dict.fromkeys(events)
        if item := entry.item:
            keys = dict.fromkeys(keys)
            for key in tuple(keys):
                keys[EventKey.in_item(key, item)] = keys[EventKey.in_items(key)] = None
        for key in keys:
            old = occurrences.get(key)
            occurrences[key] = (
                Occurrence(1, at, seq, at, seq)
                if old is None
                else Occurrence(old.times + 1, old.first_at, old.first_seq, at, seq)
            )

    def _act(self, entry: ActionEntry) -> None:
        case = self.case
        if entry.kind == "opened":
            _set(case, "opened_at", entry.at)
        if entry.answers:
            self._writable("answers", case.answers).update(entry.answers)
        if entry.item_change is not None:
            old = case.items.get(entry.item)
            kind, is_open = entry.item_change
            opened_at = entry.at if old is None or is_open else old.opened_at
            item = Item(kind, entry.item, is_open, opened_at, 0 if old is None else old.past_runs)
            self._writable("items", case.items)[entry.item] = item
        if entry.custody:
            self._writable("custody", case.custody).update(entry.custody)
        if entry.payments:
            self._writable("payments", case.payments).update(entry.payments)
        if entry.fulfils:
            brought = self._writable("consequences", case.consequences)
            brought[entry.fulfils] = changed(brought[entry.fulfils], state="done", done_at=entry.at)
        if entry.holder is not None:
            holders = self._writable("holders", case.holders)
            if entry.holder.name:
                holders[entry.item] = entry.holder
            else:
                holders.pop(entry.item, None)
        for key in entry.events:
            if key.startswith(_SUMMED):
                self._add(key.removeprefix(_SUMMED), entry)
        self._done(entry)

    def _add(self, name: str, entry: ActionEntry) -> None:
        """One more of what a rule reads the sum of."""
        value = entry.facts.get(name)
        amount = Decimal(value) if isinstance(value, int | Decimal) else None
        totals = self._writable("totals", self.case.totals)
        totals[name] = (*totals.get(name, ()), Addend(entry.seq, entry.item, amount))

    def _corrected_totals(self, entry: BuiltinEntry) -> Mapping[str, tuple[Addend, ...]]:
        """The sums that a correction changes: what is corrected counts once, as corrected."""
        values = entry.corrected_facts
        new = {
            name: corrected(known, entry.item, entry.corrects, value)
            for name, known in self.case.totals.items()
            if isinstance(value := values.get(name), int | Decimal)
        }
        return {name: known for name, known in new.items() if known != self.case.totals[name]}

    def _child(self, entry: ChildEntry | ChildMergedEntry) -> None:
        case = self.case
        if isinstance(entry, ChildMergedEntry):
            merged = changed(case.followed[entry.child], into=entry.into)
            self._writable("followed", case.followed)[entry.child] = merged
            return
        if entry.kind == "child_ended":
            ended = changed(case.followed[entry.child], ended_at=entry.at)
            self._writable("followed", case.followed)[entry.child] = ended
            return
        _set(case, "children", entry.number)
        if entry.followed:
            child = FollowedChild(entry.child, entry.name, entry.clause, entry.seq, entry.item)
            self._writable("followed", case.followed)[entry.child] = child

    def _builtin(self, entry: BuiltinEntry) -> None:
        if entry.waived:
            self._writable("waived", self.case.waived)[entry.waived] = entry.by
        if entry.corrects and self.case.totals:
            self._writable("totals", self.case.totals).update(self._corrected_totals(entry))
        for name, value in entry.past_facts.items():
            if isinstance(value, Token):
                self._writable("former", self.case.former)[value.name] = name
        self._done(entry)

    def _change_edition(self, entry: EditionEntry) -> None:
        """Its state goes by another name, and so do the states that it came into before."""
        case, before = self.case, tuple(self.case.occurrences.items())
        _set(case, "edition", entry.edition)
        _set(case, "fingerprint", entry.fingerprint)
        _set(case, "state", entry.states.get(case.state, case.state))
        named = (EventKey.entered, EventKey.left)
        renamed = {key(old): key(new) for key in named for old, new in entry.states.items()}
        for key, occurrence in before:
            event, at, item = key.partition("@")
            if event not in renamed:
                continue
            known = self._writable("occurrences", case.occurrences)
            present = None if renamed[event] in renamed else known.get(f"{renamed[event]}{at}{item}")
            if present is None or present.last_seq < occurrence.last_seq:
                known[f"{renamed[event]}{at}{item}"] = occurrence

    def _done(self, entry: ActionEntry | BuiltinEntry) -> None:
        """What every action of a person may do: move or end the case, file, give out tokens; and who did it."""
        case = self.case
        if entry.state:
            _set(case, "state", entry.state)
            _set(case, "moved_at", entry.at)
        if entry.ends:
            _set(case, "open", False)
        if entry.facts:
            facts = self._writable("facts", case.facts)
            for name, value in entry.facts.items():
                key = in_item(name, entry.item)
                if isinstance(old := facts.get(key), Token):
                    self._writable("former", case.former)[old.name] = name
                facts[key] = value
        if entry.tokens:
            _set(case, "tokens", entry.tokens)
        if entry.deviations:
            self._deviate(entry)
            if ended := [each.obligation for each in entry.deviations if each.obligation]:
                self._writable("not_done", case.not_done).update(dict.fromkeys(ended, entry.seq))
        known = case.performers.get(entry.name, ())
        if entry.by not in known:
            self._writable("performers", case.performers)[entry.name] = (*known, entry.by)

    def _deviate(self, entry: ActionEntry | BuiltinEntry | DeclinedEntry) -> None:
        """Count the rules that it was recorded over."""
        if entry.deviations:
            _set(self.case, "deviations", self.case.deviations + len(entry.deviations))

    def _escalate(self, entry: EscalationEntry) -> None:
        """A level on the way of a limit is noted there, so that it is not reported twice."""
        if entry.level and entry.about is not None:
            name = name_of(entry.name)
            limit = self.case.limits[entry.about.key]
            levels = tuple({**dict(limit.levels), name: entry.at}.items())
            self._writable("limits", self.case.limits)[limit.key] = changed(limit, levels=levels)


def _is_held(mapping: str, key: str) -> bool:
    """Whether a key says who was given an article."""
    return mapping == "occurrences" and EventKey.parse(key).kind == "held"


def unopened(case: Case, history: Iterable[Entry] = ()) -> Case:
    """The case before its first entry; its history says under which edition, where that is another now."""
    moved = next((entry for entry in history if isinstance(entry, EditionEntry)), None)
    return Case(
        id=case.id,
        manual=case.manual,
        edition=case.edition if moved is None else moved.from_edition,
        fingerprint=case.fingerprint if moved is None else moved.from_fingerprint,
        procedure=case.procedure,
        subject=case.subject,
        tenant=case.tenant,
        parent=case.parent,
        exclusive_key=case.exclusive_key,
    )


def fold(empty: Case, entries: Iterable[Entry]) -> Case:
    """The case that these entries make of one without any."""
    draft = Draft(empty)
    for entry in entries:
        draft.append(entry)
    return draft.case


_MAPPINGS = tuple(each.name for each in fields(Case) if each.default is NOTHING)
_mappings_of = attrgetter(*_MAPPINGS)


def handed_out(case: Case, vault: Mapping[str, Value]) -> Case:
    """A copy for somebody else, with these personal values: what he does with its mappings is nothing to ours."""
    copy = Case(*values_of(case))
    mappings = _mappings_of(case)
    for name, own in compress(zip(_MAPPINGS, mappings, strict=True), mappings):
        _set(copy, name, dict(own))
    _set(copy, "vault", vault)
    return copy
