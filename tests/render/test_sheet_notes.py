"""Below its table a clause sheet says what holds of every row: who has it alone can foretell a case."""

from __future__ import annotations

import pytest

from servicedesk.program.registry import installed
from servicedesk.render import clause_sheet

PROCEDURES = ("complaint", "repair", "key_lending", "renovation")
ZH = """\
没有写明须在哪一步之前完成的应办事项、已开始计时的时限、未了结的明细，结案前都须办结；写明未完成也可结案的，
以及案件从未到过应办状态的，不在此列。
按天计的时限，起算当天不计，到最后一天24:00止；按工作日计的，到最后一天下班时止；
按小时、分钟计的，夜间和休息日照计。到点办完仍算按时。
签字后，所签的栏目又有改动的，须重新签字；结案所需的签字，由更正人更正的，不必重签。
岗位空缺或当时无人在岗的，通知其上一级，直至高层领导。
兼任几个岗位的人受理，按“受理”一行所列的岗位受理，不算由其另一岗位登记。
撤销由客户接待员、上级领导办理，更正由上级领导、部门第一负责人办理；撤销不受未办事项限制。
"""
EN = """\
A task that is not said to come before a step, a limit that runs and an item that is open must be done before
 the case may end;
 not one that the end need not wait for, nor a task whose state the case never came to.
A limit in days leaves out the day of the start and ends at 24:00 of the last day,
 one in working days at its last closing; hours and minutes run through nights and rest days. Done at due is in time.
Where a signed field is changed, it must be signed again;
 of a signature that only an end asks for, the correction itself serves.
Where a role is vacant, or nobody of it is on duty, the next one up is notified, in the end top management.
Whoever has several roles takes a case in as the one that the opening names, and it is not opened by the other.
A case is withdrawn by customer receptionist, superior and corrected by superior, department head;
 withdrawing waits for nothing that is outstanding.
"""
# A second renovation of a unit is refused as long as the first one is open.
ONE_OPEN = {
    "zh": "同一单元同时只能有一件未结案件，结案后方可另行立案。",
    "en": "A unit has one open case of this procedure at a time; another is opened once it has ended.",
}


# Of fuheng's renovation one at a time is open for a unit.
ONE_OPEN = {
    "zh": "同一单元同时只受理一件装修，结案后方可再受理。",
    "en": "One case of renovation is open for a unit at a time, and another is taken in when it has ended.",
}


@pytest.mark.parametrize(("lang", "notes"), [("zh", ZH), ("en", EN)])
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_what_holds_of_every_row_stands_below_the_table(procedure: str, lang: str, notes: str) -> None:
    program = installed().program("fuheng", "undated")
    sheet = clause_sheet(program, program.plans[procedure], lang)
    table, _, below = sheet.rpartition("|\n")
    assert table
    said = "".join(line.removeprefix("- ") for line in below.splitlines() if line.startswith("- "))
    assert said == notes.replace("\n", "") + (ONE_OPEN[lang] if procedure == "renovation" else "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "“处理投诉”只由获此授权的岗位办理"), ("en", "does handle, which only the roles so authorized may")],
)
def test_two_roles_that_may_each_act_in_the_place_of_the_others_do_not_shut_each_other_out(
    lang: str, words: str
) -> None:
    """The representative may handle what he has delegated (fuheng/complaint/3.1b): both rows say that both may."""
    program = installed().program("fuheng", "undated")
    assert clause_sheet(program, program.plans["complaint"], lang).count(words) == 2


def test_no_condition_is_framed_twice() -> None:
    """限属于“无法处理，需请示上级”的情形 (fuheng/service_request/4.2a): the frame of the sheet has 的情形 already."""
    program = installed().program("fuheng", "undated")
    sheets = [clause_sheet(program, plan, "zh") for plan in program.plans.values()]
    assert any("限属于“无法处理，需请示上级”的情形 |" in sheet for sheet in sheets)
    assert not any("情形的" in sheet for sheet in sheets)
