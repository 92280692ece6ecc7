"""One case of any procedure at a desk: people by post, steps that must be allowed, assertions by clause."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.rosters import as_printed
from servicedesk import Actor, Case, Desk, Manual, Refusal, Registry
from servicedesk.calendars import to_datetime
from servicedesk.engine.entry import ActionEntry, EscalationEntry
from servicedesk.manuals.fuheng import MANUAL as PRINTED

MORNING = "2026-03-10 09:00"  # a plain Tuesday
UNIT = "3-2-501"
_MINUTE = "YYYY-MM-DD HH:mm"


@define
class _UnderTest:
    registry: Registry


_under_test = _UnderTest(Registry.of(PRINTED))


def put_to_test(registry: Registry) -> None:
    """Put another manual of that name in the place of the printed one, for all tests from now on."""
    _under_test.registry = registry


def manual() -> Manual:
    """The manual under test."""
    return _under_test.registry.manual("fuheng")


def new_desk(**more: Any) -> Desk:
    """A desk of its own; the rules are compiled once for all of them."""
    return Desk("fuheng", registry=_under_test.registry, **more)


def person(*roles: str) -> Actor:
    """Somebody who holds these posts."""
    return Actor("+".join(roles)[:200], roles)


def everybody() -> Actor:
    """Somebody who holds every post of the manual."""
    return Actor("everybody", tuple(role.name for role in manual().roles))


@define
class Walk:
    """One case; whatever is done without a time is done at ``now``."""

    desk: Desk
    id: str
    now: str

    @property
    def case(self) -> Case:
        return self.desk.case(self.id)

    @property
    def state(self) -> str:
        return self.case.state

    def try_(
        self, step: str, by: str, at: str = "", *, recorded: str = "", **payload: Any
    ) -> tuple[Refusal, ...]:
        """Do a step if the manual lets one; otherwise every refusal."""
        at = at or self.now
        outcome = self.desk.try_act(
            self.id, step, payload, by=person(*by.split()), at=at, recorded_at=recorded or at
        )
        if outcome.ok:
            self.now = recorded or at
        return outcome.refusals

    def do(self, step: str, by: str, at: str = "", *, recorded: str = "", **payload: Any) -> Self:
        """Do a step that must be allowed."""
        refusals = self.try_(step, by, at, recorded=recorded, **payload)
        assert not refusals, [r.text("en") for r in refusals]
        return self

    def correct(self, step: str, *, time: int = -1, **fields: Any) -> Self:
        """Correct what was filed with the last doing of a step, or with another ``time``; the opening is ``open``."""
        lines = (line for line in self.desk.history(self.id) if isinstance(line.entry, ActionEntry))
        entry = [line.seq for line in lines if line.name == step][time]
        return self.do("correct", "superior", entry=entry, reason="误记", **fields)

    def tick(self, at: str) -> Self:
        self.desk.tick(at)
        self.now = at
        return self

    def clause(self, short: str) -> str:
        """The catalogue's id of a clause of this procedure."""
        return short if "/" in short or short == "local" else f"{self.case.manual}/{self.case.procedure}/{short}"


# --- assertions ------------------------------------------------------------------------------------------


def assert_due(case: Walk, limit: str, due: str, *, by: str) -> None:
    """The limit is open, due at that local minute, under that clause."""
    found = [d for d in case.desk.due() if d.case_id == case.id and d.name == limit]
    assert [(d.due.format("YYYY-MM-DD HH:mm:ss") if d.due else None, d.clause) for d in found] == [
        (due if due.count(":") == 2 else f"{due}:00", case.clause(by))
    ]


def assert_not_due(case: Walk, limit: str) -> None:
    """No such limit is open."""
    assert limit not in [d.name for d in case.desk.due() if d.case_id == case.id]


def assert_refused(
    case: Walk, step: str, actor: str, *, by: str, kind: str = "", at: str = "", **payload: Any
) -> Refusal:
    """The step is refused by that clause (and in that way), and nothing changed, bytes included."""
    before = stored(case)
    refusals = case.try_(step, actor, at, **payload)
    assert refusals, f"{step} was allowed"
    found = [r for r in refusals if r.clause == case.clause(by) and kind in ("", r.kind)]
    assert found, [(r.kind, r.clause, r.en) for r in refusals]
    assert stored(case) == before
    return found[0]


def assert_only_refused(
    case: Walk, step: str, actor: str, *, by: str, kind: str = "", at: str = "", **payload: Any
) -> Refusal:
    """As above, and no other clause stands against it."""
    refusals = case.try_(step, actor, at, **payload)
    assert {r.clause for r in refusals} == {case.clause(by)}, [(r.kind, r.clause, r.en) for r in refusals]
    return assert_refused(case, step, actor, by=by, kind=kind, at=at, **payload)


def assert_done(case: Walk, limit: str, how: str) -> None:
    """The last run of the limit ended so: met, late, missed (still open), cancelled."""
    assert case.case.limits[limit].state == how


def missed(case: Walk) -> list[tuple[str, str]]:
    """Every miss of the history: which limit, due when."""
    return [
        (line.name, line.at.format("YYYY-MM-DD HH:mm:ss"))
        for line in case.desk.history(case.id)
        if line.kind == "missed"
    ]


def told(case: Walk) -> list[tuple[str, tuple[str, ...], str]]:
    """Every message: what, to which roles as printed, whoever stands in for them, at which nominal minute."""
    return [
        (entry.name, as_printed(case.desk, case.id, entry), to_datetime(entry.at, "Asia/Shanghai").format(_MINUTE))
        for entry in (line.entry for line in case.desk.history(case.id))
        if isinstance(entry, EscalationEntry)
    ]


def stored(case: Walk) -> tuple[str, tuple[str, ...]]:
    """What the store holds of the case: its body and its entries, as they were written."""
    with case.desk.store.unit() as unit:
        row = unit.load(case.id)
        return row.body, tuple(entry.body for entry in unit.entries(case.id))
