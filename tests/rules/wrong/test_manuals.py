"""Manuals and editions, their roles, their catalogue, and procedures that know each other."""

from __future__ import annotations

import json

import pytest

from rules.wrong.declarations import CLERK, HEAD, SLIP, manual, procedure, wrong
from servicedesk import Actor, Desk
from servicedesk.declare import (
    EVERY_ROLE,
    ChildCase,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    builtin_roles,
    calendar,
    done,
    earlier,
    edition,
    fact,
    local_rule,
    opened_by,
    opened_from,
    party,
    role,
)
from servicedesk.errors import InvalidProcedure
from servicedesk.program import build_program
from servicedesk.program.catalogue import read_rows
from servicedesk.traceability import ledger


@wrong("", "'样例' is no name for a manual")
def test_manual_without_name() -> None:
    """A manual called by its title."""
    manual(procedure(), name="样例")


@wrong("", "has no edition")
def test_manual_without_edition() -> None:
    """A manual without an edition."""
    manual(editions=())


@wrong("", "edition 'undated' has no procedure")
def test_edition_without_procedure() -> None:
    """An edition without a procedure."""
    manual()


@wrong("", "two editions are called '2020'", "printed date")
def test_editions_of_one_name() -> None:
    """Two editions of one name."""
    first = edition("2020", procedure(), in_force_from="2020-01-01", verified_on="2026-11-24")
    second = edition("2020", procedure(), in_force_from="2021-01-01", verified_on="2026-11-24")
    manual(editions=(first, second))


@wrong("", "two editions are in force from 2020-01-01")
def test_editions_of_one_day() -> None:
    """Two editions in force from one day."""
    first = edition("2020", procedure(), in_force_from="2020-01-01", verified_on="2026-11-24")
    second = edition("2021", procedure(), in_force_from="2020-01-01", verified_on="2026-11-24")
    manual(editions=(first, second))


@wrong("", "'2020-13-01' is no date", "YYYY-MM-DD")
def test_edition_without_date() -> None:
    """An edition in force from no day of the calendar."""
    edition("2020", procedure(), in_force_from="2020-13-01", verified_on="2026-11-24")


@wrong("", "edition 'undated' has two procedures 'process'")
def test_procedures_of_one_name() -> None:
    """Two procedures of one name."""
    manual(procedure(), procedure())


@wrong("", "two roles are called 'clerk'")
def test_roles_of_one_name() -> None:
    """Two roles of one name."""
    manual(procedure(), roles=(CLERK, HEAD, role("clerk", "文员", reports_to="head")))


@wrong("", "the head 'director' is none of its roles")
def test_head_that_is_no_role() -> None:
    """A head that is none of the roles."""
    manual(procedure(), head=role("director", "主任"))


@wrong("", "the head reports to 'head'")
def test_head_that_reports() -> None:
    """A head that reports to somebody."""
    manual(procedure(), head=CLERK)


@wrong("", "'guard' reports to 'haed', which is no role", "did you mean 'head'?")
def test_role_that_reports_to_nobody_known() -> None:
    """A role that reports to one that is not there."""
    manual(procedure(), roles=(CLERK, HEAD, role("guard", "秩序员", reports_to="haed")))


@wrong("", "roles report in a circle: guard to leader to guard")
def test_roles_in_a_circle() -> None:
    """Two roles that report to each other."""
    guard = role("guard", "秩序员", reports_to="leader")
    leader = role("leader", "班长", reports_to="guard")
    manual(procedure(), roles=(CLERK, HEAD, guard, leader))


@wrong("", "'staff' includes 'gard', which is no role", "did you mean 'guard'?")
def test_role_that_includes_one_that_is_unknown() -> None:
    """A role that includes one that is not there."""
    staff = role("staff", "员工", includes="clerk gard")
    manual(procedure(), roles=(CLERK, HEAD, role("guard", "秩序员", reports_to="head"), staff))


@wrong("", "roles include each other in a circle: crew, guard, staff")
def test_roles_that_include_each_other() -> None:
    """Three roles of which each includes the next."""
    guard = role("guard", "秩序员", includes="staff")
    crew = role("crew", "班组", includes=guard)
    manual(procedure(), roles=(CLERK, HEAD, guard, crew, role("staff", "员工", includes=(crew, CLERK))))


