"""What is shipped: the files of both distributions, and the contract kit run from the installed wheel.

A host has neither our checkout nor our tests: it has an environment with the wheel and the extras that it asked for.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from attrs import frozen

from servicedesk.testing.contract import CLAUSES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DATA = {"actors.json", "answers.schema.json", "catalogue.jsonl", "starts.json", "witnesses.json"}
TEMPLATE = {
    "README.md.txt", "__init__.py.txt", "catalogue.jsonl.txt", "log.csv.txt", "pyproject.toml.txt", "starts.json.txt",
    "test_NAME.py.txt", "witnesses.json.txt", "words.py.txt",
}  # fmt: skip

STORES = """
from itertools import count
from tempfile import mkdtemp

from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing.contract import Harness

{documented}

class Files:
    def __init__(self, kind, prefix):
        self.kind, self.prefix, self.names, self.numbers = kind, prefix, {{}}, count()
        self.folder = mkdtemp()

    def new(self):
        return self.open(f"{{self.prefix}}{{self.folder}}/{{next(self.numbers)}}.db")

    def open(self, name):
        store = self.kind(name)
        self.names[store] = name
        return store

    def reopen(self, store):
        return self.open(self.names[store])


MEMORY = MemoryStore
standard, alchemy = Files(SqliteStore, ""), Files(SqlStore, "sqlite:///")
SQLITE = Harness(standard.new, reopen=standard.reopen)
SQL_ON_SQLITE = Harness(alchemy.new, reopen=alchemy.reopen)
"""

CONTRACT = """
import json, sys
import host_stores
from servicedesk.testing import run_contract

results = run_contract(getattr(host_stores, sys.argv[1]))
print(json.dumps([[r.clause.id, r.clause.needs is None, r.outcome, r.detail] for r in results]))
"""

WRONG = """
import json
from servicedesk.testing import run_contract
from servicedesk.testing.contract import CLAUSES
from servicedesk.testing.wrong_stores import WRONG_STORES

caught = [[w.__name__, w.caught_by, run_contract(w.harness(), [w.caught_by])[0].outcome] for w in WRONG_STORES]
print(json.dumps([caught, [clause.id for clause in CLAUSES]]))
"""

SUITE = """
import pytest
from hypothesis import settings
from host_stores import SQLITE, standard
from servicedesk.testing.pytest_contract import StoreContract
from servicedesk.testing.stateful import store_machine


class TestHostStore(StoreContract):
    @pytest.fixture
    def harness(self):
        return SQLITE


TestHostStoreLikeMemory = store_machine(standard.new, reopen=standard.reopen).TestCase
TestHostStoreLikeMemory.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
"""

SELF = """
import json, sys
from importlib.metadata import distributions
import servicedesk

print(json.dumps([servicedesk.__file__, sys.path, [d.name.lower() for d in distributions()]]))
"""


@frozen
class Host:
    """An environment with the wheel and nothing of ours beside it, and a folder of a host's own files."""

    python: Path
    folder: Path

    def run(self, *arguments: str, **environment: str) -> str:
        """Run Python there: isolated, warnings as errors, away from the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [self.python, "-I", "-W", "error", *arguments],
            cwd=self.folder,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]
        return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    build = "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return folder / made.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel_file(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source distribution, so that what is missing there is missing here."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(sdist))
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(wheel_file)


@pytest.fixture(scope="module")
def host(wheel_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """A new environment; its packages are those that the wheel asks for, installed by pip."""
    place, folder = tmp_path_factory.mktemp("clean"), tmp_path_factory.mktemp("host")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    pip("--python", str(python), "install", f"{wheel_file}[testing,postgres,mysql]")
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "host.pth").write_text(str(folder), encoding="utf-8")  # the host is installed there as well
    files = {"host_stores": stores(), "contract_of": CONTRACT, "wrong": WRONG, "test_host": SUITE, "who": SELF}
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return Host(python, folder)


def pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]


def stores() -> str:
    """The host's module of stores: the one on a server is what the documentation says, word for word."""
    page = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    (documented,) = (
        block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "class Schemas:" in block
    )
    return STORES.format(documented=documented)


# --- what lies in the files ---------------------------------------------------------------------------------


def tree(*folders: str) -> set[str]:
    """Every file below these folders of the checkout but what Python and its tools leave there."""
    return {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and not any(p.startswith(".") or p == "__pycache__" for p in path.relative_to(ROOT / folder).parts)
    }


def test_the_wheel_says_that_it_is_typed(wheel: zipfile.ZipFile) -> None:
    """PEP 561: the empty file ``py.typed`` beside the package."""
    assert wheel.read("servicedesk/py.typed") == b""


def test_the_wheel_holds_every_module_and_every_data_file(wheel: zipfile.ZipFile) -> None:
    """Everything under src, and nothing else beside the metadata: no tests, no documentation."""
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert {f"src/{name}" for name in shipped} == tree("src")
    assert {name.rpartition("/")[2] for name in shipped if not name.endswith((".py", ".typed"))} == DATA | TEMPLATE


