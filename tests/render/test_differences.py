"""What two editions say differently, clause by clause: what is told is what differs, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from servicedesk import Manual, Registry
from servicedesk.cli import main
from servicedesk.declare import (
    Deadline,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    builtin_roles,
    done,
    edition,
    hours,
    local_rule,
    role,
    working_days,
)
from servicedesk.errors import UnknownName
from servicedesk.manuals.fuheng import MANUAL as FUHENG
from servicedesk.render import differences_data, differences_page

HEAD = role("head", "主任")
CLERK = role("clerk", "文员", reports_to="head")
GUARD = role("guard", "保安", reports_to="head")
WHY = local_rule("a sample for the tests")


def chapter(**other: Any) -> Procedure:
    """A chapter of one clause each, of which one thing or another is told otherwise."""
    said: dict[str, Any] = {"span": hours(8), "who": CLERK, "zh": "答复时限", "needs": "", "reading": ""} | other
    read = {"reading": said["reading"], "reading_zh": "另行约定"} if said["reading"] else {}
    rules = [
        Start(WHY, CLERK, zh="登记咨询"),
        Deadline(WHY, "answer", CLERK, said["span"], since="noted", met_by="answered", zh=said["zh"], **read),
        Permission(WHY, "ask_back", said["who"], zh="追问"),
        Step(WHY, "reply", CLERK, "noted", "answered", zh="答复"),
    ]
    if said["needs"]:
        rules.append(Requirement(WHY, done(said["needs"]), before_steps="reply", zh="先追问"))
    return Procedure("enquiry", "咨询", states="noted", ends="answered", rules=rules)


VISIT = Procedure(
    "visit", "来访", states="announced", ends="left",
    rules=[Start(WHY, CLERK, zh="登记来访"), Step(WHY, "leave", CLERK, "announced", "left", zh="离开")],
)  # fmt: skip


def rows_of(*after: Procedure, roles: tuple[Any, ...] = (HEAD, CLERK, GUARD), only: str | None = None) -> list[Any]:
    def made(name: str, begin: str, *chapters: Procedure, has: tuple[Any, ...] = (HEAD, CLERK, GUARD)) -> Any:
        own = builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD)
        each = edition(name, *chapters, in_force_from=begin, verified_on=begin)
        manual = Manual("desk", "前台规定", editions=(each,), roles=has, head=HEAD, builtin=own)
        return Registry.of(manual).program("desk", name)

    old = made("2025", "2025-01-01", chapter())
    return differences_data(old, made("2026", "2026-01-01", *after, has=roles), only)


def test_the_same_rules_differ_in_nothing() -> None:
    assert rows_of(chapter()) == []
    assert differences_page([], "zh").text() == "两者规定相同"
    assert differences_page([], "en").text() == "both say the same"


def test_the_sentence_on_dues_names_the_limits_in_each_language() -> None:
    """A name or a label within a sentence, never the whole text of a clause with its full stop."""
    row = rows_of(chapter(span=working_days(2)))[0] | {
        "what_en": "The team answers (2025: 4 hours).",
        "what_zh": "答复。",
    }
    assert "under the new rules: answer. List them" in differences_page([row], "en").text()
    assert "到期时间可能变动：答复。先用" in differences_page([row], "zh").text()


def test_another_span_is_told_and_moves_a_due() -> None:
    (row,) = rows_of(chapter(span=working_days(2)))
    assert (row["clause"], row["name"], row["change"], row["moves_due"]) == ("local", "answer", "changed", True)
    assert row["columns"] == {
        "within": {
            "then": {"zh": "8小时内", "en": "within 8 hours"},
            "now": {"zh": "2个工作日内", "en": "within 2 working days"},
        }
    }
    text = differences_page([row], "zh").text()
    assert "8小时内" in text
    assert "2个工作日内" in text
    assert "以下时限的到期时间可能变动：答复时限" in text
    assert "新增0条，删去0条，改变1条，仅改文字0条" in text


def test_another_role_is_told_and_moves_no_due() -> None:
    (row,) = rows_of(chapter(who=GUARD))
    assert (row["name"], row["columns"].keys(), row["moves_due"]) == ("ask_back", {"who"}, False)
    assert row["columns"]["who"]["then"]["zh"] == "文员"
    assert row["columns"]["who"]["now"]["zh"] == "保安"


def test_a_label_or_a_reading_alone_is_only_reworded() -> None:
    for other, column in (({"zh": "回复时限"}, "what"), ({"reading": "As agreed."}, "reading")):
        (row,) = rows_of(chapter(**other))
        assert (row["change"], row["columns"].keys(), row["moves_due"]) == ("reworded", {column}, False)


def test_a_rule_in_one_only_is_added_or_removed() -> None:
    (row,) = rows_of(chapter(needs="ask_back"))
    assert (row["kind"], row["change"], row["columns"]["does"]["then"]["en"]) == ("requirement", "added", "")
    assert "追问" in row["columns"]["does"]["now"]["zh"]
    rows = rows_of(VISIT)
    assert {(row["procedure"], row["change"]) for row in rows} == {("enquiry", "removed"), ("visit", "added")}
    removed = [row["name"] for row in rows if row["procedure"] == "enquiry"]
    assert removed == ["open", "answer", "ask_back", "reply"]


def test_states_and_roles_are_rows_of_their_own() -> None:
    told = Procedure(
        "enquiry", "咨询", states="noted passed_on", ends="answered", terms={"passed_on": "已转交"},
        rules=[*chapter().rules, Step(WHY, "pass_on", CLERK, "noted", "passed_on", zh="转交"),
               Step(WHY, "close", CLERK, "passed_on", "answered", zh="结案")],
    )  # fmt: skip
    rows = {row["name"]: row for row in rows_of(told, roles=(HEAD, CLERK, GUARD, role("cook", "厨师")))}
    assert rows["states"]["columns"]["what"]["now"]["zh"].endswith("、已转交")
    assert rows["roles"]["columns"]["what"] == {
        "then": {"zh": "主任、文员、保安", "en": "head, clerk, guard"},
        "now": {"zh": "主任、文员、保安、厨师", "en": "head, clerk, guard, cook"},
    }


def test_one_procedure_alone_or_none() -> None:
    rows = rows_of(chapter(span=hours(1)), VISIT, only="enquiry")
    assert [row["procedure"] for row in rows] == ["enquiry"]
    with pytest.raises(UnknownName, match="has no procedure 'enquiries'; it has enquiry, visit"):
        rows_of(chapter(), VISIT, only="enquiries")


def test_the_command_says_that_fuheng_has_one_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", FUHENG.name, "--lang", "zh"]) == 0
    assert capsys.readouterr().out.strip() == "两者规定相同"


def test_the_command_lays_two_manuals_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """Keys are lent for three days by one manual, and by another whose text has no such limit."""
    assert main(["compare", "fuheng", "--with", "jueshixiang", "--procedure", "key_lending", "--json"]) == 0
    assert '"change": "removed"' in capsys.readouterr().out
    assert main(["compare", "fuheng", "--procedure", "keys"]) == 2
    assert "keys" in capsys.readouterr().err