@wrong("", "roles include each other in a circle: everybody, staff")
def test_two_roles_that_include_every_post() -> None:
    """Two roles for everybody: each includes the other."""
    every = (role(name, "员工", includes=EVERY_ROLE) for name in ("everybody", "staff"))
    manual(procedure(), roles=(CLERK, HEAD, *every))


@wrong("", "'staff' includes 'owner', which is a party", "in no role")
def test_role_that_includes_a_party() -> None:
    """A role that includes somebody outside the company."""
    owner = party("owner", "业主")
    manual(procedure(), roles=(CLERK, HEAD, owner, role("staff", "员工", includes=(CLERK, owner))))


@wrong("", "'guard' reports to 'owner', which is a party")
def test_role_that_reports_to_a_party() -> None:
    """A role that reports to somebody outside the company."""
    guard = role("guard", "秩序员", reports_to="owner")
    manual(procedure(), roles=(CLERK, HEAD, party("owner", "业主"), guard))


@wrong("", "the head 'owner' is a party")
def test_head_that_is_a_party() -> None:
    """A head outside the company."""
    owner = party("owner", "业主")
    manual(procedure(), roles=(CLERK, HEAD, owner), head=owner)


@wrong("", "withdraw is left to 'guard', which is no role")
def test_builtin_role_that_is_unknown() -> None:
    """A built-in action left to a role that the manual has not."""
    guard = role("guard", "秩序员")
    manual(procedure(), builtin=builtin_roles(withdraw=guard, merge=CLERK, correct=HEAD, erase=HEAD))


@wrong("3", "'guard' is no role of the manual", "roles=")
def test_role_that_is_unknown() -> None:
    """A task left to a role that the manual has not."""
    guard = role("guard", "秩序员")
    manual(procedure(Task("3", "patrol", guard, zh="办理")))


@wrong("9.9", "the catalogue has no row sample/process/9.9", "local_rule(")
def test_clause_that_the_catalogue_lacks() -> None:
    """A rule that cites a clause which the catalogue has not."""
    build_program(manual(procedure(Task("9.9", "ring", CLERK, zh="办理"))), "undated")


def test_all_that_the_catalogue_lacks_is_told_when_the_desk_is_made() -> None:
    """Clause by clause, of every edition; what two editions share once."""
    early, late = (
        procedure(Task("9.9", "ring", CLERK, zh="致电"), Task(c, "call", CLERK, zh="呼叫")) for c in ("9.8", "9.7")
    )
    editions = (
        edition("2020", early, in_force_from="2020-01-01", verified_on="2026-11-24"),
        edition("2021", late, in_force_from="2021-01-01", verified_on="2026-11-24"),
    )
    with pytest.raises(InvalidProcedure, match="manual 'sample' is declared wrongly") as caught:
        Desk(manual(editions=editions))
    assert [fault.fields["clause"] for fault in caught.value.faults] == ["9.9", "9.8", "9.7"]


def test_a_manual_without_a_catalogue_is_told_how_to_have_one() -> None:
    """With the row that its first clause needs; then each clause."""
    with pytest.raises(InvalidProcedure) as caught:
        Desk(manual(procedure(), catalogue=""))
    first, *others = caught.value.faults
    assert "manual 'sample' has no catalogue" in str(first)
    assert 'catalogue="catalogue.jsonl"' in first.remedy
    row = json.loads("{" + first.remedy.partition("{")[2].rpartition("}")[0] + "}")
    assert (row["id"], row["procedure"], row["clause"]) == ("sample/process/1", "process", "1")
    assert [row.id for row in read_rows(json.dumps(row), place="here")] == ["sample/process/1"]
    assert [fault.fields["clause"] for fault in others] == ["1", "2"]


