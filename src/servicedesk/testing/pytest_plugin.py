"""The pytest plugin of this package: the ``clause`` mark, ``--write-witnesses``, ``--manual-coverage``, a hook.

pytest loads it wherever the package is installed, so it imports neither manuals nor Hypothesis unless a run asks.
"""

from __future__ import annotations

import pytest

from servicedesk.testing import hooks
from servicedesk.testing.witnesses import Witnesses, complete, manuals_of, witnesses_of, write_witnesses

__all__ = ["collected_witnesses"]

COLLECTED = pytest.StashKey[Witnesses | None]()


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """The hook that a host may implement."""
    pluginmanager.add_hookspecs(hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("servicedesk")
    group.addoption(
        "--write-witnesses", action="store_true", help="write witnesses.json beside the catalogue of each manual"
    )
    group.addoption(
        "--manual-coverage",
        action="append",
        default=[],
        metavar="NAME",
        help="say how much of a manual the tests covered, and fail where something is left",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The mark, and whoever looks at what is covered."""
    config.addinivalue_line(
        "markers", "clause(id): the test witnesses this row of a manual's clause catalogue with a value typed from it"
    )
    if names := config.getoption("--manual-coverage"):
        from servicedesk.testing.pytest_coverage import CoverageOfRun  # noqa: PLC0415  others import no desk

        config.pluginmanager.register(CoverageOfRun(names))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gather the marks before anything is deselected."""
    found = witnesses_of(items) if complete(config, items) else None
    config.stash[COLLECTED] = found
    if config.getoption("--write-witnesses"):
        if found is None:
            raise pytest.UsageError("--write-witnesses needs every test that carries the mark: name no files")
        if getattr(config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0":  # one of several processes writes
            list(write_witnesses(found, manuals_of(items)))


@pytest.fixture
def collected_witnesses(request: pytest.FixtureRequest) -> Witnesses:
    """What the marks of this run say; skips where only a part of the tests was collected."""
    found = request.config.stash[COLLECTED]
    if found is None:
        pytest.skip("only a part of the tests that carry the mark was collected")
    return found
