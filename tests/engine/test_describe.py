"""One sentence for each entry, in both languages."""

from __future__ import annotations

import pytest

from engine.job import WORKER, at, finished, job
from servicedesk.texts.limits import length

MINUTE = 60_000_000  # microseconds


@pytest.mark.parametrize(
    ("us", "zh", "en"),
    [
        (90 * MINUTE, "1小时30分钟", "1 h 30 min"),
        (24 * 60 * MINUTE, "1天", "1 d"),
        (MINUTE // 60 * 45, "45秒", "45 s"),
        (0, "0秒", "0 s"),
    ],
)
def test_a_stretch_of_time_in_words(us: int, zh: str, en: str) -> None:
    assert (length(us, "zh"), length(us, "en")) == (zh, en)


def test_a_miss_says_when_it_was_due_and_what_came_late_by_how_much() -> None:
    """Due at 13:00, begun at 14:30."""
    scene = job()
    scene.do("begin", at("14:30"), WORKER, grade="小修")
    lines = {line.kind: line for line in scene.desk.history(scene.id) if line.name == "begin"}
    assert ("逾期" in lines["missed"].zh, at("13:00") in lines["missed"].zh) == (True, True)
    assert at("13:00") in lines["missed"].en
    assert ("1小时30分钟" in lines["late"].zh, "1 h 30 min" in lines["late"].en) == (True, True)


def test_a_step_is_called_by_its_chinese_term_and_by_its_english_name() -> None:
    scene = finished()
    (line,) = [h for h in scene.desk.history(scene.id) if h.kind == "step" and h.name == "finish"]
    assert ("完工" in line.zh, "finish" in line.en) == (True, True)


def test_every_entry_has_a_sentence_in_each_language() -> None:
    scene = finished("大修")
    scene.desk.tick("2026-03-20 09:00")
    assert [h.kind for h in scene.desk.history(scene.id) if not (h.zh and h.en)] == []
