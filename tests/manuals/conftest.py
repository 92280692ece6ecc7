"""Every test of a manual runs under a roster, by its name one of three; ``MANUAL_ROSTER`` says which for all."""

from __future__ import annotations

import os
from typing import Any

import pytest

from manuals.rosters import chosen, roster
from servicedesk import Desk, Policy
from servicedesk.program.registry import installed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under one roster for all, the tests that it is not the own one of: those have run under it by themselves."""
    kind = os.environ.get("MANUAL_ROSTER")
    own = [item for item in items if kind and chosen(item.name)[0] == kind]
    if own:
        config.hook.pytest_deselected(items=own)
        items[:] = [item for item in items if item not in own]


@pytest.fixture(autouse=True)
def people(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A desk that is made without a roster has the one of its test."""
    kind, number = chosen(request.node.name)
    kind = os.environ.get("MANUAL_ROSTER", kind)
    made = Desk.__init__

    def make(desk: Desk, manual: Any, **more: Any) -> None:
        policy = more.get("policy")
        if more.get("roster") is None and (policy is None or (isinstance(policy, Policy) and policy.roster is None)):
            registry = more.get("registry") or installed()
            known = registry.manual(manual) if isinstance(manual, str) else manual
            more["roster"] = roster(known, kind, number)
        made(desk, manual, **more)

    monkeypatch.setattr(Desk, "__init__", make)
    return kind
