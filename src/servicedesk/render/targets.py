"""Shares over many cases, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from servicedesk.desk import TargetFigure
from servicedesk.render.page import Block, Page
from servicedesk.texts.targets import (
    CASE_HEADS,
    CASES,
    KEPT,
    NO_CASE,
    NO_TARGET,
    NOT_REACHED,
    REACHED,
    TARGET_HEADS,
    WANTED,
)
from servicedesk.texts.term import Term


def targets_page(figures: Sequence[TargetFigure], lang: str = "en") -> Page:
    """The shares, then the cases behind each."""
    shares = [
        (
            figure.clause,
            _named(figure, lang),
            figure.of,
            figure.reached,
            NO_CASE.text(lang) if figure.share is None else percent(figure.share),
            WANTED[figure.bound].text(lang, share=percent(figure.wanted)),
            "" if figure.kept is None else KEPT[figure.kept].text(lang),
        )
        for figure in figures
    ]
    nothing = () if shares else (NO_TARGET.text(lang),)
    blocks = [Block("", TARGET_HEADS.text(lang), shares, lines=nothing)]
    behind = [row for figure in figures for row in _cases(figure, lang)]
    if behind:
        blocks.append(Block(CASES.text(lang), CASE_HEADS.text(lang), behind))
    return Page(tuple(blocks))


def _cases(figure: TargetFigure, lang: str) -> Iterator[tuple[object, ...]]:
    for cases, term in ((figure.other_cases, NOT_REACHED), (figure.reached_cases, REACHED)):
        for case in cases:
            yield (_named(figure, lang), case, term.text(lang))


def _named(figure: TargetFigure, lang: str) -> str:
    return Term(figure.zh, figure.name.replace("_", " ")).text(lang)


def percent(share: Decimal) -> str:
    """A share in percent, of which no more than two places are shown."""
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}%"
