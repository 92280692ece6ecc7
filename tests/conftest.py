"""What test folders share: how far a search goes, and the database servers, started once a run or once a worker."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

from effort import Effort, examples

# One commit, one answer; --hypothesis-profile=default searches on.
settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

# Every worker, and every command that a test starts, would compile all of it anew where none may be written.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Without the slow tests a search is a smaller one too; a whole run covers all of the shipped manuals."""
    chosen = config.option.keyword or config.option.deselect or config.option.collectonly
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen:
        config.option.manual_coverage = ["fuheng", "jueshixiang"]
    if "not slow" in config.option.markexpr:
        Effort.whole = False
        if not config.getoption("--hypothesis-profile"):
            settings.register_profile("part", settings.get_profile("fixed"), max_examples=examples(100))
            settings.load_profile("part")


def pytest_collection_finish() -> None:
    """What was collected stays until the end: no collection of garbage need look at it again."""
    gc.collect()
    gc.freeze()


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
