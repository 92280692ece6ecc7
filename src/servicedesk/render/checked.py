"""What a check of a store found, as JSON-ready data and as a page."""

from __future__ import annotations

from typing import Any

from servicedesk.render.page import Block, Page
from servicedesk.said import write
from servicedesk.stores import CheckedCases
from servicedesk.texts.pages import CHECKED, FAILED_HEADS


def checked_data(found: CheckedCases) -> dict[str, Any]:
    """How many records were read, and those that are not as they were written."""
    return {"checked": found.checked, "failed": [{"case": case, "why": why} for case, why in found.failed]}


def checked_page(found: CheckedCases, lang: str = "en") -> Page:
    """The page for :func:`checked_data`."""
    said = CHECKED["failed" if found.failed else "whole"]
    head = Block(said.text(lang, checked=found.checked, failed=len(found.failed)))
    rows = [(case, write(why, lang)) for case, why in found.failed]
    return Page([head, Block("", FAILED_HEADS.text(lang), rows)] if rows else [head])
