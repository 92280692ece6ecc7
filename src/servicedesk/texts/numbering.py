"""The number of a clause as it stands in the printed manual, without the letter of a rule and in Chinese throughout."""

from __future__ import annotations

import re
from typing import Final

_LETTER: Final = re.compile(r"(?<=\d)[a-z]$")
# What the catalogue calls a place that has no number of its own, and how the printed page shows it.
_PLACES: Final = (
    (re.compile(r"flow-(\d+)"), r"流程图第\1步"),
    (re.compile(r"step-(\d+)"), r"步骤\1"),
    (re.compile(r"para-(\d+)"), r"第\1段"),
    (re.compile(r"(\d+)-note(?:-(\d+))?"), r"第\1条注\2"),
    (re.compile(r"(\d+)-intro"), r"第\1条引言"),
    (re.compile(r"([\d.]+)-item-(\d+)"), r"第\1条第\2项"),
    (re.compile(r"([\d.]+)([A-Z])"), r"第\1条\2"),
    (re.compile(r"duty-(\d+)"), r"职责\1"),
)


def printed(clause: str) -> str:
    """The number that a clause prints: 4.2.3 of ``fuheng/complaint/4.2.3e``, 流程图第5步 of a box of a chart."""
    number = _LETTER.sub("", clause.rpartition("/")[2])
    for place, words in _PLACES:
        if place.fullmatch(number):
            return place.sub(words, number)
    return number
