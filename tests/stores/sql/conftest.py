"""What the tests on servers share: whoever leaves a connection open is told in his own test, not in a neighbour's."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest


@pytest.fixture(autouse=True)
def collected(request: pytest.FixtureRequest) -> Generator[None, None, None]:
    """A connection that was not closed warns when it is collected, which is an error here."""
    yield
    if request.node.get_closest_marker("slow") is not None:
        gc.collect()
