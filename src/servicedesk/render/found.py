"""What a check of manuals found, as JSON-ready data and as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from servicedesk.render.page import Block, Page
from servicedesk.texts.checks import FOUND, FOUND_NOTHING


class Found(Protocol):
    """A finding, whoever made it."""

    @property
    def kind(self) -> str:
        """Its kind."""
        ...

    @property
    def procedure(self) -> str:
        """The procedure that it is about."""
        ...

    @property
    def clause(self) -> str:
        """The clause that it is about, ``local`` or empty where there is none."""
        ...

    def text(self, lang: str = "en") -> str:
        """The finding in words."""
        ...

    def to_data(self) -> dict[str, Any]:
        """The finding as data."""
        ...


def found_data(found: Mapping[str, Sequence[Found]]) -> dict[str, Any]:
    """By manual what was found."""
    return {manual: [each.to_data() for each in findings] for manual, findings in found.items()}


def found_page(found: Mapping[str, Sequence[Found]], lang: str = "en") -> Page:
    """The page for :func:`found_data`: a block for each finding, under how many there are."""
    blocks: list[Block] = []
    for manual, findings in found.items():
        head = FOUND if findings else FOUND_NOTHING
        blocks.append(Block(head.text(lang, manual=manual, count=len(findings))))
        for each in findings:
            place = each.clause if each.clause not in ("", "local") else f"{manual}/{each.procedure}"
            blocks.append(Block(f"{place} {each.kind}", lines=tuple(each.text(lang).split("\n"))))
    return Page(blocks)
