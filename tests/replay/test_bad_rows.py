"""A row that is wrong is reported with line, column, clause and reason in both languages, and the rest goes on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from replay.logs import MONDAY, SMALL, Row, csv_of, fuheng, opened, registered, row
from servicedesk import Desk
from servicedesk.replay import LogRow, RefusedRow, Replayed, replay
from servicedesk.replay.events import Reader
from servicedesk.replay.log import parse_log
from servicedesk.texts.log import LOG_REASONS, LOG_REMEDIES

BASE = SMALL[:2]
LATER = f"{MONDAY} 10:00"


def run(rows: list[Row]) -> Replayed:
    return replay(parse_log(csv_of(rows)), fuheng())


def only(rows: list[Row]) -> RefusedRow:
    replayed = run(rows)
    assert replayed.accepted == len(rows) - 1
    (refused,) = replayed.refused
    return refused


@pytest.mark.parametrize(
    ("bad", "column", "clause", "zh", "en"),
    [
        (row("2026-09-31 10:00", "A", "x", "王敏", ""), "occurred_at", "log", "不是时刻", "is no instant"),
        (row("yesterday", "A", "x", "王敏", ""), "occurred_at", "log", "不是时刻", "is no instant"),
        (row("", "A", "register", "刘芳", "客户接待员"), "occurred_at", "log", "未填", "is empty"),
        (row(LATER, "", "register", "刘芳", "客户接待员"), "case", "log", "未填", "is empty"),
        (row(LATER, "A", "register", "", "客户接待员"), "actor", "log", "未填", "is empty"),
        (row(LATER, "A", "", "刘芳", "客户接待员"), "step", "log", "未填", "is empty"),
        (opened(LATER, "N", "", "电话"), "subject", "log", "未填", "is empty"),
        (row(LATER, "A", "tell_desk", "王敏", "接收人;客户接侍员"), "roles", "log", "第2项", "item 2 of roles"),
        (opened(LATER, "N", "3", "电话", procedure="complain"), "procedure", "log", "没有这个流程", "no procedure"),
        (row(LATER, "Z", "tell_desk", "王敏", "接收人"), "case", "log", "没有案件Z", "there is no case Z"),
        (opened(LATER, "A", "3-2-501", "电话"), "case", "log", "已经受理", "was opened already"),
        (row(LATER, "A", "tell_desk", "王敏", "接收人", subject="9-9"), "subject", "log", "不同", "another subject"),
        (row(LATER, "A", "tell_desk", "王敏", "接收人", procedure="repair"), "procedure", "log", "属于", "belongs to"),
        (opened("2011-12-31 10:00", "N", "3-1", "电话"), "occurred_at", "log", "没有生效", "no edition"),
        (opened(LATER, "replay:fuheng", "3-1", "电话"), "case", "log", "日志记录", "journal"),
        (opened(LATER, "N" * 201, "3-1", "电话"), "case", "log", "过长", "too long"),
        (opened(LATER, "N", "3" * 201, "电话"), "subject", "log", "过长", "too long"),
        (opened(LATER, "N", "3-1", "微信"), "channel", "fuheng/complaint/3.4", "填写有误", "filled wrongly"),
        (row(LATER, "A", "registr", "刘芳", "客户接待员"), "step", "local", "没有步骤", "has no step"),
        (registered(LATER, "A", roles="员工"), "roles", "fuheng/complaint/4.2.3b", "应由客户接待员", "this is for"),
        (registered(LATER, "A", cause="一类"), "cause", "fuheng/complaint/4.2.3b", "填写有误", "filled wrongly"),
        (registered(LATER, "A", cause=""), "cause", "fuheng/complaint/4.2.3b", "未填写", "is empty"),
        (registered(LATER, "A", valid="否"), "step", "fuheng/complaint/2", "不能办理：非有效投诉", "cannot be done: "),
        (row(LATER, "A", "merge", "刘芳", "客户接待员", reason="重复", into="Z"), "into", "log", "案件Z", "no case Z"),
        (
            row(LATER, "A", "tell_desk", "王敏", "接收人", recorded_at=f"{MONDAY} 09:45"),
            "occurred_at",
            "local",
            "晚于登记时间",
            "after it is recorded",
        ),
    ],
)
def test_each_fault_names_line_column_clause_and_reason(bad: Row, column: str, clause: str, zh: str, en: str) -> None:
    refused = only([*BASE, bad])
    assert (refused.line, refused.column, refused.refusal.clause) == (4, column, clause)
    assert zh in refused.refusal.zh
    assert en in refused.refusal.en


def test_every_fault_of_a_row_is_told_at_once() -> None:
    replayed = run([*BASE, row("2026-13-01", "", "register", "", "王")])
    assert [r.column for r in replayed.refused] == ["case", "actor", "occurred_at", "roles"]


def test_a_misspelt_post_gets_the_nearest_one_as_help() -> None:
    refused = only([*BASE, row(LATER, "A", "register", "刘芳", "客户接侍员")])
    assert refused.refusal.help_zh == "是否应为“客户接待员”？"
    assert refused.refusal.help_en == "did you mean customer_receptionist?"


def test_no_fault_repeats_what_a_cell_holds() -> None:
    """A cell that slipped into another column may hold a name or a telephone number."""
    secret = "张秘密13900000000"  # noqa: S105  no password
    rows = [
        *BASE,
        row(secret, "A", "tell_desk", "王敏", secret),
        registered(LATER, "A", cause=secret, valid=secret),
        opened(LATER, "N", "3-1", secret, procedure=secret),
        row(LATER, "A", "tell_desk", "王敏", "接收人", recorded_at=secret),
    ]
    told = str(run(rows).to_data()) + str(fuheng().programs().keys())
    assert secret not in told


def test_a_row_with_too_many_cells_is_reported_by_its_line_and_a_shorter_one_is_read() -> None:
    text = (
        csv_of(BASE)
        + f"{MONDAY} 09:40,,A,,,tell_desk,王敏,接收人{',' * 13},多\r\n"
        + f"{MONDAY} 09:50,,A,,,tell_desk,王敏,接收人\r\n"
    )
    replayed = replay(parse_log(text), fuheng())
    assert [(r.line, r.column, r.refusal.kind) for r in replayed.refused] == [(4, "*", "surplus_cells")]
    assert replayed.accepted == 3


def test_the_line_of_a_row_after_a_cell_with_line_breaks_is_the_line_of_the_file() -> None:
    rows = [
        opened(f"{MONDAY} 09:00", "A", "3-2-501", "电话", contents="一\n二\n三"),
        *SMALL[1:2],
        row(LATER, "A", "x", "王", ""),
    ]
    (refused, *_) = run(rows).refused
    assert refused.line == 6


def test_a_refused_row_does_not_move_the_time_of_the_file_on() -> None:
    """A row misdated to next year is refused; those after it are not recorded then."""
    misdated = row("2027-09-28 09:20", "A", "register", "王敏", "接收人", cause="一类投诉")
    assert run([BASE[0], misdated, BASE[1]]).figures == run(BASE).figures


def test_a_case_that_has_ended_takes_nothing_more_and_the_row_says_so() -> None:
    rows = [*SMALL, row("2026-09-29 10:00", "C", "tell_superior", "王敏", "前台")]
    (refused,) = run(rows).refused
    assert (refused.column, refused.refusal.kind) == ("case", "ended")


def test_both_languages_of_each_fault_have_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    for kind, (zh, en) in LOG_REASONS.items():
        assert blanks(zh) == blanks(en), kind
    for kind, (zh, en) in LOG_REMEDIES.items():
        assert blanks(zh) == blanks(en), kind
    assert set(LOG_REMEDIES) < set(LOG_REASONS)


GARBAGE: list[Row] = [
    row("not a time", "A", "tell_desk", "王敏", "接收人"),
    row("2027-01-01 00:00", "Z", "tell_desk", "王敏", "接收人"),
    row("2026-09-28 00:01", "A", "register", "路人", ""),
    row("2027-05-05 05:05", "B", "handle", "王敏", "接收人"),
    row("2026-09-28 10:00", "", "", "", "谁"),
    opened("2027-02-02 02:02", "Q", "3-2-501", "微信"),
    opened("2026-12-12 12:12", "Q", "", "电话"),
    row("2026-09-28 09:00", "C", "no_such_step", "王敏", "前台", recorded_at="2026-12-31 23:59"),
    row("2026-09-28 12:00", "A", "archive", "王敏", "前台", subject="x"),
]


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_rows_that_are_refused_change_nothing_of_the_others_wherever_they_stand(data: st.DataObject) -> None:
    rows: list[Any] = list(SMALL)
    for bad in data.draw(st.permutations(GARBAGE))[: data.draw(st.integers(1, len(GARBAGE)))]:
        rows.insert(data.draw(st.integers(0, len(rows))), bad)
    mixed = run(rows)
    assert mixed.accepted == len(SMALL)
    assert mixed.figures == CLEAN.figures


CLEAN = run(SMALL)


def test_no_key_of_a_row_depends_on_a_personal_value_or_on_what_the_manual_does_not_know() -> None:
    """Whoever reads a journal cannot try out names and numbers until one fits."""
    reader = Reader.of(Desk("fuheng"))
    cells = {"case": "a", "step": "open", "actor": "王敏", "complainant": "张三", "phone": "13800138000"}
    keys = {
        reader.digest(LogRow(2, cells | other))
        for other in ({}, {"complainant": "李四"}, {"phone": "13900139000"}, {"complainant": "王五", "phone": "1"})
    }
    assert len(keys) == 1
    assert reader.digest(LogRow(2, cells | {"contents": "漏水"})) not in keys
    assert reader.digest(LogRow(2, cells | {"case": "b"})) not in keys
    assert reader.digest(LogRow(2, cells | {"holder": "赵师傅"})) not in keys
    assert reader.digest(LogRow(2, cells | {"waives": "4.2.7c"})) not in keys
