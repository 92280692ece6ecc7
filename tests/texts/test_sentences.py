"""Every sentence that fuheng says of its rules and in the examples: a clerk's words, and none of the program's."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest

from servicedesk.program.registry import installed

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import sentences  # noqa: E402  a script of the project, not a part of the package

LOGS = tuple(ROOT / "examples" / name for name in sentences.LOGS)
# What a person wrote: ids of cases, what the log of an example calls its columns, the version of a calendar.
WRITTEN = re.compile(r"[A-Z]{2}\d{4}(-\d\d)?(\.\d)?|“(subject|roles|registr|pause)”|版本\S+")


@cache
def every() -> list[sentences.Sentence]:
    return sentences.every(installed().manual("fuheng"), iter(LOGS))


@pytest.mark.slow
def test_there_are_sentences_of_every_kind() -> None:
    """The searches below would be idle if nothing were found."""
    kinds = {each.kind for each in every()}
    assert kinds == {"condition", "entry", "explanation", "moment", "notice", "obligation", "refusal"}
    assert len(every()) > 1500


def test_no_name_of_the_program_stands_in_a_chinese_sentence() -> None:
    said = [(each.zh, WRITTEN.sub("", each.zh)) for each in every()]
    assert [zh for zh, bare in said if re.search("[A-Za-z]", bare)] == []


@pytest.mark.parametrize(
    "sign",
    [
        "未未",
        "未不",
        "不未",
        "不不",
        "非非",
        "并非",
        "（）",
        "“”",
        "《》",
        "《《",
        "，，",
        "；；",
        "。。",
        "须先满足",
        "已已",
        "之后已",
        "在在",
        "非遇",
        "为所列以外",
    ],
)
def test_no_formula_and_no_doubled_denial(sign: str) -> None:
    assert [each.zh for each in every() if sign in each.zh] == []


@pytest.mark.parametrize(
    "formula",
    [
        r"只能在“[^”]*、",  # several states in one pair of quotes
        r"没有未结“",
        r"(^|：)\d+(注|引言)",  # a clause without its 第…条
    ],
)
def test_no_pattern_that_a_clerk_would_not_write(formula: str) -> None:
    assert [each.zh for each in every() if re.search(formula, each.zh)] == []


def test_no_english_sentence_shows_the_name_of_a_step_a_role_or_a_form() -> None:
    """What is given to choose from, and the name that may have been meant, is written as a program writes it."""
    kept = re.compile(r"one of [^;]* is expected|did you mean \S+|fuheng/\S+")
    assert [each.en for each in every() if re.search("[a-z]_[a-z]", kept.sub("", each.en))] == []


def test_every_condition_says_what_is_lacking_in_both_languages() -> None:
    """The opposite is another sentence than the statement, in Chinese and in English."""
    program = installed().program("fuheng", "undated")
    for plan in program.plans.values():
        for rule in plan.procedure.expanded:
            for _, condition in rule.conditions():
                for lang in ("zh", "en"):
                    so, not_so = plan.reading(condition, lang), condition.unmet(lang, plan.terms(lang))
                    assert so
                    assert not_so
                    assert so != not_so, rule.place()


def test_a_condition_that_nobody_can_tell_says_what_is_not_known() -> None:
    unknown = [each for each in every() if "无法判断" in each.zh]
    assert len(unknown) > 50
    assert all("请先登记或答复“" in each.zh or "。" not in each.zh for each in unknown)
    assert all(" is not known" in each.en for each in unknown)


@pytest.mark.slow
def test_the_page_of_drawn_sentences_is_current() -> None:
    assert sentences.PAGE.read_text(encoding="utf-8") == sentences.page()
    assert len([line for line in sentences.page().splitlines() if line.startswith("| ")]) == 2 + sentences.DRAWN
