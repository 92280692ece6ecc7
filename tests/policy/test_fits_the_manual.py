"""A policy names clauses, switches, fees and roles of its manual, or the desk is not made."""

from __future__ import annotations

from typing import Any

import pytest

from servicedesk import Actor, Desk, Policy
from servicedesk.engine.context import Override, SitePolicy
from servicedesk.errors import InvalidPolicy, InvalidRoster
from servicedesk.spans import hours


def override(clause: str) -> dict[str, Any]:
    return {"clause": clause, "span": "2 hours", "since": "2026-01-01", "cites": "项目部2026年第1号通知"}


def faults(data: dict[str, Any]) -> tuple[str, ...]:
    """Everything that does not fit the Fuheng manual."""
    with pytest.raises(InvalidPolicy) as raised:
        Desk("fuheng", policy=Policy.from_data(data))
    return tuple(raised.value.fields["faults"])


@pytest.mark.parametrize(
    ("clause", "remedy"),
    [
        ("fuheng/complaint/4.2.3x", "did you mean 'fuheng/complaint/4.2.3"),
        ("fuheng/complaints/4.2.3d", "did you mean 'fuheng/complaint/4.2.3d'?"),
        ("4.2.3d", ""),
    ],
)
def test_an_override_of_a_clause_that_no_rule_has_is_refused(clause: str, remedy: str):
    (fault,) = faults({"override": [override(clause)]})
    assert fault.startswith(f"override {clause!r}: no rule of the manual has the clause {clause!r}; ")
    assert remedy in fault


def test_an_override_of_a_rule_without_a_span_is_refused():
    (fault,) = faults({"override": [override("fuheng/complaint/4.2.3b")]})
    assert fault.startswith("override 'fuheng/complaint/4.2.3b': the rule has no span")


def test_local_hits_no_rule_and_asks_for_the_name_of_one():
    (fault,) = faults({"override": [override("local")]})
    assert fault == "override 'local': every local rule is 'local'; name the rule, as manual/procedure/rule"
    (fault,) = faults({"amounts": {"local": "3.00"}})
    assert fault == "amounts.local: every local rule is 'local'; name the rule, as manual/procedure/rule"


def test_a_local_rule_is_named_by_procedure_and_name():
    """No rhythm is printed for shared consumption: a local rule says a month, and a site may say another."""
    key = "fuheng/fee_collection/trace_consumption"
    collector = {role.name for role in Desk("fuheng").manual.roles}
    at = "2026-03-02 09:00"
    dues: list[str] = []
    for policy in (Policy(), Policy.from_data({"override": [override(key) | {"span": "10 days"}]})):
        desk = Desk("fuheng", policy=policy)
        (task,) = {rule.subjects.kinds[0] for rule in standing(desk) if rule.name == "trace_consumption"}
        desk.start_standing_tasks({task: ["3-2"]}, by=Actor("甲", collector), at=at, recorded_at=at)
        dues += [d.due.format("YYYY-MM-DD HH:mm") for d in desk.due() if d.name == "trace_consumption" and d.due]
    assert dues == ["2026-04-03 00:00", "2026-03-13 00:00"]  # 24:00 of 2 April, and of 12 March


def standing(desk: Desk) -> list[Any]:
    from servicedesk.rules.standing_tasks import StandingTask

    (program,) = desk.programs().values()
    return [rule for plan in program.plans.values() for rule in plan.procedure.of(StandingTask) if rule.subjects]


def test_a_switch_that_no_rule_names_is_refused():
    (fault,) = faults({"switches": ["return_viewing_deposits", "set_off_viewing_deposit"]})
    assert fault == (
        "switches: no rule has the switch 'return_viewing_deposits'; did you mean 'return_viewing_deposit'?"
    )


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (
            "fuheng/renovation/step-7b#deposit",
            "the clause has no fee 'deposit'; it has renovation_charges, renovation_deposit",
        ),
        (
            "fuheng/renovation/step-7b#renovation_deposits",
            "the clause has no fee 'renovation_deposits'; did you mean 'renovation_deposit'?",
        ),
        ("fuheng/renovation/step-7a", "the rule has no fee; did you mean 'fuheng/renovation/step-7b'?"),
        ("fuheng/renovatoin/step-7b", "no rule of the manual has the clause 'fuheng/renovatoin/step-7b'; did you mean"),
    ],
)
def test_an_amount_for_what_has_none_is_refused(key: str, told: str):
    (fault,) = faults({"amounts": {key: "2000.00"}})
    assert fault.startswith(f"amounts.{key}: {told}")


def test_a_policy_that_fits_is_taken():
    data = {
        "override": [override("fuheng/complaint/4.2.3d")],
        "amounts": {"fuheng/renovation/step-7b#renovation_deposit": "2000.00", "fuheng/repair/5a": "30.00"},
        "switches": ["return_viewing_deposit"],
        "roster": {"上级": ["李主管"]},
    }
    assert Desk("fuheng", policy=Policy.from_data(data)).manual.name == "fuheng"


def test_everything_that_does_not_fit_comes_at_once_the_roster_too():
    found = faults(
        {
            "override": [override("fuheng/complaint/9.9"), override("local")],
            "amounts": {"fuheng/repair/5x": "1"},
            "switches": ["nothing"],
            "roster": {"superier": ["李主管"]},
        }
    )
    assert [fault.split(":")[0] for fault in found] == [
        "override 'fuheng/complaint/9.9'",
        "override 'local'",
        "amounts.fuheng/repair/5x",
        "switches",
        "roster.superier",
    ]


def test_a_policy_that_is_an_object_is_held_against_the_manual_too():
    clause = "fuheng/complaint/4.2.3dd"
    site = SitePolicy({clause: (Override(clause, hours(2), "2026-01-01", "示例"),)})
    with pytest.raises(InvalidPolicy, match=r"did you mean 'fuheng/complaint/4.2.3d'") as raised:
        Desk("fuheng", policy=Policy(site=site))
    assert not isinstance(raised.value, InvalidRoster)
