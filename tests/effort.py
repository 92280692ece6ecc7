"""How much the searches try: all of it in the whole run, a part of it where the slow tests are left out."""

from __future__ import annotations

PART = 4
"""Where the slow tests are left out, a search tries one in so many of its examples."""


class Effort:
    """How much this run tries; ``conftest.py`` says so before any test is collected."""

    whole = True


def examples(number: int) -> int:
    """So many examples, or a part of them, but at least one."""
    return number if Effort.whole else max(1, number // PART)
