"""One thing or several, as a manual writes them, made a tuple."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast


def as_tuple(value: Any) -> tuple[Any, ...]:
    """One thing, several, or none, as a tuple."""
    if value is None:
        return ()
    return tuple(cast("Iterable[Any]", value)) if isinstance(value, list | tuple) else (value,)


def names(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Names written as one text with spaces, or as a list."""
    return tuple(value.split()) if isinstance(value, str) else as_tuple(value)
