"""The fingerprint of an edition: what changes an answer, and nothing that only changes words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from servicedesk.procedure import Procedure
from servicedesk.spans import Span

__all__ = ["fingerprint"]

# Terms, glosses, labels and readings: words about a rule, not the rule.
_WORDS = frozenset({"zh", "en", "gloss", "reading", "reading_zh", "label", "aliases", "reason", "section", "terms", "why"})


def _essence(value: Any) -> Any:
    if isinstance(value, Span):
        return {"span": str(value)}
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        kept = {f.name: _essence(getattr(value, f.name)) for f in fields if f.name not in _WORDS}
        return {"kind": type(value).__name__, **kept}
    if isinstance(value, Mapping):
        return {str(k): _essence(v) for k, v in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [_essence(v) for v in value]
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value if isinstance(value, str | int | bool | None) else str(value)


def fingerprint(procedures: tuple[Procedure, ...]) -> str:
    """Sixteen hexadecimal digits over the rules of an edition: states, clauses, conditions, spans, roles, blanks."""
    text = json.dumps([_essence(p) for p in procedures], sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
