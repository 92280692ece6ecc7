"""What went wrong, and what would help? Every sentence of an error, by its kind, in Chinese and English.

Nothing here knows anything but words, so that whoever raises can say it, at the bottom of the package too.
"""

from __future__ import annotations

from typing import Final

from servicedesk.texts.errors import (
    asked,
    calls,
    catalogue,
    corrections,
    desk,
    expected,
    faults,
    files,
    manuals,
    policy,
    stores,
    times,
)
from servicedesk.texts.term import Term

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    kind: sides
    for room in (asked, times, files, policy, desk, stores, manuals, faults, catalogue, calls, corrections, expected)
    for kind, sides in room.SENTENCES.items()
}
"""A kind, and its sentence in zh and in en."""

CUT: Final = "cut"
"""The kind that stands for a text that is too long to be shown."""

BETWEEN: Final = {
    "words": Term("、", ", "),
    "statements": Term("；", "; "),
    "choices": Term("或", " or "),
    "together": Term("和", " and "),
}
"""What stands between several of a kind."""

ENDS: Final = ("。", "？", "！")
"""What ends a statement, with nothing else behind it."""
