"""What is shipped: the wheel holds the package, its types mark and every catalogue."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return zipfile.ZipFile(folder / made.stdout.split()[-1])


def test_the_wheel_says_that_it_is_typed(wheel: zipfile.ZipFile) -> None:
    """PEP 561: the empty file ``py.typed`` beside the package."""
    assert "servicedesk/py.typed" in wheel.namelist()


def test_the_wheel_holds_every_module_and_every_data_file(wheel: zipfile.ZipFile) -> None:
    """Everything under src but compiled files, and nothing else beside the metadata."""
    source = {
        str(p.relative_to(ROOT / "src"))
        for p in (ROOT / "src" / "servicedesk").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    shipped = {n for n in wheel.namelist() if ".dist-info/" not in n}
    assert shipped == source
    assert "servicedesk/manuals/fuheng/catalogue.jsonl" in shipped


def test_the_wheel_announces_its_manuals_and_stores(wheel: zipfile.ZipFile) -> None:
    """By the same entry points as anybody else's."""
    (name,) = [n for n in wheel.namelist() if n.endswith("entry_points.txt")]
    text = wheel.read(name).decode()
    assert "[servicedesk.manuals]\n" in text
    assert "fuheng = servicedesk.manuals.fuheng:MANUAL" in text
    assert "memory = servicedesk.adapters.memory:open_store" in text


def test_the_wheel_carries_the_licence(wheel: zipfile.ZipFile) -> None:
    """And names it."""
    assert [n for n in wheel.namelist() if n.endswith("licenses/LICENSE")]
