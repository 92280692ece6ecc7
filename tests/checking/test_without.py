"""What a clause is there for: each kind of rule has a witness, and a clause that another says too has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from checking.seeded import CLERK, OWN, SUPERVISOR, manual, procedure
from servicedesk import Manual
from servicedesk.checking import Witness, without, witnesses
from servicedesk.cli import main
from servicedesk.declare import (
    Authorization,
    Deadline,
    DocumentRequirement,
    Escalation,
    Except,
    NotBefore,
    Permission,
    Prohibition,
    Requirement,
    Retention,
    Separation,
    Start,
    Step,
    Unmodelled,
    days,
    done,
    entered,
    fact,
    flag,
    hours,
    missed,
    text,
)
from servicedesk.errors import UnknownManual, UnknownName
from servicedesk.manuals.fuheng import MANUAL as FUHENG
from servicedesk.rules.parts import form
from servicedesk.traceability import ledger

pytestmark = pytest.mark.slow

CATALOGUE = str(Path(__file__).with_name("catalogue.jsonl"))
RECORD = form("record", "处理记录", text("result", "处理结果").optional())
URGENT = flag("urgent", "紧急")


def job(*more: Any) -> Manual:
    """A case that is handled and closed, and these clauses."""
    rules = [
        Start(OWN, CLERK, asks=URGENT, zh="受理"),
        Permission(OWN, "write_up", CLERK, files=RECORD, in_states="received", zh="填处理记录"),
        Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
        Permission(OWN, "call", CLERK, in_states="handled", zh="联系客户"),
        Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
        *more,
    ]
    return evolve(manual(procedure(*rules, states="received > handled")), catalogue=CATALOGUE)


LIMIT = Deadline(OWN, "answer", CLERK, hours(2), since="received", met_by="handled", mandatory=False, zh="处理时限")
CALLED_FIRST = Requirement("7", done("call"), before_steps="close")

CLAUSES: dict[str, tuple[Any, str, str, tuple[str, ...]]] = {
    "a paper": (DocumentRequirement("2", RECORD, before_steps="handle"), "promise", "处理记录", ("受理",)),
    "a limit": (evolve(LIMIT, clause="3"), "promise", "处理时限", ("受理",)),
    "a requirement": (CALLED_FIRST, "possible", "结案", ("受理", "处理", "结案")),
    "a prohibition": (
        Prohibition("11", fact("urgent").is_(True), steps="call"), "possible", "联系客户", ("受理", "处理", "联系客户"),
    ),
    "a separation": (Separation("9", step="close", others="handle"), "possible", "结案", ("受理", "处理", "结案")),
    "another role": (
        Authorization("10", role=SUPERVISOR, actions="close"), "impossible", "结案", ("受理", "处理", "结案"),
    ),
    "a wait": (
        NotBefore("8", "notice", days(7), since=entered("received"), steps="handle", zh="公示期"), "possible", "处理",
        ("受理", "处理"),
    ),
    "a keeping": (Retention("6", RECORD, CLERK), "listed", "", ()),
    "an action": (
        Permission("5", "call_back", CLERK, in_states="handled", zh="回电"), "impossible", "回电",
        ("受理", "处理", "回电"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAUSES)
def test_a_clause_has_its_witness_and_the_shortest_way_there(name: str) -> None:
    rule, kind, what, way = CLAUSES[name]
    found = without(job(rule), "job", str(rule.clause))
    assert found is not None
    assert found.kind == kind
    assert what in found.what.zh
    assert [each.zh.split("（")[0] for each in found.path] == [f"“{each}”" for each in way]


def test_a_level_is_promised_where_time_has_passed() -> None:
    told = Escalation("4", "report", notifies=SUPERVISOR, since=missed("answer"), zh="逾期报主管")
    found = without(job(LIMIT, told), "job", "4")
    assert found is not None
    assert (found.kind, found.what.zh) == ("promise", "逾期报主管")
    opened, passed = (each.zh for each in found.path)
    assert opened.startswith("“受理”")
    assert "处理时限" in passed
    assert "逾期报主管" in passed


def test_what_another_clause_says_too_has_none() -> None:
    """Of two clauses that say the same neither is missed alone: such a row only stands there."""
    twice = job(CALLED_FIRST, Requirement("8", done("call"), before_steps="close"))
    assert without(twice, "job", "7") is None
    assert without(twice, "job", "8") is None
    assert dict(witnesses(twice, "job")) == {"seeded/job/7": None, "seeded/job/8": None}


SHORTER = Except(
    "7", "urgent_ones", changes="answer", within=hours(1), only=fact("urgent").is_(True), also="8", zh="急"
)
LIFTED = Except("7", "urgent_ones", lifts="called_first", only=fact("urgent").is_(True), also="8", zh="急")


@pytest.mark.parametrize("clause", ["7", "8"])
def test_a_row_that_also_alone_claims_has_the_witness_of_what_claims_it(clause: str) -> None:
    """Of an exception that changes a rule or lifts it, and of what the rest of the manual stands on."""
    shorter = without(job(LIMIT, SHORTER), "job", clause)
    assert shorter is not None
    assert (shorter.kind, shorter.what.zh) == ("promise", "处理时限")
    lifted = without(
        job(Requirement(OWN, done("call"), name="called_first", before_steps="close"), LIFTED), "job", clause
    )
    assert lifted is not None
    assert (lifted.kind, lifted.what.zh) == ("impossible", "结案")
    needed = job()
    rules = [
        evolve(r, clause="7", also="8") if r.name == "handle" else r for r in needed.editions[0].procedures[0].rules
    ]
    needed = evolve(manual(procedure(*rules, states="received > handled")), catalogue=CATALOGUE)
    found = without(needed, "job", clause)
    assert found is not None
    assert (found.kind, found.what.zh) == ("impossible", "处理")


def test_what_the_rest_stands_on_is_shown_by_what_it_does() -> None:
    """Without the only way into a state the manual cannot be built; still its clause is the one that leads there."""
    made = evolve(
        manual(
            procedure(
                Start(OWN, CLERK, asks=URGENT, zh="受理"),
                Step("5", "handle", CLERK, "received", "handled", zh="处理"),
                Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
                states="received > handled",
            )
        ),
        catalogue=CATALOGUE,
    )
    found = without(made, "job", "seeded/job/5")
    assert found is not None
    assert (found.kind, found.what.zh) == ("impossible", "处理")


def test_a_role_that_alone_may_do_something_is_shown_by_what_it_does() -> None:
    """The action names nobody itself: without the clause of the post it could not even be declared."""
    made = evolve(
        manual(
            procedure(
                Start(OWN, CLERK, asks=URGENT, zh="受理"),
                Authorization("10", role=SUPERVISOR, actions="handle close"),
                Step(OWN, "handle", from_states="received", to_state="handled", zh="处理"),
                Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
                states="received > handled",
            )
        ),
        catalogue=CATALOGUE,
    )
    found = without(made, "job", "10")
    assert found is not None
    assert (found.kind, found.what.zh) == ("impossible", "处理")


def test_a_witness_is_said_in_both_languages_and_as_data() -> None:
    found = without(job(CALLED_FIRST), "job", "7")
    assert isinstance(found, Witness)
    assert found.text("zh").startswith("没有该条时可以办理“结案”\n")
    assert found.text("en").startswith("taken without it: ")
    data = found.to_data()
    assert (data["kind"], data["zh"], data["clause"]) == ("possible", "结案", "seeded/job/7")
    assert len(data["path"]) == len(found.path) > 0


@pytest.mark.parametrize(
    ("clause", "kind", "what"),
    [
        ("fuheng/move_in/flow-7", "possible", "二次验收"),  # 严格把控: one of three tests that was not passed
        ("fuheng/goods_release/4.2f", "promise", "月底"),  # 登记本和证明月底交负责人存档
        ("fuheng/complaint/4.2.3d", "promise", "四小时|4小时"),  # 一类投诉，4小时内处理
        ("fuheng/complaint/4.2.4a", "promise", "上报"),  # 逾期上报上级领导
        ("fuheng/service_request/4.2b", "promise", "反馈处理情况"),  # 24小时内反馈: its step is taken out with it
    ],
)
def test_rows_of_fuheng_have_theirs(clause: str, kind: str, what: str) -> None:
    _, name, own = clause.split("/")
    found = without(FUHENG, name, own)
    assert found is not None
    assert found.kind == kind
    assert any(word in found.what.zh for word in what.split("|"))


@pytest.mark.parametrize(
    ("clause", "kind", "what"),
    [
        (
            "jueshixiang/paid_service/7.1a",
            "possible",
            "抵达",
        ),  # 提前不超过5分钟: nobody comes two hours before without it
        ("jueshixiang/survey/5.9b", "promise", "满意度"),  # 结果分析、整改: a survey has its standing case alone
        ("jueshixiang/notice/4.6", "listed", "岗位"),  # 设专门岗位: held against the roster, and no case has it
        ("jueshixiang/reporting/3.3a", "listed", "8项"),  # 观察项和轻微不合格项不超过8项: a share of the year
    ],
)
def test_rows_of_jueshixiang_have_theirs(clause: str, kind: str, what: str) -> None:
    """A rule about a standing task is looked for in its case, nor need the chapter have cases of its own."""
    manual, name, own = clause.split("/")
    found = without(manual, name, own)
    assert found is not None
    assert found.kind == kind
    assert what in found.what.zh


def test_the_ledger_names_the_rows_without_one() -> None:
    twice = job(
        CALLED_FIRST,
        Requirement("8", done("call"), before_steps="close"),
        evolve(LIMIT, clause="3"),
        Unmodelled("2", "Nobody sees it.", reason_zh="无从得知"),
    )
    seen: list[tuple[int, int]] = []
    found = ledger(twice, "job", search=True, progress=lambda done, of: seen.append((done, of)))
    assert found.unshown == ("seeded/job/7", "seeded/job/8")
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert "去掉后未发现不同（2）" in found.text("zh")
    assert found.to_data()["unshown"] == ["seeded/job/7", "seeded/job/8"]
    assert ledger(twice, "job").unshown is None


def test_what_is_not_there_is_told() -> None:
    made = job(CALLED_FIRST)
    with pytest.raises(UnknownName, match="no rule of job claims the clause '7b'; write it as the manual cites it"):
        without(made, "job", "7b")
    with pytest.raises(UnknownName, match="has no procedure 'jobs'"):
        without(made, "jobs", "7")
    with pytest.raises(UnknownManual):
        without("fuhen", "complaint", "7")
    with pytest.raises(UnknownName, match="edition"):
        without(made, "job", "7", edition="1999")


def test_the_command_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "fuheng", "complaint", "--without", "4.2.3d", "--lang", "zh"]) == 0
    assert "没有该条时不再有" in capsys.readouterr().out
    assert main(["check", "fuheng", "goods_release", "--without", "4.1a"]) == 1
    assert "nothing was found that is otherwise without it" in capsys.readouterr().out
    assert main(["check", "fuheng", "goods_release", "--without", "4.1a", "--json"]) == 1
    assert '"witness": null' in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["check", "fuheng", "--without", "4.1a"])
    assert "procedure" in capsys.readouterr().err
