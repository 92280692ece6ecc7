"""The servers, started once a run."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from sql.servers import NoServer, mariadb, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Generator[str, None, None]:
    """A PostgreSQL; there always is one, so its absence is a failure."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def mysql_server() -> Generator[str, None, None]:
    """A MariaDB or MySQL where it can be had; else a loud skip, or a failure where it is required."""
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
