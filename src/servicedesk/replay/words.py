"""What is said about a row that is no event, in both languages, with the same fields on both sides."""

from __future__ import annotations

from typing import Final

from servicedesk.engine.entry import Refusal

__all__ = ["CLAUSE", "WORDS", "fault"]

CLAUSE: Final = "log"
"""Stands where a refusal names a clause: it is the log that does not say enough."""

# kind: (zh, en, what would help in zh, in en)
WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "surplus_cells": (
        "本行比表头多{count}格",
        "the row has {count} cell(s) more than the header",
        "含逗号的内容须加引号",
        "put quotes around a cell that holds a comma",
    ),
    "empty_cell": ("“{column}”未填", "{column} is empty", "请填写“{column}”", "fill in {column}"),
    "no_instant": (
        "“{column}”不是时刻",
        "{column} is no instant",
        "写作2026-02-13 10:20",
        "write it like 2026-02-13 10:20",
    ),
    "twofold_instant": (
        "“{column}”因时钟调整而有歧义或不存在",
        "{column} is shown twice or skipped by a change of the clock",
        "请写明时区，如2026-02-13T10:20+08:00",
        "give its offset, like 2026-02-13T10:20+08:00",
    ),
    "unknown_role": (
        "“roles”第{number}项不是手册中的岗位",
        "item {number} of roles is no post of the manual",
        "{near_zh}",
        "{near}",
    ),
    "unknown_procedure": (
        "手册没有这个流程",
        "the manual has no procedure of this name",
        "流程有{known_zh}",
        "it has {known}",
    ),
    "other_procedure": (
        "案件{case}属于“{procedure}”流程",
        "case {case} belongs to the procedure {procedure}",
        "请核对案号",
        "check the reference of the case",
    ),
    "other_subject": (
        "案件{case}的单元与本行不同",
        "case {case} is about another subject",
        "请核对案号",
        "check the reference of the case",
    ),
    "no_case": (
        "没有案件{case}，或此前尚未受理",
        "there is no case {case}, or it was not opened before this row",
        "请核对案号，受理记录（open）须在前",
        "check the reference; its row with open must come first and be accepted",
    ),
    "case_taken": (
        "案件{case}已经受理",
        "case {case} was opened already",
        "新案件须用新案号",
        "give another case another reference",
    ),
    "exclusive_key_taken": (
        "该单元已有未结案件{case}",
        "the subject has an open case of this procedure: {case}",
        "请在该案中办理",
        "go on in that case",
    ),
    "reserved_case": (
        "案号{case}与日志记录的编号相同",
        "the reference {case} belongs to the journal of the log",
        "请换一个案号",
        "give the case another reference",
    ),
    "no_edition": (
        "该日期没有生效的手册版次",
        "no edition of the manual is in force on that date",
        "请核对日期",
        "check the date",
    ),
    "not_kept": (
        "“{column}”过长、过多或含控制字符",
        "{column} is too long, too much, or holds a control character",
        "请缩短或更正",
        "shorten or correct it",
    ),
    "not_possible": ("无法办理（{code}）", "it cannot be done ({code}): {why}", "", ""),
}


def fault(kind: str, place: str, **fields: object) -> Refusal:
    """What is wrong with one cell of a row, as a refusal of the log; ``place`` is the column."""
    zh, en, help_zh, help_en = (text.format(**fields) for text in WORDS[kind])
    return Refusal(kind, CLAUSE, zh, en, help_zh, help_en, place=place)
