"""The ledger: what it counts, and that it sees every way in which rows and rules can part."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from servicedesk import Manual
from servicedesk.declare import (
    OPENED,
    Except,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    done,
    edition,
    fact,
    hours,
    money,
    role,
    working_days,
    yuan,
)
from servicedesk.errors import UnknownManual, UnknownName
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import local_rule
from servicedesk.testing.witnesses import Witnesses, witness_file
from servicedesk.traceability import ledger


def changed(change: Callable[[Rule], Rule | None], *more: Rule) -> Manual:
    """Fuheng with every rule of the complaint passed through ``change``; ``None`` leaves it out."""
    (edition,) = MANUAL.editions
    kept = [new for rule in _complaint() if (new := change(rule)) is not None]
    procedures = tuple(
        evolve(procedure, rules=(*kept, *more)) if procedure.name == "complaint" else procedure
        for procedure in edition.procedures
    )
    return evolve(MANUAL, editions=(evolve(edition, procedures=procedures),))


def where(clause: str, kind: str, **new: Any) -> Callable[[Rule], Rule]:
    """Change the rules of one kind of one clause."""
    return lambda rule: evolve(rule, **new) if (str(rule.clause), rule.kind) == (clause, kind) else rule


def test_the_figures_of_the_complaint() -> None:
    assert ledger(MANUAL, "complaint").to_data() == {
        "enforceable": 46,
        "modelled": 45,
        "witnessed": 45,
        "decorative": [],
        "unmodelled": [
            {
                "id": "fuheng/complaint/5",
                "reason": "A document that the source names and does not contain; the repair of 4.2.6b stands in for it.",
            }
        ],
        "open": [],
        "uncited": [],
        "disagreements": [],
    }


def test_the_whole_manual_counts_all_its_procedures() -> None:
    """259 of the 263 rows of the catalogue can be kept or broken; four are about manners."""
    figures = ledger("fuheng").to_data()
    assert figures["enforceable"] == 259
    assert figures["modelled"] + len(figures["unmodelled"]) + len(figures["open"]) == 259
    assert figures["disagreements"] == []
    assert figures["decorative"] == []
    assert "fuheng/complaint/4.2.1c" not in [*figures["open"], *(u["id"] for u in figures["unmodelled"])]


CLERK = role("clerk", "文员")
WHY = local_rule("the ledger needs it")


def longer(folder: Path, row: dict[str, object], **said: Any) -> Manual:
    """Cases that are closed within three days, valuable ones within five: an exception with two numbers and two rows."""
    rules = [
        Start(WHY, CLERK, asks=money("worth", "价值"), zh="受理"),
        Step("1", "close", CLERK, "taken", "closed", within=working_days(3), since=OPENED, zh="结案"),
        Except("2", "valuable", changes="close", only=fact("worth").over(yuan(1000)), zh="贵重件", also="3", **said),
    ]
    book = Procedure("job", "流程", states="taken", ends="closed", rules=rules)
    written = {"1": {"value": 3, "unit": "working_day", "bound": "max", "from": "opened"}, **row}
    common = {"manual": "m", "source": "", "section": "", "procedure": "job", "kind": "deadline", "actor": "clerk"}
    more = {"summary": "s", "zh": "条", "scope": "core", "reading": None}
    lines = [
        json.dumps({"id": f"m/job/{clause}", "clause": clause, **common, **more, "quantity": quantity})
        for clause, quantity in written.items()
    ]
    (folder / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "starts.json").write_text('{"job": {"opened": "done:open"}}', encoding="utf-8")
    return Manual(
        "m",
        "手册",
        editions=edition("1", book, in_force_from="2025-01-01", verified_on="2025-01-01"),
        roles=CLERK,
        head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
        catalogue=str(folder / "catalogue.jsonl"),
    )


FIVE = {"value": 5, "unit": "working_day", "bound": "max", "from": "opened"}
VALUABLE = {"value": 1000, "unit": "cny", "bound": "min", "from": "opened"}


@pytest.mark.parametrize(
    "rows", [{"2": FIVE, "3": VALUABLE}, {"2": VALUABLE, "3": FIVE}], ids=["length first", "threshold first"]
)
def test_an_exception_states_its_length_and_its_threshold(rows: dict[str, object], tmp_path: Path) -> None:
    """Five days where it is worth more than a thousand: either closes the row of its clause, or the one in ``also=``."""
    assert ledger(longer(tmp_path, rows, within=working_days(5))).disagreements == ()


def test_an_exception_of_another_length_disagrees(tmp_path: Path) -> None:
    made = longer(tmp_path, {"2": FIVE, "3": VALUABLE}, within=working_days(6))
    (found,) = ledger(made).disagreements
    assert (found.id, found.about) == ("m/job/2", "quantity")
    assert "6 working_day max from done:open" in found.what


@pytest.mark.parametrize("also", [(), ("4.2.2a",)])
def test_a_row_that_only_stands_in_lists_is_decorative(also: tuple[str, ...]) -> None:
    """A document that stands before nothing keeps nobody from anything; the rows that another rule claims too do not."""
    kept = where("4.3.1", "document_requirement", before_steps=(), also=also)
    known = {str(rule.clause) for rule in _complaint() if rule.kind != "document_requirement"}
    assert "4.3.1" not in known
    assert "4.2.2a" in known
    found = ledger(changed(kept), "complaint")
    assert found.decorative == ("fuheng/complaint/4.3.1",)
    assert "decorative (1)\n  fuheng/complaint/4.3.1" in found.text("en")
    assert "仅列示（1）\n  fuheng/complaint/4.3.1" in found.text("zh")


@pytest.mark.parametrize(
    ("change", "about", "row", "words"),
    [
        pytest.param(
            where("4.2.3d", "deadline", span=hours(5)),
            "quantity",
            "4.2.3d",
            "the row states 4 hour max from done:receive_slip, the rules state "
            "Deadline('4.2.3d', 'handle'): 5 hour max from done:receive_slip",
            id="another number",
        ),
        pytest.param(
            where("4.2.3d", "deadline", span=days(4)), "quantity", "4.2.3d", "4 calendar_day", id="another unit"
        ),
        pytest.param(
            where("4.2.3d", "deadline", since=done("register")),
            "quantity",
            "4.2.3d",
            "from done:register",
            id="another start",
        ),
        pytest.param(
            where("4.2.4b", "permission", wait=None, since=None),
            "quantity",
            "4.2.4b",
            "the rules state no number",
            id="no number",
        ),
        pytest.param(
            where("4.2.9", "standing_task", reading=""),
            "quantity",
            "4.2.9",
            "StandingTask('4.2.9', 'analyse_complaints') states 1 count min from reported:management_review, the row no number",
            id="a number without a row or a reading",
        ),
        pytest.param(
            where("4.2.3e", "deadline", reading=""),
            "reading",
            "4.2.3e",
            "the row has a reading, no rule that claims it has one",
            id="a reading on the row alone",
        ),
        pytest.param(
            where("4.2.7a", "task", reading="Said by telephone."),
            "reading",
            "4.2.7a",
            "Task('4.2.7a', 'write_opinion') has a reading, its row has none",
            id="a reading on the rule alone",
        ),
    ],
)
def test_what_rows_and_rules_say_differently_is_told(
    change: Callable[[Rule], Rule], about: str, row: str, words: str
) -> None:
    told = ledger(changed(change), "complaint").disagreements
    assert (f"fuheng/complaint/{row}", about) in [(d.id, d.about) for d in told]
    assert any(words in d.what for d in told), [d.what for d in told]


def test_one_of_two_rules_with_another_number_is_told_too() -> None:
    deadline = next(r for r in _complaint() if (str(r.clause), r.kind) == ("4.2.3a", "deadline"))
    second = evolve(deadline, name="tell_desk_again", span=hours(2), reading="", reading_zh="")  # type: ignore[call-arg]
    (told,) = ledger(changed(lambda rule: rule, second), "complaint").disagreements
    assert told.what == (
        "the row states 1 hour max from done:open, Deadline('4.2.3a', 'tell_desk_again') states "
        "2 hour max from done:open"
    )
    assert told.what_zh == (
        "条款写最多1小时（自“done:open”起算），规则4.2.3a“告知客户接待员”写最多2小时（自“done:open”起算）"
    )


def test_what_they_say_differently_is_told_in_chinese() -> None:
    """In the lists of the ledger, with the rule by its clause and what it is called."""
    found = ledger(changed(where("4.2.3e", "deadline", reading="")), "complaint")
    assert "条款与规则不一致（1）\n  fuheng/complaint/4.2.3e：条款有解读，而引用它的规则都没有" in found.text("zh")
    for change in (where("4.2.3d", "deadline", span=hours(5)), where("4.2.7a", "task", reading="Said by telephone.")):
        for each in ledger(changed(change), "complaint").disagreements:
            assert re.search(r"[\u4e00-\u9fff]", each.what_zh)
            assert re.search(r"states|reading|the row", each.what_zh) is None


def _complaint() -> tuple[Rule, ...]:
    return next(p for p in MANUAL.editions[0].procedures if p.name == "complaint").expanded


def test_a_row_that_loses_its_rule_is_open() -> None:
    figures = ledger(changed(lambda r: None if str(r.clause) == "4.2.8b" else r), "complaint").to_data()
    assert (figures["modelled"], figures["witnessed"], figures["open"]) == (44, 44, ["fuheng/complaint/4.2.8b"])


def test_a_row_of_another_manual_is_told(tmp_path: Path) -> None:
    """A name that was mistyped in both, the id and the manual, is that of no manual here."""
    made = longer(tmp_path, {"2": FIVE, "3": VALUABLE}, within=working_days(5))
    path = Path(made.catalogue)
    *lines, last = path.read_text(encoding="utf-8").splitlines()
    mistyped = last.replace('"m/job/', '"n/job/').replace('"manual": "m"', '"manual": "n"')
    assert mistyped != last
    path.write_text("\n".join([*lines, mistyped]), encoding="utf-8")
    (told,) = (each for each in ledger(made).disagreements if each.about == "manual")
    assert (told.id, told.what) == ("n/job/3", "the row is of another manual, 'n': this one is 'm'")
    assert told.what_zh == "该行写的是另一本手册“n”，本手册是“m”"


def test_a_rule_without_a_row_is_uncited_and_a_house_rule_is_not() -> None:
    staff = next(r for r in MANUAL.roles if r.name == "staff")
    stray = Task("9.9", "count_heads", staff, zh="点名")
    own = Task(local_rule("heads are counted here"), "count_hats", staff, zh="数帽子")
    figures = ledger(changed(lambda rule: rule, stray, own), "complaint").to_data()
    assert figures["uncited"] == ["fuheng/complaint/9.9 Task('9.9', 'count_heads')"]


def test_a_rule_that_is_another_rows_too_claims_both() -> None:
    """3.5 is claimed by ``also=`` of 3.4 alone."""
    gone = ledger(changed(lambda r: evolve(r, also=()) if r.kind == "start" else r), "complaint")
    assert gone.open == ("fuheng/complaint/3.5",)


def test_the_text_says_the_same_figures_in_both_languages() -> None:
    found = ledger(MANUAL, "complaint")
    assert found.text("zh").splitlines() == [
        "fuheng/complaint：须执行的条款 46，已有规则 45，有测试见证 45",
        "未建模（1）",
        "  fuheng/complaint/5：来源提及而未收录的文件，以4.2.6b的维修代之",
    ]
    assert found.text("en").splitlines()[0] == ("fuheng/complaint: enforceable rows 46, modelled 45, witnessed 45")


def test_what_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="no procedure 'complaints'"):
        ledger(MANUAL, "complaints")
    with pytest.raises(UnknownManual, match="fu_heng"):
        ledger("fu_heng")


def test_the_witness_files_of_the_package_are_what_the_tests_say(collected_witnesses: Witnesses) -> None:
    """Regenerate with ``pytest --write-witnesses``."""
    for manual in ("fuheng", "jueshixiang"):
        file = witness_file(manual)
        assert file is not None
        assert json.loads(file.read_text(encoding="utf-8")) == collected_witnesses[manual]


@pytest.mark.parametrize("edition", [0, None, (), "none"], ids=repr)
def test_an_edition_that_there_is_not_is_unknown_whatever_it_is(edition: Any) -> None:
    with pytest.raises(UnknownName, match="has no edition"):
        ledger(MANUAL, edition=edition)
