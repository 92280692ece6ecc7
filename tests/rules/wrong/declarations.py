"""What the wrong declarations share: some roles and forms, a procedure right without them, and the check of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import pytest

from servicedesk.declare import Manual, Procedure, Start, Step, builtin_roles, edition, flag, role, text
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form
from servicedesk.said import write

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "工单", text("note", "内容"))
OTHER = form("other", "另单", text("remark", "备注"))
VISIT = form("visit", "回访单", flag("happy", "满意"))
cause = classification("cause", "类别", own="一类", foreign="二类")


def procedure(*rules: Rule, name: str = "process", **changes: Any) -> Procedure:
    """Received, then closed; and the rules given."""
    good = {"states": "received", "ends": "closed"}
    own = (Start("1", CLERK, zh="办理"), Step("2", "close", CLERK, "received", "closed", zh="办理"))
    return Procedure(name, "流程", rules=(*own, *rules), **(good | changes))


def manual(*procedures: Procedure, **changes: Any) -> Manual:
    """One edition of these procedures."""
    good: dict[str, Any] = {
        "editions": edition("undated", *procedures, in_force_from="2012-01-01", verified_on="2026-11-24"),
        "roles": (CLERK, HEAD),
        "head": HEAD,
        "builtin": builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
        "catalogue": "rules.wrong",
    }
    return Manual(**({"name": "sample", "zh": "样例"} | good | changes))


WRONG: Final[list[Callable[[], object]]] = []
"""Every builder of a wrong thing in the modules that were imported."""


def faults_of(build: Callable[[], object]) -> list[DefinitionFault]:
    """What building the wrong thing raises."""
    with pytest.raises((InvalidProcedure, DefinitionFault)) as caught:
        build()
    return list(caught.value.faults) if isinstance(caught.value, InvalidProcedure) else [caught.value]


def wrong_in_chinese(fault: DefinitionFault) -> str:
    """What a fault says wrongly in Chinese: not so at all, without its clause, without what to write, half in English.

    What stands within a place of the declaration may be English: its names and its words are what is typed.
    """
    zh, en = fault.text("zh"), fault.text("en")
    reason, remedy = write(fault.reason, "zh"), write(fault.remedy, "zh")
    if not (CHINESE.search(reason) and CHINESE.search(remedy)) or zh == en:
        return f"no Chinese: {zh}"
    if fault.fields["clause"] not in zh:
        return f"no clause: {zh}"
    own = re.sub(r"“[^”]*”", "", zh.replace(clause := fault.fields["clause"], ""))
    if re.search(r"\b(is|are|the|which|that|give|did you|there)\b", own):
        return f"English, of {clause}: {zh}"
    return f"doubled: {zh}" if re.search(r"[。？！：，；][。；，]|。$", zh) else ""


def wrong(clause: str, *words: str) -> Callable[[Callable[[], object]], Callable[[], None]]:
    """Makes a function that builds a wrong thing the test of its fault: of its clause, and of words that it must hold.

    One wrong thing makes one fault; it says where it stands, carries clause and place as data, and what would help.
    """

    def test_of(build: Callable[[], object]) -> Callable[[], None]:
        WRONG.append(build)

        @wraps(build)
        def check() -> None:
            (fault,) = faults_of(build)
            said = str(fault)
            assert [word for word in words if word not in said] == []
            assert fault.fields["clause"] == clause
            assert fault.fields["place"] in said or fault.fields["place"] == ""
            assert fault.remedy
            assert wrong_in_chinese(fault) == ""

        return check

    return test_of
