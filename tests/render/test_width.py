"""What a terminal shows: nothing is cut, words stay whole, Chinese goes on in the next line, tables keep within it."""

from __future__ import annotations

import re

import pytest

from servicedesk.render import Block, Page, table, width
from servicedesk.render.width import wrap

LONG = "须先经客户服务员签字同意放行，且“登记物品”完成以后已完成“业主签字”；早于2026-10-08 24:00不得办理"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("a few words", 80, ["a few words"]),
        ("a few words", 6, ["a few", "words"]),
        ("internationalisation", 8, ["internat", "ionalisa", "tion"]),
        ("接到投诉后登记", 8, ["接到投诉", "后登记"]),
        ("接到投诉，登记", 8, ["接到投", "诉，登记"]),
        ("见《工作联系单》", 8, ["见《工作", "联系单》"]),
        ("应于2026-10-08 24:00前", 12, ["应于", "2026-10-08", "24:00前"]),
    ],
)
def test_a_text_goes_on_in_the_next_line(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@pytest.mark.parametrize("columns", range(8, 90, 3))
@pytest.mark.parametrize("text", [LONG, "the form slip lacks the signature of customer_service_officer; let him sign"])
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert max(map(width, lines)) <= columns
    assert not any(line[0] in "，；。》”" for line in lines)


HEADS = ("应于", "案件", "单元", "时限", "条款", "责任岗位", "状态")
ROWS = [
    ("2026-10-08 24:00", "TS0928-01", "3-2-501", LONG, "fuheng/complaint/4.2.3d", "客户接待员、责任人", "已逾期"),
    ("2026-10-09 12:00", "TS0928-02", "3-2-502", "回访", "fuheng/complaint/4.3a", "部门第一负责人", "计时中"),
]


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 100, 120, 200])
def test_a_table_keeps_within_a_terminal_and_says_all(columns: int) -> None:
    text = table(HEADS, ROWS, columns=columns)
    assert max(map(width, text.splitlines())) <= columns
    for cell in (each for row in ROWS for each in row):
        said = re.sub(r"\s", "", cell)
        signs = iter(re.sub(r"\s", "", text))
        assert all(sign in signs for sign in said), cell
    whole = [row[1] for row in ROWS] + [row[4] for row in ROWS]
    assert [word for word in whole if word not in text and columns >= 60] == []


def test_a_table_that_fits_is_as_it_was() -> None:
    assert table(("a", "b"), [("1", "2")], columns=80) == table(("a", "b"), [("1", "2")])


def test_a_page_wraps_its_notes_too() -> None:
    page = Page([Block("题", lines=(LONG,))])
    assert max(map(width, page.text(40).splitlines())) <= 40
    assert len(page.text().splitlines()) == 2


def test_a_title_goes_on_in_the_next_line_too() -> None:
    """The heads of a replayed log are sentences, wider than a narrow terminal."""
    title = "时限：按时完成143，逾期30，补记暂停后不计逾期0，计时中7，暂停0，取消2，已上报18"
    block = Block(title, ("时限",), [("回访",)])
    lines = block.text(60).split("\n")
    assert max(map(width, lines)) <= 60
    assert "".join(lines[:2]) == title
    assert block.text().split("\n")[0] == title
