"""Units that are begun again, where nothing was written and a repetition may help."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from servicedesk.errors import ConcurrencyConflict, TransientStoreError

T = TypeVar("T")
TRIES: Final = 12
_JITTER: Final = random.SystemRandom()  # not the generator that a host seeds
_PATIENCE: Final = 20.0  # seconds after which a unit is not begun again


def repeated(work: Callable[[], T], *, conflicts: bool, tries: int = TRIES) -> T:
    """Repeat a unit on transient errors, and with ``conflicts``, where nobody said what was seen, on these too."""
    longest = 0.02
    end = time.monotonic() + _PATIENCE
    while True:
        tries -= 1
        try:
            return work()
        except (TransientStoreError, ConcurrencyConflict) as error:
            repeatable = conflicts or isinstance(error, TransientStoreError)
            if not tries or not repeatable or time.monotonic() >= end:
                raise
        time.sleep(_JITTER.uniform(longest / 20, longest))
        longest = min(2 * longest, 0.64)
