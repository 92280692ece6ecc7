"""The checksum at the end of a stored body: what has changed it since, or put it elsewhere, is found when it is read.

It stands as the last key of the JSON text, and covers all that is before it and what the columns beside the body say.
It finds damage; it is no signature, and keeps nobody from writing another body.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

_KEY: Final = ',"checksum":"'
_AT: Final = len(_KEY) + 10  # eight digits, a quote and a brace


def with_checksum(text: str, beside: str) -> str:
    """A body, which is a JSON object, with its checksum; ``beside`` is what the columns say."""
    head = text[:-1]
    return f'{head}{_KEY}{_sum(head, beside)}"}}'


def checked(text: str, beside: str) -> str:
    """The body as it was before its checksum.

    Raises:
        ValueError: it has none, or another.
    """
    head, tail = text[:-_AT], text[-_AT:]
    if not head or tail != f'{_KEY}{_sum(head, beside)}"}}':
        raise ValueError("the checksum is another")
    return head + "}"


def _sum(head: str, beside: str) -> str:
    return f"{crc32(head.encode(errors='surrogatepass'), crc32(beside.encode(errors='surrogatepass'))):08x}"