def test_local_rules_need_no_catalogue() -> None:
    """A first try: nothing is cited."""
    why = local_rule("a first try")
    rules = (Start(why, CLERK, zh="受理"), Step(why, "close", CLERK, "received", "closed", zh="关闭"))
    made = manual(Procedure("process", "流程", states="received", ends="closed", rules=rules), catalogue="")
    desk = Desk(made)
    assert desk.open("process", subject="1", by=Actor("li", {CLERK})).state == "received"
    assert ledger(made).to_data()["uncited"] == []


@wrong("3", "there is no procedure 'repair'", "there are process")
def test_opens_an_unknown_procedure() -> None:
    """A child case of a procedure that the edition has not."""
    build_program(manual(procedure(ChildCase("3", procedure="repair", since=done("close")))), "undated")


@wrong("3", "there is no procedure 'move_in'")
def test_asks_of_an_unknown_procedure() -> None:
    """A condition on other cases of a procedure that the edition has not."""
    build_program(
        manual(procedure(Requirement("3", earlier("move_in").paid("deposit"), before_steps="close"))), "undated"
    )


@wrong("3", "'process' has no field 'note'", "its fields are")
def test_asks_what_no_case_of_it_shows() -> None:
    """A condition on a field that the other procedure has not."""
    shown = earlier("process").shows(fact("note").is_known())
    build_program(manual(procedure(Requirement("3", shown, before_steps="close"))), "undated")


@wrong("3", "there is no step 'take_over'", "there are")
def test_asks_of_the_case_that_was_the_latest_when_nothing_could_be_done() -> None:
    """A condition on the case that was the latest at an action that nobody has."""
    shown = earlier("process", latest_at=done("take_over")).is_open()
    build_program(manual(procedure(Requirement("3", shown, before_steps="close"))), "undated")


@wrong("3", "the condition on other cases of 'process' asks the host or further cases", "ask it beside that")
def test_asks_further_cases_of_other_cases() -> None:
    """A condition on other cases inside one."""
    shown = earlier("process").shows(earlier("process").is_open())
    build_program(manual(procedure(Requirement("3", shown, before_steps="close"))), "undated")


@wrong("3", "'move_in' opens no 'process'", "whose ChildCase opens it")
def test_comes_from_a_procedure_that_does_not_open_it() -> None:
    """A condition on being opened by a procedure that opens none such."""
    build_program(manual(procedure(Requirement("3", opened_from("move_in"), before_steps="close"))), "undated")


@wrong("3", "'stranger' is no role of the manual", "name it in roles=")
def test_opened_by_nobodys_role() -> None:
    """A condition on being opened by a role that the manual has not."""
    manual(procedure(Requirement("3", opened_by(role("stranger", "外人")), before_steps="close")))


@wrong("3", "nothing carries over 'note' of 'repair'", "carries=")
def test_child_left_uncovered() -> None:
    """A child case whose required field nothing carries over."""
    child = Procedure(
        "repair",
        "维修",
        states="reported",
        ends="closed",
        rules=(
            Start("repair/1", CLERK, files=SLIP, zh="办理"),
            Step("repair/2", "close", CLERK, "reported", "closed", zh="办理"),
        ),
    )
    build_program(manual(procedure(ChildCase("3", procedure="repair", since=done("close"))), child), "undated")


@wrong("4", "'repair' has no field 'note'")
def test_child_given_too_much() -> None:
    """A child case that is given a field it has not."""
    child = Procedure(
        "repair",
        "维修",
        states="reported",
        ends="closed",
        rules=(Start("repair/1", CLERK, zh="办理"), Step("repair/2", "close", CLERK, "reported", "closed", zh="办理")),
    )
    parent = procedure(
        Task("3", "ring", CLERK, files=SLIP, zh="办理"),
        ChildCase("4", procedure="repair", since=done("close"), carries={"note": "note"}),
    )
    build_program(manual(parent, child), "undated")


@wrong("", "two calendars are called 'front_desk'", "one name, one calendar")
def test_calendars_of_one_name() -> None:
    """One name for the hours of two roles, in other words each time."""
    one, other = calendar("front_desk", "前台作息"), calendar("front_desk", "大堂作息")
    porter, guard = role("porter", "前台", calendar=one), role("guard", "门岗", calendar=other)
    manual(procedure(), roles=(CLERK, HEAD, porter, guard))
