"""What changes under running cases: another calendar, another edition. Listed in a dry run, and then brought."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from attrs import evolve

from servicedesk.arguments import of_kind
from servicedesk.calendars import Calendar, first_difference
from servicedesk.characters import brief
from servicedesk.desk.declining import Declining
from servicedesk.desk.inputs import MOST_NUMBER, listed, name_of
from servicedesk.desk.move import Move, MoveReport, move_cases
from servicedesk.desk.recalculate import Recalculation, recalculate
from servicedesk.engine.counting import reference
from servicedesk.engine.entry import Actor
from servicedesk.errors import CorruptRecord, InvalidInstant, UnknownName
from servicedesk.said import Said
from servicedesk.stores import Criteria, Search
from servicedesk.stores.rows import utc

_log = logging.getLogger("servicedesk.desk")


class Changes(Declining):
    """The desk of whoever brings a change to cases that run."""

    def recalculate(
        self,
        calendar: Calendar | None = None,
        *,
        by: Actor,
        mode: Literal["retroactive", "from_change"] = "retroactive",
        named: str = "",
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        dry_run: bool = False,
    ) -> Recalculation:
        """Count running limits under another calendar, and list every one that moved, soonest new due first.

        Those are the limits that go by the desk's calendar, or by the calendar that the manual calls ``named``.

        Looks at the open cases whose last due lies on or after the first day that the new calendar counts otherwise
        than those this desk knows; at all open cases where it knows no other, or the store cannot search. One short
        unit a case, safe from many processes at once: a case that somebody holds is passed over, one that cannot be
        read is reported, and the rest goes on.

        Limits started later are counted with the desk's own calendar: open the desk with the new one, and with those
        that limits still run under as its ``calendars``.

        Args:
            calendar: the new calendar; the policy's where left out.
            by: who brings the change; it is in the history.
            mode: ``retroactive`` counts from the start anew, for corrected data; ``from_change`` keeps the time used.
            named: a calendar of the manual that the policy has, by its name; the desk's own where left out.
            at: from when on; now if left out.
            recorded_at: when it is recorded; now if left out, never before ``at``.
            dry_run: list, and write nothing.

        Raises:
            InvalidInstant: ``at`` lies after the recording, or that ahead of the clock.
            UnknownName: there is no such mode, or the policy has no calendar of that name.
        """
        if of_kind(mode, str, "mode") not in ("retroactive", "from_change"):
            raise UnknownName(Said("no_mode", mode=brief(mode)), remedy=Said("say_mode"))
        known, named = self._work.policy.calendars, name_of(named, "named")
        if named and named not in known:
            remedy = Said("it_has", known=tuple(sorted(known))) if known else Said("policy_has_none")
            raise UnknownName(Said("policy_no_calendar", name=brief(named)), remedy=remedy)
        own = known.get(named, self.calendar)
        given_one = None if calendar is None else of_kind(calendar, Calendar, "calendar")
        new = own if given_one is None else evolve(given_one, name=own.name, zh=own.zh) if named else given_one
        given = self._input("", {}, by, at, recorded_at, "", None, dry_run=dry_run)
        recorded = self._work.now() if given.recorded is None else given.recorded
        if given.recorded is not None:
            self._work.must_have_come(recorded, self.calendar.zone)
        if given.at is not None and given.at > recorded:
            raise InvalidInstant(Said("change_not_come"), remedy=Said("record_later"))
        work = self._work.with_calendar(new)
        found = recalculate(work, self._reached_by(new, named), new, mode, evolve(given, recorded=recorded), named)
        if not dry_run:
            self._work = work
        return found

    def move(
        self, case_ids: Iterable[str], move: Move, *, by: Actor, at: datetime | str | None = None, dry_run: bool = False
    ) -> MoveReport:
        """Let running cases go on under another edition of the manual; say first, in a dry run, what that does to each.

        A case is refused, and stays where it is, where the new edition has no place for something in it: its state, an
        open item, an entitlement that is in force. One short unit a case, so a case that somebody holds, or whose
        rules are not there, keeps nobody from the others; ask again for those, for what has been moved is left alone.

        Args:
            case_ids: the cases, or the one; those under other editions than the one that is moved from are refused.
            move: from which edition to which, which states go by another name, and why.
            by: who brings the change; it is in the history.
            at: when it is recorded; now if left out, never before the last record of a case.
            dry_run: say what would start, end and move, and write nothing.

        Raises:
            UnknownName: the manual has no such edition, or the new one no state of a name that is given.
        """
        given = self._input("", {}, by, at, at, "", None, dry_run=dry_run)
        move = of_kind(move, Move, "move")
        self.manual.edition(move.from_edition)
        procedures = self.manual.edition(move.to_edition).procedures
        known = {state for procedure in procedures for state in procedure.states}
        unknown = sorted(set(move.states.values()) - known)
        if unknown:
            raise UnknownName(
                Said("edition_no_state", edition=brief(move.to_edition), states=tuple(unknown)),
                remedy=Said("its_states", states=tuple(sorted(known))),
                manual=self.manual.name,
            )
        ids = (case_ids,) if isinstance(case_ids, str) else listed(case_ids, "cases", MOST_NUMBER)
        names = [name_of(each, "id") for each in ids]
        return move_cases(self._work, names, move, given, self.calendar.zone)

    def _reached_by(self, new: Calendar, named: str) -> Iterable[str]:
        """Open cases with a limit that the change of calendar can move."""
        others = () if named else self._work.policy.calendars  # what is the desk's own may have counted a named one too
        known = [c for c in self._work.calendars.values() if reference(c) != reference(new) and c.name not in others]
        changed = [first for c in known if (first := first_difference(c, new)) is not None]
        if known and not changed:
            return ()
        if isinstance(self.store, Search):
            bound = utc(new.midnight(min(changed))) if changed else None
            try:
                return [row.id for row in self._rows(Criteria(self._work.tenant, open=True, due_from=bound))]
            except CorruptRecord as error:
                _log.warning("cases cannot be found by their due, each is looked at: %s", error)
        return self._ids_ahead()
