"""What is said about a row of a log that is no event, and what would help, with the same arguments on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from servicedesk.texts.phrases import Sentences
from servicedesk.texts.term import LANGUAGES, Term, listed

LOG: Final = "log"
"""Stands where a refusal names a clause: it is the log that does not say enough."""

LOG_REASONS: Final[Sentences] = {
    "surplus_cells": ("本行比表头多{count}格", "the row has {count} cell(s) more than the header"),
    "empty_cell": ("“{column}”未填", "{column} is empty"),
    "no_instant": ("“{column}”不是时刻", "{column} is no instant"),
    "twofold_instant": (
        "“{column}”因时钟调整而有歧义或不存在",
        "{column} is shown twice or skipped by a change of the clock",
    ),
    "out_of_bounds": ("“{column}”不在1900年至9000年之间", "{column} lies outside the years 1900 to 9000"),
    "time_jump": (
        "“{column}”与时间上相邻的第{line}行相隔{days}天",
        "{column} lies {days} days from its neighbour in time, line {line}",
    ),
    "beyond_clock": ("“{column}”晚于当前时间", "{column} lies ahead of the clock"),
    "unknown_role": ("“roles”第{number}项不是手册中的岗位", "item {number} of roles is no role of the manual"),
    "unknown_procedure": ("手册没有这个流程", "the manual has no procedure of this name"),
    "other_procedure": ("案件{case}属于“{procedure}”流程", "case {case} belongs to the procedure {procedure}"),
    "other_subject": ("案件{case}的单元与本行不同", "case {case} is about another subject"),
    "no_case": ("没有案件{case}，或此前尚未受理", "there is no case {case}, or it was not opened before this row"),
    "case_taken": ("案件{case}已经受理", "case {case} was opened already"),
    "exclusive_key_taken": ("该单元已有未结案件{case}", "the subject has an open case of this procedure: {case}"),
    "reserved_case": ("案号{case}与日志记录的编号相同", "the reference {case} belongs to the journal of the log"),
    "no_edition": ("该日期没有生效的手册版次", "no edition of the manual is in force on that date"),
    "not_kept": ("“{column}”过长、过多或含控制字符", "{column} is too long, too much, or holds a control character"),
    "not_possible": ("无法办理（{code}）：{why}", "it cannot be done ({code}): {why}"),
}

LOG_REMEDIES: Final[Sentences] = {
    "surplus_cells": ("含逗号的内容须加引号", "put quotes around a cell that holds a comma"),
    "empty_cell": ("请填写“{column}”", "fill in {column}"),
    "no_instant": ("写作2026-02-13 10:20", "write it like 2026-02-13 10:20"),
    "twofold_instant": ("请写明时区，如2026-02-13T10:20+08:00", "give its offset, like 2026-02-13T10:20+08:00"),
    "out_of_bounds": ("请核对年份", "check the year"),
    "time_jump": (
        "请核对年份；日期无误的，请放宽允许的间隔后重新回放",
        "check the year; where it is right, replay the log with a larger --max-gap",
    ),
    "beyond_clock": (
        "请核对日期；确为将来日程的，请写明回放到何时",
        "check the date; a log of what is still to come is taken with --until or --clock log",
    ),
    "unknown_role": ("{near}", "{near}"),
    "unknown_procedure": ("流程有{known}", "it has {known}"),
    "other_procedure": ("请核对案号", "check the reference of the case"),
    "other_subject": ("请核对案号", "check the reference of the case"),
    "no_case": ("请核对案号，受理记录须在前", "check the reference; its row with open must come first and be accepted"),
    "case_taken": ("新案件须用新案号", "give another case another reference"),
    "exclusive_key_taken": ("请在该案中办理", "go on in that case"),
    "reserved_case": ("请换一个案号", "give the case another reference"),
    "no_edition": ("请核对日期", "check the date"),
    "not_kept": ("请缩短或更正", "shorten or correct it"),
}

_NEAR: Final = Term("是否应为“{role}”？", "did you mean {role}?")
_ROLES: Final = Term("岗位有{roles}", "the roles are {roles}")
_PROCEDURE: Final = Term("{zh}（{name}）", "{name} ({zh})")


def meant_role(role: Term | None, roles: Iterable[Term]) -> Term:
    """The role that may have been meant; all that there are, where none is near."""
    if role is not None:
        return _NEAR.filled(role=role)
    every = list(roles)
    return _ROLES.filled(roles=Term(*(listed((each.text(lang) for each in every), lang) for lang in LANGUAGES)))


def known_procedures(procedures: Mapping[str, str]) -> Term:
    """The procedures that there are, by name, with their Chinese terms."""
    return Term(
        *(
            listed((_PROCEDURE.text(lang, zh=zh, name=name) for name, zh in procedures.items()), lang)
            for lang in LANGUAGES
        )
    )
