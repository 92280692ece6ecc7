"""Importing the package loads what it needs and no extra."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import servicedesk
from cli.terminal import environment

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
    assert loaded_by("servicedesk.desk") & EXTRAS == set()


def test_a_manual_module_loads_no_desk() -> None:
    """A manual is written with ``declare`` alone: the engine comes when somebody runs it."""
    code = "import sys, servicedesk.declare; print('servicedesk.rules.base' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"


def modules_after(words: str) -> set[str]:
    """The modules that are there after a program of one line."""
    code = f"import atexit, json, sys; atexit.register(lambda: print(json.dumps(sorted(sys.modules)))); {words}"
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True, env=environment()
    )
    return set(json.loads(found.stdout.splitlines()[-1]))


LIBRARIES: Final = {"attrs", "cattrs", "pendulum", "transitions", "sqlite3"}


def test_the_package_alone_loads_none_of_its_rooms() -> None:
    """The names of the package are imported when they are asked for: nobody waits for what he does not use."""
    found = modules_after("import servicedesk")
    assert found & LIBRARIES == set()
    assert {name for name in found if name.startswith("servicedesk.")} == {
        "servicedesk._lazy",
        "servicedesk._starting",
        "servicedesk._version",
    }


@pytest.mark.parametrize(
    "asked", [["--version"], ["--help"], ["--lang", "zh", "--help"], ["--lang", "zh", "--version"]], ids=" ".join
)
def test_the_version_and_the_help_load_no_library_and_no_rule(asked: list[str]) -> None:
    found = modules_after(f"from servicedesk.cli import main; main({asked})")
    assert found & LIBRARIES == set()
    assert {"servicedesk.desk", "servicedesk.rules", "servicedesk.engine", "servicedesk.spans"} & found == set()


def test_the_version_alone_reads_no_line() -> None:
    found = modules_after("from servicedesk.cli import main; main(['--version'])")
    assert {"argparse", "servicedesk.cli.line"} & found == set()


def test_a_command_loads_what_it_needs() -> None:
    """How long a span lasts is asked of no desk, and a question at a desk of no kit for stores."""
    found = modules_after("from servicedesk.cli import main; main(['when', '2天', '--from', '2026-09-28 09:00'])")
    assert {"servicedesk.desk", "servicedesk.engine", "transitions", "servicedesk.testing"} & found == set()
    found = modules_after("from servicedesk.cli import main; main(['due', '--help'])")
    assert {"servicedesk.replay", "servicedesk.testing", "servicedesk.relay"} & found == set()


FACES: Final = ["servicedesk", "servicedesk.render"]


@pytest.mark.parametrize("name", FACES)
def test_each_name_comes_from_where_a_type_checker_finds_it(name: str) -> None:
    """The imports for a type checker and the list of names that are imported when asked for are one list."""
    module = importlib.import_module(name)
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {a.name: n.module for n in checked.body if isinstance(n, ast.ImportFrom) for a in n.names}
    (call,) = (n for each in checked.orelse for n in ast.walk(each) if isinstance(n, ast.Call))
    homes: dict[str, str] = ast.literal_eval(call.args[1])
    assert told == {each: home for home, names in homes.items() for each in names.split()}
    eager = {a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names}
    assert set(told) | eager >= set(module.__all__)
    modules = {found.name for found in pkgutil.iter_modules(module.__path__)}
    assert modules & set(told) == set()  # a module that is imported takes the place of a name like its own


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_complete(name: str) -> None:
    """``dir`` and ``*`` see each name before it was asked for, and no other name is made up."""
    code = (
        f"import {name} as m; missing = set(m.__all__) - set(dir(m)); assert not missing, missing; space = {{}};"
        f"exec('from {name} import *', space); assert set(m.__all__) <= set(space);"
        "assert not hasattr(m, 'nothing_of_the_kind'); assert not hasattr(m, '_nothing')"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_room_is_there_without_an_import_of_its_own() -> None:
    code = "import servicedesk; assert servicedesk.errors.UnknownName; assert servicedesk.desk.Desk is servicedesk.Desk"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_name_that_is_not_there_is_said_as_python_says_it() -> None:
    with pytest.raises(AttributeError, match="module 'servicedesk' has no attribute 'Dsk'"):
        getattr(servicedesk, "Dsk")  # noqa: B009  it is asked for by name
    with pytest.raises(ImportError, match="cannot import name 'Dsk' from 'servicedesk'"):
        exec("from servicedesk import Dsk", {})  # noqa: S102  a type checker would refuse it


def test_a_desk_for_each_request_costs_little() -> None:
    """The second desk of an installed manual goes by what the first one compiled, with no registry by hand."""
    code = (
        "from time import process_time as now; from servicedesk import Desk; a = now(); first = Desk('fuheng');"
        "b = now(); several = [Desk('fuheng') for _ in range(10)]; c = now(); print((c - b) / 10 / (b - a))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(found.stdout) < 0.1


def test_the_log_stays_silent_until_the_host_asks() -> None:
    """A null handler: warnings of the library do not appear on standard error by themselves."""
    code = "import logging, servicedesk; logging.getLogger('servicedesk.desk').warning('x')"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr == ""
