"""What a host may implement in a ``conftest.py``: how its tests reach the manual that is put to test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from servicedesk.program.registry import Registry
    from servicedesk.rules.manual import Manual


__all__ = ["pytest_put_to_test"]


@pytest.hookspec
def pytest_put_to_test(manual: Manual, registry: Registry) -> bool | None:
    """Put a manual in the place of its namesake, for all tests from now on.

    The mutation of rules calls it with each changed manual. Nobody needs it whose tests name the installed manual
    (``Desk("rooms")``) or take it from a module (``from rooms import MANUAL``): there it is exchanged without.
    Implement it where tests keep something that was made of the manual, a registry or a desk of the whole run.

    Args:
        manual: the changed manual.
        registry: that manual alone, compiled.

    Returns:
        ``True`` where this is all; otherwise each name of a module that is the manual is exchanged too.

    Example, in ``conftest.py``::

        def pytest_put_to_test(registry):
            my_desks.registry = registry
    """
