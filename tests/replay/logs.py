"""A small log written out, and what helps to vary it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from servicedesk import Desk
from servicedesk.program.registry import installed

REGISTRY = installed()
WEEK = Path(__file__).parents[2] / "examples" / "front_desk_week.csv"

HEADER = [
    "occurred_at",
    "recorded_at",
    "case",
    "subject",
    "procedure",
    "step",
    "actor",
    "roles",
    "channel",
    "complainant",
    "contents",
    "cause",
    "valid",
    "assignment",
    "assignee",
    "opinion",
    "course",
    "result",
    "analysis",
    "reason",
    "into",
]

Row = dict[str, str]


def fuheng(**options: Any) -> Desk:
    """A desk of the manual whose rules are compiled once for all tests."""
    return Desk("fuheng", registry=REGISTRY, **options)


def row(at: str, case: str, step: str, actor: str, roles: str, **cells: str) -> Row:
    return {"occurred_at": at, "case": case, "step": step, "actor": actor, "roles": roles, **cells}


def opened(at: str, case: str, subject: str, channel: str, roles: str = "接收人", **cells: str) -> Row:
    told = {"subject": subject, "procedure": "complaint", "channel": channel, "complainant": "某某", "contents": "噪声"}
    return row(at, case, "open", "王敏", roles, **{**told, **cells})


def registered(at: str, case: str, cause: str = "一类投诉", roles: str = "客户接待员", **cells: str) -> Row:
    told = {"cause": cause, "valid": "是", "assignment": "核实并处理", "assignee": "赵强"}
    return row(at, case, "register", "刘芳", roles, **{**told, **cells})


def handled(day: str, case: str, handle: str) -> list[Row]:
    """Everything that class 1 owes between the slip and the handling, then the handling."""
    return [
        row(f"{day} 10:20", case, "write_opinion", "李卫东", "责任部门", opinion="立即整改"),
        row(f"{day} 10:30", case, "officer_signs", "何静", "客户服务员"),
        row(f"{day} 10:40", case, "submit_record", "李卫东", "责任部门"),
        row(f"{day} 13:50", case, "reply", "赵强", "责任人"),
        row(handle, case, "handle", "赵强", "责任人"),
    ]


MONDAY = "2026-09-28"

SMALL: list[Row] = [
    # A: a telephone complaint of class 1, handled at the last good minute.
    opened(f"{MONDAY} 09:00", "A", "3-2-501", "电话"),
    row(f"{MONDAY} 09:30", "A", "tell_desk", "王敏", "接收人"),
    # B: the same, told to the desk 20 minutes late and never handled.
    opened(f"{MONDAY} 09:05", "B", "3-2-502", "telephone", roles="recipient;front_desk"),
    registered(f"{MONDAY} 09:40", "A"),
    row(f"{MONDAY} 10:00", "A", "receive_slip", "赵强", "责任人"),
    row(f"{MONDAY} 10:25", "B", "tell_desk", "王敏", "接收人"),
    *handled(MONDAY, "A", f"{MONDAY} 14:00"),
    registered(f"{MONDAY} 14:10", "B"),
    row(f"{MONDAY} 14:15", "B", "receive_slip", "赵强", "责任人"),
    # C: in person, the superior told one minute late; withdrawn the next day.
    opened(f"{MONDAY} 15:00", "C", "5-1-101", "当面", roles="前台"),
    row(f"{MONDAY} 17:01", "C", "tell_superior", "王敏", "前台"),
    row("2026-09-29 09:00", "C", "withdraw", "刘芳", "客户接待员", reason="业主撤回"),
]


def csv_of(rows: Iterable[Row], header: Sequence[str] = HEADER) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(path: Path, rows: Iterable[Row], *, encoding: str = "utf-8") -> Path:
    path.write_text(csv_of(rows), encoding=encoding, newline="")
    return path


def week() -> list[Row]:
    with WEEK.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
