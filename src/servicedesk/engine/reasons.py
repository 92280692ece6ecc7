"""Reasons that people write: in the history a personal value of the case stands in one as its token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from servicedesk.rules.values import Value

ERASED: Final = "erased"
"""What stands behind a token whose value was erased."""
_SHORTEST = 2  # a personal value of one sign is found in every sentence
_SIGN = "[{}]"


def hidden(reason: str, vault: Mapping[str, Value]) -> str:
    """A reason as the history keeps it: personal values of the case as their tokens, the longest first."""
    known = {value: token for token, value in vault.items() if isinstance(value, str) and value != ERASED}
    for value in sorted(known, key=len, reverse=True):
        if len(value) >= _SHORTEST:
            reason = reason.replace(value, _SIGN.format(known[value]))
    return reason


def same_reason(kept: str, given: str, vault: Mapping[str, Value]) -> bool:
    """Whether a reason given again is the one that is kept; what was erased of it is."""
    for token, value in vault.items():
        sign = _SIGN.format(token)
        if sign in kept and value == ERASED:
            return True
        kept = kept.replace(sign, str(value))
    return kept == given
