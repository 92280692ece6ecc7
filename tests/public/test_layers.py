"""How the modules of the library hang together: no circle of files, none too long, each room with its question."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import servicedesk

ROOT = Path(servicedesk.__file__).parent
MODULES = {
    ".".join(("servicedesk", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}


def imports(name: str) -> Iterator[str]:
    """The modules of the library that this one imports, in a function or for a type checker too."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                if whole in MODULES:
                    yield whole
                elif source in MODULES:
                    yield source


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {name: sorted(set(imports(name)) - {name}) for name in sorted(MODULES)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " imports ".join(reversed(error.args[1]))
        raise AssertionError(circle) from None


def test_no_module_is_above_four_hundred_lines() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    long = {name for name, count in lines.items() if count > 400 and ".manuals." not in name}
    assert long == set()


def test_each_package_says_which_question_it_answers() -> None:
    """In the first paragraph of its docstring."""
    silent = [
        name
        for name, path in sorted(MODULES.items())
        if path.name == "__init__.py"
        and "." in name
        and ".manuals" not in name
        and "?" not in (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    ]
    assert silent == []
