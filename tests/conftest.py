"""The ``clause`` mark: ``pytest --write-witnesses`` writes beside each catalogue which rows the tests witness."""

from __future__ import annotations

import pytest

from witnesses import Witnesses, complete, witnesses_of, write_witnesses

COLLECTED = pytest.StashKey[Witnesses | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-witnesses", action="store_true", help="write witnesses.json beside each catalogue"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gather the marks before anything is deselected."""
    found = witnesses_of(items) if complete(config, items) else None
    config.stash[COLLECTED] = found
    if config.getoption("--write-witnesses"):
        if found is None:
            raise pytest.UsageError("--write-witnesses needs every test that carries the mark: name no files")
        write_witnesses(found)


@pytest.fixture
def collected_witnesses(request: pytest.FixtureRequest) -> Witnesses:
    """What the marks of this run say; skips where only a part of the tests was collected."""
    found = request.config.stash[COLLECTED]
    if found is None:
        pytest.skip("only a part of the tests that carry the mark was collected")
    return found
