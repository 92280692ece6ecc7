"""What the command line says of itself: its commands, its options, what it makes of a wrong word."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.term import Term

WARNING: Final = Term("提示：{what}", "warning: {what}")