def test_the_wheel_announces_its_manuals_and_stores(wheel: zipfile.ZipFile) -> None:
    """By the same entry points as anybody else's."""
    (name,) = [n for n in wheel.namelist() if n.endswith("entry_points.txt")]
    text = wheel.read(name).decode()
    assert "[servicedesk.manuals]\n" in text
    assert "fuheng = servicedesk.manuals.fuheng:MANUAL" in text
    assert "jueshixiang = servicedesk.manuals.jueshixiang:MANUAL" in text
    assert "[pytest11]\n" in text
    assert "memory = servicedesk.stores.memory:open_store" in text


def test_the_wheel_carries_the_licence(wheel: zipfile.ZipFile) -> None:
    """And names it."""
    assert [n for n in wheel.namelist() if n.endswith("licenses/LICENSE")]


def test_the_source_distribution_holds_all_that_the_tests_need(sdist: Path) -> None:
    """Sources, tests, documentation and the files that the tests read; no compiled file, no cache."""
    with tarfile.open(sdist) as archive:
        shipped = {name.partition("/")[2] for name in archive.getnames()}
    beside = {path.name for path in ROOT.glob("*.md")}
    beside |= {"LICENSE", "pyproject.toml", "conftest.py", ".gitignore"}
    assert shipped == tree("src", "tests", "docs", "examples", "scripts", "benchmarks", ".ci") | beside | {"PKG-INFO"}


# --- the kit, installed -------------------------------------------------------------------------------------


def test_the_installed_package_is_the_wheel_and_stands_alone(host: Host) -> None:
    """Neither the checkout nor this environment can be reached, and no extra is there that was not asked for."""
    file, path, names = json.loads(host.run("who.py"))
    assert host.python.parents[1] in Path(file).parents
    ours = {ROOT, Path(sysconfig.get_path("purelib"))}
    assert [entry for entry in path if entry and ours & {Path(entry), *Path(entry).parents}] == []
    assert {"pytest", "hypothesis", "psycopg", "pymysql", "sqlalchemy"} <= set(names)
    assert {"rich", "holidays", "procrastinate", "cloudevents", "hatchling", "pytest-xdist"} & set(names) == set()


def holds(host: Host, name: str, **environment: str) -> None:
    """Hold a store of the host to every clause; only what its harness does not offer may go unchecked."""
    results: list[tuple[str, bool, str, str]] = json.loads(host.run("contract_of.py", name, **environment))
    assert [id_ for id_, *_ in results] == [clause.id for clause in CLAUSES]
    assert [result for result in results if result[2] == "broken"] == []
    unchecked = [(required, detail) for _, required, outcome, detail in results if outcome == "unsupported"]
    assert [detail for required, detail in unchecked if required] == []
    assert any("'raw_read'" in detail for _, detail in unchecked)
    assert any("'reopen'" in detail for _, detail in unchecked) == (name == "MEMORY")


@pytest.mark.parametrize("name", ["MEMORY", "SQLITE", "SQL_ON_SQLITE"])
def test_the_stores_of_the_wheel_keep_the_contract(host: Host, name: str) -> None:
    """In memory, in a file by the standard library, in a file by SQLAlchemy."""
    holds(host, name)


def test_the_store_on_postgres_keeps_the_contract(host: Host, postgres_server: str) -> None:
    """With the harness that the documentation shows."""
    holds(host, "ON_SERVER", CONTRACT_SERVER=postgres_server)


def test_the_store_on_mariadb_keeps_the_contract(host: Host, mysql_server: str) -> None:
    """With the harness that the documentation shows."""
    holds(host, "ON_SERVER", CONTRACT_SERVER=mysql_server)


def test_the_command_holds_a_store_of_the_host_to_the_contract(host: Host) -> None:
    """A function or a harness of the host, by its name."""
    for name in ("MEMORY", "SQLITE"):
        said = host.run("-m", "servicedesk", "contract", f"host_stores:{name}", "--only", "STORE-08")
        assert said.endswith("\n1 of 1 kept\n")


def test_every_wrong_store_is_caught_and_every_clause_catches_one(host: Host) -> None:
    """The proof that the clauses bite is in the wheel as well."""
    caught, clauses = json.loads(host.run("wrong.py"))
    assert len(caught) >= 20
    assert [store for store in caught if store[2] != "broken"] == []
    assert {by for _, by, _ in caught} == set(clauses)


def test_a_suite_of_a_host_runs_the_contract_and_the_state_machine(host: Host) -> None:
    """One fixture makes each clause a test of its own; one line compares the store with the one in memory."""
    said = host.run("-m", "pytest", "-v", "-W", "error", "-p", "no:cacheprovider", "test_host.py")
    outcomes = dict(re.findall(r"^test_host\.py::(\S+) (PASSED|SKIPPED)", said, re.MULTILINE))
    assert outcomes.pop("TestHostStoreLikeMemory::runTest") == "PASSED"
    results = json.loads(host.run("contract_of.py", "SQLITE"))
    as_in_pytest = {"kept": "PASSED", "unsupported": "SKIPPED"}
    assert outcomes == {f"TestHostStore::test_clause[{id_}]": as_in_pytest[outcome] for id_, _, outcome, _ in results}
