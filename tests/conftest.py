"""What test folders share: the ``clause`` mark, and the database servers, started once a run or once a worker.

``pytest --write-witnesses`` writes beside each catalogue which of its rows the tests witness.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from witnesses import Witnesses, complete, witnesses_of, write_witnesses

settings.register_profile("fixed", derandomize=True)  # one commit, one answer; --hypothesis-profile=default searches on
settings.load_profile("fixed")

COLLECTED = pytest.StashKey[Witnesses | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-witnesses", action="store_true", help="write witnesses.json beside each catalogue")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gather the marks before anything is deselected."""
    found = witnesses_of(items) if complete(config, items) else None
    config.stash[COLLECTED] = found
    if config.getoption("--write-witnesses"):
        if found is None:
            raise pytest.UsageError("--write-witnesses needs every test that carries the mark: name no files")
        if os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":  # one of them writes
            write_witnesses(found)


@pytest.fixture
def collected_witnesses(request: pytest.FixtureRequest) -> Witnesses:
    """What the marks of this run say; skips where only a part of the tests was collected."""
    found = request.config.stash[COLLECTED]
    if found is None:
        pytest.skip("only a part of the tests that carry the mark was collected")
    return found


@pytest.fixture(scope="session")
def postgres_server() -> Generator[str, None, None]:
    """A PostgreSQL; there always is one, so its absence is a failure."""
    from stores.sql.servers import postgres

    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def mysql_server() -> Generator[str, None, None]:
    """A MariaDB or MySQL where it can be had; else a loud skip, or a failure where it is required."""
    from stores.sql.servers import NoServer, mariadb

    server = mariadb()
    try:
        url = server.__enter__()
    except NoServer as reason:
        if os.environ.get("SERVICEDESK_REQUIRE_MYSQL"):
            raise
        pytest.skip(f"NO MARIADB, SO THE STORE IS NOT TESTED ON IT: {reason}")
    try:
        yield url
    finally:
        server.__exit__(None, None, None)
