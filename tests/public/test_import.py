"""Importing the package loads what it needs and no extra."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

EXTRAS = {
    "rich",
    "holidays",
    "sqlalchemy",
    "alembic",
    "psycopg",
    "pymysql",
    "pytest",
    "hypothesis",
    "procrastinate",
    "django",
}
WATCH = "import json, sys, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"


def loaded_by(module: str) -> set[str]:
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", WATCH.format(module=module)], capture_output=True, text=True, check=True
    )
    return set(json.loads(found.stdout))


def test_the_package_loads_no_extra() -> None:
    """Each name below belongs to an extra of pyproject.toml or to a host."""
    assert loaded_by("servicedesk") & EXTRAS == set()


def test_a_manual_module_loads_no_desk() -> None:
    """A manual is written with ``declare`` alone: the engine comes when somebody runs it."""
    code = "import sys, servicedesk.declare; print('servicedesk.rules.base' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"


def test_the_log_stays_silent_until_the_host_asks() -> None:
    """A null handler: warnings of the library do not appear on standard error by themselves."""
    code = "import logging, servicedesk; logging.getLogger('servicedesk.desk').warning('x')"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr == ""
