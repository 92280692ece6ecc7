"""A row's reading and its rules' reading are the same words, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from servicedesk.declare import Unmodelled
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.manuals.jueshixiang import MANUAL as JUESHIXIANG
from servicedesk.program import build_program
from servicedesk.program.catalogue import Row, load_catalogue
from servicedesk.program.program import Program
from servicedesk.rules.base import Rule

PROGRAMS = [build_program(manual, manual.editions[0].name) for manual in (MANUAL, JUESHIXIANG)]
# A manual that is not whole yet answers for the chapters that it has, and for the rows that they satisfy too.
ROWS = {
    row.id: row
    for program in PROGRAMS
    for row in load_catalogue(program.manual.catalogue).rows.values()
    if row.procedure in program.plans or row.reading_zh
}
Words = tuple[str, str]


def words(rule: Rule) -> Words:
    return (rule.reason, rule.reason_zh) if isinstance(rule, Unmodelled) else (rule.reading, rule.reading_zh)


def read_by_rules() -> Iterator[tuple[Words, str, tuple[str, ...]]]:
    """What each rule that reads its text says, its own row, and the rows beside it."""
    for program in PROGRAMS:
        yield from _read_by(program)


def _read_by(program: Program) -> Iterator[tuple[Words, str, tuple[str, ...]]]:
    for name, plan in program.plans.items():
        if name.startswith("standing_"):
            continue  # the same rules, in a case of their own
        for rule in plan.procedure.rules:
            beside = tuple(f"{program.manual.name}/{each if '/' in each else f'{name}/{each}'}" for each in rule.also)
            if words(rule)[0]:
                yield words(rule), plan.id_of(rule), beside


def said_of(row: Row) -> list[Words]:
    """What the rules of a row say; where it has none of its own, those that satisfy it too."""
    own = [said for said, ident, _ in read_by_rules() if ident == row.id]
    return list(dict.fromkeys(own or [said for said, _, beside in read_by_rules() if row.id in beside]))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in ROWS.values() if row.reading])
def test_a_row_says_what_its_rules_say_in_both_languages(row: Row) -> None:
    said = said_of(row)
    assert (row.reading, row.reading_zh) == (" ".join(en for en, _ in said), "；".join(zh for _, zh in said))


def test_what_a_rule_says_stands_in_its_row_or_in_one_that_it_satisfies_too() -> None:
    silent = []
    for (en, zh), ident, beside in read_by_rules():
        row = ROWS.get(ident)  # a local rule has none of its own
        stands = row is not None and en in (row.reading or "") and zh in row.reading_zh
        if not stands and not ((row is None or row.reading is None) and any(ROWS[each].reading for each in beside if each in ROWS)):
            silent.append((ident, en))
    assert silent == []


def test_a_row_without_a_reading_has_none_in_chinese() -> None:
    assert [row.id for row in ROWS.values() if bool(row.reading) != bool(row.reading_zh)] == []
    assert sum(bool(row.reading) for row in ROWS.values()) > 120


def test_a_row_with_typed_words() -> None:
    """Two of them as a person wrote them."""
    assert (ROWS["fuheng/complaint/4.2.8b"].reading, ROWS["fuheng/complaint/4.2.8b"].reading_zh) == (
        "No period is given.",
        "未规定保存期限",
    )
    assert ROWS["fuheng/lost_and_found/4.6"].reading_zh == "以自然月月底为准，不论拾得日期"
