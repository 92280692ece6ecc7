"""The fingerprint of an edition: what changes an answer, and nothing that only changes words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

import attrs

from servicedesk.rules.manual import Procedure
from servicedesk.spans import Span

__all__ = ["fingerprint"]

# Terms, glosses, labels and readings, and what is left out on purpose: words about a rule, not the rule.
_WORDS = frozenset(
    {
        "zh",
        "en",
        "gloss",
        "reading",
        "reading_zh",
        "label",
        "aliases",
        "reason",
        "section",
        "terms",
        "why",
        "code_zh",
        "none_for",
    }
)


def _essence(value: Any) -> Any:
    if isinstance(value, Span):
        return {"span": str(value)}
    kind = cast("type[object]", type(value))
    if attrs.has(kind):
        fields = attrs.fields(kind)
        kept = {f.name: _essence(getattr(value, f.name)) for f in fields if f.name not in _WORDS}
        return {"kind": kind.__name__, **kept}
    if isinstance(value, Mapping):
        named = cast("Mapping[str, Any]", value)
        return {str(k): _essence(v) for k, v in sorted(named.items())}
    if isinstance(value, tuple | list):
        several = cast("Iterable[Any]", value)
        return [_essence(v) for v in several]
    if isinstance(value, frozenset | set):
        unordered = cast("Iterable[Any]", value)
        return sorted(map(str, unordered))
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value if isinstance(value, str | int | bool | None) else str(value)


def fingerprint(procedures: tuple[Procedure, ...]) -> str:
    """Sixteen hexadecimal digits over the rules of an edition: states, clauses, conditions, spans, roles, blanks."""
    text = json.dumps([_essence(p) for p in procedures], sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
