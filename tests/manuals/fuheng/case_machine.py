"""A case under whatever order of steps, clocks and wrong steps Hypothesis thinks of, whatever its procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from manuals.fuheng import case_desk
from manuals.fuheng.case_desk import UNIT
from servicedesk import Actor, Case, Desk
from servicedesk.engine.draft import fold
from servicedesk.engine.entry import Entry

__all__ = ["ID", "YES", "CaseMachine", "Filed", "history", "words"]

ID = "case-1"
SHANGHAI = ZoneInfo("Asia/Shanghai")
YES = st.sampled_from(("是", "是", "是", "否"))

Filed = dict[str, dict[str, st.SearchStrategy[str]]]


def words(**texts: str) -> dict[str, st.SearchStrategy[str]]:
    """Blanks that are always filled alike."""
    return {name: st.just(text) for name, text in texts.items()}


class CaseMachine(RuleBasedStateMachine):
    """One case on two desks: one is looked at whenever it likes, the other only gets the inputs."""

    PROCEDURE: ClassVar[str]
    MANUAL: ClassVar[ModuleType] = case_desk
    """The module that makes desks of the manual, and people of all its roles."""
    FILED: ClassVar[Filed] = {}
    """What each step files; steps that are not here file nothing."""
    OPEN_TO: ClassVar[frozenset[str]] = frozenset()
    """Steps that what is filed may still stand against; all others are done where they are offered."""
    SITE: ClassVar[Mapping[str, Any]] = {}
    """What the desks are made with: a policy, a host's facts."""

    def new_desk(self, **more: Any) -> Desk:
        """A desk whose clock is that of the machine."""
        made: Desk = self.MANUAL.new_desk(**{"clock": lambda: self.now, **self.SITE, **more})
        return made

    def everybody(self) -> Actor:
        """Somebody who holds every role of the manual."""
        actor: Actor = self.MANUAL.everybody()
        return actor

    def comes_in(self, **blanks: str) -> None:
        """Open the case, the Friday before the Spring Festival."""
        self.now = datetime(2026, 2, 13, 16, 0, tzinfo=SHANGHAI)
        self.desk, self.quiet = self.new_desk(), self.new_desk()
        at = {"at": self.now, "recorded_at": self.now}
        for desk in (self.desk, self.quiet):
            desk.open(self.PROCEDURE, blanks, subject=UNIT, by=self.everybody(), id=ID, **at)

    def case(self) -> Case:
        return self.desk.case(ID)

    def enabled(self) -> dict[str, bool]:
        options = self.desk.options(ID, by=self.everybody(), at=self.now) if self.case().open else ()
        return {option.step: option.allowed for option in options}

    def line_of(self, step: str) -> str:
        """The line of the last option of a step, of which ``enabled`` tells."""
        options = self.desk.options(ID, by=self.everybody(), at=self.now)
        return next(option.item for option in reversed(options) if option.step == step)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        return {name: data.draw(values) for name, values in self.FILED.get(step, {}).items()}

    @precondition(lambda self: self.case().open)
    @rule(data=st.data(), many=st.integers(1, 8))
    def act(self, data: st.DataObject, many: int) -> None:
        """Some steps that can be done are done, on both desks; mostly such as were not done before."""
        for _ in range(many):
            enabled = sorted(step for step, allowed in self.enabled().items() if allowed)
            if not enabled:
                return
            fresh = [step for step in enabled if f"done:{step}" not in self.case().occurrences]
            step = data.draw(st.sampled_from([*fresh * 4, *enabled]))
            given = {"by": self.everybody(), "at": self.now, "recorded_at": self.now}
            payload = self.payload(step, data)
            first, second = (desk.try_act(ID, step, payload, **given) for desk in (self.desk, self.quiet))
            assert first.refusals == second.refusals
            assert first.ok or step in self.OPEN_TO, [refusal.en for refusal in first.refusals]

    @precondition(lambda self: self.case().open)
    @rule(data=st.data())
    def act_wrongly(self, data: st.DataObject) -> None:
        """A step that cannot be done is refused in both languages, and not a byte changes."""
        barred = sorted(step for step, allowed in self.enabled().items() if not allowed)
        if not barred:
            return
        step = data.draw(st.sampled_from(barred))
        before = rows(self.desk)
        given = {"by": self.everybody(), "at": self.now, "recorded_at": self.now}
        outcome = self.desk.try_act(ID, step, self.payload(step, data), **given)
        assert outcome.refusals
        known = (f"{self.case().manual}/{self.PROCEDURE}/", "local")
        assert all(r.zh and r.en and r.clause.startswith(known) for r in outcome.refusals)
        assert rows(self.desk) == before

    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        """To just before, at or just after what is due next, or by some hours."""
        dues = [d.due for d in self.desk.due() if d.case_id == ID and d.due is not None and d.due > self.now]
        near = [due + timedelta(microseconds=us) for due in dues[:1] for us in (-1, 0, 1)]
        far = [self.now + timedelta(hours=hours) for hours in (1, 5, 30, 80)]
        self.now = max(self.now, data.draw(st.sampled_from([*near, *far])))

    @rule()
    def somebody_looks(self) -> None:
        self.desk.tick(self.now)

    @rule()
    def another_process_takes_over(self) -> None:
        self.desk = self.new_desk(store=self.desk.store)

    @invariant()
    def the_entries_make_the_case(self) -> None:
        case, entries = self.case(), history(self.desk)
        assert [e.seq for e in entries] == list(range(1, case.version + 1))
        blank = Case(
            id=case.id, manual=case.manual, edition=case.edition, fingerprint=case.fingerprint,
            procedure=case.procedure, subject=case.subject, exclusive_key=case.exclusive_key,
        )
        assert evolve(fold(blank, entries), vault={}) == evolve(case, vault={})

    @invariant()
    def an_open_case_goes_on(self) -> None:
        assert not self.case().open or any(self.enabled().values()) or self.waits_for_another_case()

    def waits_for_another_case(self) -> bool:
        """Whether another case must end before anything can be done in this one."""
        return False

    @invariant()
    def no_limit_is_open_at_the_end(self) -> None:
        case = self.case()
        if not case.open:
            assert {limit.state for limit in case.limits.values()} <= {"met", "late", "cancelled"}
            assert not any(line.open for line in case.items.values())
            self.at_the_end(case)

    def at_the_end(self, case: Case) -> None:
        """What must hold of a case that is over, typed from the text."""
        raise NotImplementedError

    def teardown(self) -> None:
        """The history is the same whatever the ticks."""
        if hasattr(self, "desk"):
            self.desk.tick(self.now)
            self.quiet.tick(self.now)
            assert history(self.desk) == history(self.quiet)


def history(desk: Desk) -> list[Entry]:
    return [line.entry for line in desk.history(ID)]


def rows(desk: Desk) -> tuple[str, tuple[str, ...]]:
    with desk.store.unit() as unit:
        return unit.load(ID).body, tuple(entry.body for entry in unit.entries(ID))
