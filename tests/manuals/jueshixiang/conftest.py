"""The tests of this manual make their desks of a registry that is made once."""

from __future__ import annotations

from manuals.jueshixiang import case_desk
from servicedesk import Manual, Registry


def pytest_put_to_test(manual: Manual, registry: Registry) -> bool | None:
    """Where rules are mutated, each changed manual in turn."""
    if manual.name != "jueshixiang":
        return None
    case_desk.put_to_test(registry)
    return True
