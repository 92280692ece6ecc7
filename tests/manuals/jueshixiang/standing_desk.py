"""Work over subjects: what recurs and what something brings, each in a case of its own; a table says what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from attrs import define, field, frozen

from manuals.fuheng.case_desk import Walk, assert_due, assert_only_refused, missed
from manuals.jueshixiang.case_desk import everybody, manual, new_desk, put_to_test
from servicedesk import Desk, Policy
from servicedesk.declare import StandingTask
from servicedesk.errors import UnsetIntervalWarning
from servicedesk.rules.values import ByPolicy

__all__ = ["NEW_YEAR", "Duty", "Standing", "StandingDuties", "put_to_test", "site", "standing"]

NEW_YEAR = "2026-01-01 09:00"
LATER = datetime(2028, 6, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@frozen
class Duty:
    """One standing task, typed from the text.

    ``given`` is what is filed with it, each field needed; ``boxes`` are those of them that must be ticked, and
    ``optional`` what another clause asks for, both by clause. What recurs is ``due`` first, and ``then``, once it was
    done at ``done``; ``by_site`` is what the site gives the interval of, a month here. ``event`` brings the others,
    with the moment in ``asks``.
    """

    clause: str
    task: str
    role: str
    kind: str
    given: Mapping[str, str]
    due: str = ""
    done: str = "2026-01-20 09:00"
    then: str = ""
    by_site: bool = False
    boxes: Mapping[str, str] = field(factory=dict[str, str])
    optional: Mapping[str, str] = field(factory=dict[str, str])
    event: str = ""
    asks: str = ""
    start: str = NEW_YEAR


@define
class Standing(Walk):
    """One duty over one subject."""

    procedure: str = ""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"jueshixiang/{self.procedure}/{short}"


def site(*, without: str = "", span: str = "1 month") -> Policy:
    """The policy of a site that gives an interval for each clause that leaves it to the site, but for one."""
    clauses = [
        f"jueshixiang/{procedure.name}/{rule.name if str(rule.clause) == 'local' else rule.clause}"
        for procedure in manual().editions[0].procedures
        for rule in procedure.of(StandingTask)
        if isinstance(rule.every, ByPolicy)
    ]
    return Policy.from_data({
        "override": [
            {"clause": clause, "span": span, "since": "2026-01-01", "cites": "年度计划"}
            for clause in clauses
            if clause != without
        ],
    })  # fmt: skip


def standing(procedure: str, duty: Duty, *, desk: Desk | None = None, subject: str = "一") -> Standing:
    """The duty over one subject, from its start on."""
    desk = desk or new_desk(policy=site(), clock=lambda: LATER)
    started = desk.start_standing_tasks({duty.kind: [subject]}, by=everybody(), at=duty.start, recorded_at=duty.start)
    (ident,) = (each for each in started if desk.case(each).procedure == f"standing_{procedure}_{duty.task}")
    return Standing(desk, ident, duty.start, procedure)


class StandingDuties:
    """A table of duties, each held to its clause: when it is due, who does it, what is filed, what must be so."""

    procedure: ClassVar[str]
    duties: ClassVar[tuple[Duty, ...]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "duty" not in metafunc.fixturenames:
            return
        metafunc.parametrize(
            "duty",
            [
                pytest.param(duty, id=duty.task, marks=pytest.mark.clause(*self._rows(duty)))
                for duty in self.duties
                if metafunc.function.__name__ != "test_without_an_interval_that_is_said" or duty.by_site
            ],
        )

    def _rows(self, duty: Duty) -> list[str]:
        clauses = [duty.clause, *duty.boxes.values(), *duty.optional.values()]
        return [f"jueshixiang/{self.procedure}/{clause}" for clause in dict.fromkeys(clauses) if clause != "local"]

    def test_when_it_is_due(self, duty: Duty) -> None:
        case = self.brought(duty, "2026-03-02 09:00", "2026-03-06T18:00+08:00")
        due, by = duty.due or "2026-03-06 18:00", duty.clause
        assert_due(case, duty.task, due, by=by)
        case.do(duty.task, duty.role, duty.done if duty.due else due, **duty.given)
        assert missed(case) == []
        if duty.due:
            assert_due(case, duty.task, duty.then, by=by)
            late = duty.then
        else:
            assert [each for each in case.desk.due() if each.case_id == case.id] == []
            case.do(duty.event, duty.role, "2026-05-04 09:00", **{duty.asks: "2026-05-08T18:00+08:00"})
            late = "2026-05-08 18:00"
        case.tick("2028-06-01 09:00")
        assert missed(case)[0] == (duty.task, f"{late}:00")

    def test_each_answers_for_itself(self, duty: Duty) -> None:
        """A letter, a contract, a project: what is done for one is not counted for another."""
        desk, due = new_desk(policy=site(), clock=lambda: LATER), duty.due or "2026-03-06 18:00"
        first, second = (standing(self.procedure, duty, desk=desk, subject=subject) for subject in ("一", "二"))
        for case in (first, second) if duty.event else ():
            case.do(duty.event, duty.role, "2026-03-02 09:00", **{duty.asks: "2026-03-06T18:00+08:00"})
        second.do(duty.task, duty.role, duty.done if duty.due else due, **duty.given).tick(f"{due}:01")
        assert missed(first) == [(duty.task, f"{due}:00")]
        assert missed(second) == []

    def test_who_does_it_and_what_is_filed(self, duty: Duty) -> None:
        case = self.brought(duty, "2026-01-05 09:00", "2026-03-06T18:00+08:00")
        assert_only_refused(case, duty.task, "contractor", by=duty.clause, kind="wrong_role", **duty.given)
        for name in duty.given:
            rest = {other: value for other, value in duty.given.items() if other != name}
            by = duty.optional.get(name, duty.clause)
            refused = case.try_(duty.task, duty.role, **rest)
            assert case.clause(by) in {each.clause for each in refused}, name
            assert name in duty.optional or ("missing_field", name) in {(each.kind, each.place) for each in refused}
        for name, clause in duty.boxes.items():
            unticked = {**duty.given, name: "否"}
            assert_only_refused(case, duty.task, duty.role, by=clause, kind="required", **unticked)
        case.do(duty.task, duty.role, **duty.given)

    def test_without_an_interval_that_is_said(self, duty: Duty) -> None:
        row = f"jueshixiang/{self.procedure}/{duty.task if duty.clause == 'local' else duty.clause}"
        desk = new_desk(policy=site(without=row))
        with pytest.warns(UnsetIntervalWarning, match=row):
            desk.start_standing_tasks({duty.kind: ["一"]}, by=everybody(), at=NEW_YEAR, recorded_at=NEW_YEAR)

    def brought(self, duty: Duty, at: str, until: str) -> Standing:
        """The duty, with what brings it reported."""
        case = standing(self.procedure, duty)
        if not duty.event:
            return case
        assert [each for each in case.desk.due() if each.case_id == case.id] == []
        assert [each.kind for each in case.try_(duty.event, duty.role, at)] == ["missing_field"]
        case.do(duty.event, duty.role, at, **{duty.asks: until})
        return case
