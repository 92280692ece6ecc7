"""Writes the API reference, one page a public module, from signatures and docstrings.

Run ``python scripts/api_reference.py``; with ``--check`` nothing is written, and it fails where a page is out of date.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parent.parent / "docs" / "api"

# Every public module, with what it is for. A name is written out on the first page that lists it.
MODULES: Final = {
    "servicedesk": "what most programs need",
    "servicedesk.declare": "what a manual may use",
    "servicedesk.spans": "lengths of time and their ways of counting",
    "servicedesk.calendars": "working days, hours, notices",
    "servicedesk.desk": "what a desk answers with",
    "servicedesk.desk.facts": "answers of the host, kept in memory",
    "servicedesk.policy": "what a site decides for itself",
    "servicedesk.errors": "everything that may be raised",
    "servicedesk.stores": "the port of a store, and how one is opened",
    "servicedesk.stores.memory": "the store in memory",
    "servicedesk.stores.sqlite": "the store in a file of SQLite",
    "servicedesk.stores.sql": "the store on SQLAlchemy",
    "servicedesk.relay": "what happens, passed on",
    "servicedesk.relay.sdk": "events for the CloudEvents SDK",
    "servicedesk.integrations.procrastinate": "the clock, run by procrastinate",
    "servicedesk.program": "manuals, compiled",
    "servicedesk.program.registry": "which manuals are installed",
    "servicedesk.program.catalogue": "the rows of a manual",
    "servicedesk.program.files": "a manual from a file or a module",
    "servicedesk.render": "pages and data of what a desk answers",
    "servicedesk.traceability": "rows and rules joined",
    "servicedesk.checking": "what a manual says and cannot mean",
    "servicedesk.figures": "figures of many cases",
    "servicedesk.replay": "a log, replayed",
    "servicedesk.stubs": "types of a manual for type checkers",
    "servicedesk.cli": "the commands, called from Python",
    "servicedesk.testing": "a clock and assertions for tests of a manual",
    "servicedesk.testing.contract": "the contract of a store",
    "servicedesk.testing.coverage": "how much of a manual was reached",
    "servicedesk.testing.inputs": "what was given, as a script and as a log",
    "servicedesk.testing.invariants": "what must hold of every case",
    "servicedesk.testing.machine": "a state machine a procedure",
    "servicedesk.testing.hooks": "what a host may implement for pytest",
    "servicedesk.testing.mutants": "what can be changed in a rule",
    "servicedesk.testing.mutation": "whether a test notices when a rule changes",
    "servicedesk.testing.pytest_check": "the check of a manual as pytest items",
    "servicedesk.testing.pytest_contract": "the contract of a store as pytest items",
    "servicedesk.testing.pytest_coverage": "what the tests of a run covered of a manual",
    "servicedesk.testing.pytest_ledger": "the ledger of a manual as pytest items",
    "servicedesk.testing.pytest_plugin": "the mark, the options and the fixture for pytest",
    "servicedesk.testing.stateful": "a state machine a store",
    "servicedesk.testing.strategies": "what Hypothesis draws for any manual",
    "servicedesk.testing.trial": "desks that are given the same inputs",
}

_SECTION = re.compile(r"^(Args|Returns|Raises|Yields|Example|Examples):$")


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _names(module: str) -> list[str]:
    """The static ``__all__`` of a module."""
    for node in _tree(module).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def _node(module: str, name: str) -> ast.stmt | None:
    """Where a name is bound at the top of a module."""
    for node in _tree(module).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
            return node
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == name:
            return node
    return None


def _home(module: str, name: str) -> tuple[str, ast.stmt | None]:
    """The module in which a name is made, followed through imports, and its statement there."""
    node = _node(module, name)
    if node is not None:
        return module, node
    for found in ast.walk(_tree(module)):  # a name that is imported when it is asked for stands under TYPE_CHECKING
        if isinstance(found, ast.ImportFrom) and found.module is not None:
            for alias in found.names:
                if (alias.asname or alias.name) == name and found.module.startswith("servicedesk"):
                    return _home(found.module, alias.name)
    return module, None


def _signature(node: ast.FunctionDef, *, method: bool) -> str:
    """The head of a function as it is written, without the first argument of a method."""
    arguments = node.args
    if method and arguments.args and not any(ast.unparse(d) == "staticmethod" for d in node.decorator_list):
        arguments = ast.arguments(
            **{**{f: getattr(arguments, f) for f in arguments._fields}, "args": arguments.args[1:]}
        )
    written = ast.unparse(arguments)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    one = f"{node.name}({written}){returns}"
    if len(one) <= 100:
        return one
    parts = re.split(r", (?=[*\w]+(?::|=|,|$)|\*,)", written)
    return f"{node.name}(\n    " + ",\n    ".join(parts) + f",\n){returns}"


def _prose(text: str | None) -> Iterator[str]:
    """A docstring as Markdown: sections as lists, examples as they are typed at a prompt."""
    text = re.sub(r":(?:class|meth|func|mod|attr):`~?([^`]+)`", lambda m: f"`{m[1].rpartition('.')[2]}`", text or "")
    text = text.replace("``", "`")
    section, fence = "", False
    for line in inspect.cleandoc(text).splitlines():
        if fence and not line.strip():
            yield "```"
            fence = False
        if match := _SECTION.match(line):
            section = match[1]
            yield f"**{section}**"
            yield ""
        elif line.lstrip().startswith(">>>") and not fence:
            fence = True
            yield "```pycon"
            yield line.strip()
        elif fence:
            yield line.removeprefix("    ") if section.startswith("Example") else line
        elif section in ("Args", "Raises") and re.match(r" {4}\*{0,2}\w+: ", line):
            name, _, rest = line.strip().partition(": ")
            yield f"- `{name}`: {rest}"
        elif section and line.strip():
            yield ("  " if section in ("Args", "Raises") else "") + line.strip()
        else:
            yield line
    if fence:
        yield "```"


def _fields(node: ast.ClassDef) -> Iterator[str]:
    """The attributes of a class as they are declared, without those that are nobody's business."""
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_"):
            kind = ast.unparse(line.annotation)
            if kind.startswith("ClassVar") and line.target.id == "keys":  # of the fingerprint: nobody types them
                continue
            value = "" if line.value is None else f" = {_default(line.value)}"
            yield f"{line.target.id}: {kind}{value}"
        elif isinstance(line, ast.Assign) and not ast.unparse(line.targets[0]).startswith("_"):
            yield ast.unparse(line)


def _default(value: ast.expr) -> str:
    """A default: what ``field()`` says, or the value itself."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) in ("field", "attrs.field"):
        given = {keyword.arg: keyword.value for keyword in value.keywords}
        if "default" in given:
            return ast.unparse(given["default"])
        return f"{ast.unparse(given['factory'])}()" if "factory" in given else "..."
    return ast.unparse(value)


def _inherited(node: ast.ClassDef, module: str) -> Iterator[ast.ClassDef]:
    """The class and the bases of it that no public module lists, for nobody finds their methods elsewhere."""
    yield node
    listed = {name for public in MODULES for name in _names(public)}
    for base in node.bases:
        home, found = _home(module, ast.unparse(base))
        if isinstance(found, ast.ClassDef) and found.name not in listed:
            yield from _inherited(found, home)


def _shared(module: str) -> dict[str, tuple[ast.ClassDef, str]]:
    """The bases that three classes of a page or more have and no page lists, with their modules: written out once."""
    found: dict[str, tuple[ast.ClassDef, str]] = {}
    counts: Counter[str] = Counter()
    for name in _names(module):
        home, node = _home(module, name)
        if isinstance(node, ast.ClassDef):
            for base, (each, where) in _bases(node, home).items():
                found[base] = (each, where)
                counts[base] += 1
    return {name: each for name, each in found.items() if counts[name] >= 3}


def _bases(node: ast.ClassDef, module: str) -> dict[str, tuple[ast.ClassDef, str]]:
    """The bases of a class that no page lists, the nearest first."""
    found: dict[str, tuple[ast.ClassDef, str]] = {}
    listed = {name for public in MODULES for name in _names(public)}
    for base in node.bases:
        home, each = _home(module, ast.unparse(base))
        if isinstance(each, ast.ClassDef) and each.name not in listed:
            found[each.name] = (each, home)
            found |= _bases(each, home)
    return found


def _class(node: ast.ClassDef, module: str, shared: Collection[str] = ()) -> Iterator[str]:
    bases = ", ".join(map(ast.unparse, node.bases))
    whole = [each for each in _inherited(node, module) if each is node or each.name not in shared]
    elsewhere = [name for name in _bases(node, module) if name in shared]
    members = {
        member.name: member for each in reversed(whole) for member in each.body if isinstance(member, ast.FunctionDef)
    }
    yield "```py"
    yield f"class {node.name}({bases})" if bases else f"class {node.name}"
    yield from (f"    {line}" for line in _fields(node))
    yield "```"
    yield ""
    yield from _prose(ast.get_docstring(node))
    if elsewhere:
        yield ""
        yield f"It has, too, what is said of {' and '.join(f'[{name}](#{name.lower()})' for name in elsewhere)}."
    for method in members.values():
        if method.name.startswith("_") and method.name != "__init__":
            continue
        if method.name == "__init__" and not method.args.args[1:] and not method.args.kwonlyargs:
            continue
        marks = {ast.unparse(decorator) for decorator in method.decorator_list}
        if any("overload" in mark for mark in marks):
            continue
        yield ""
        if not marks.isdisjoint({"property", "cached_property"}):
            yield f"#### `{node.name}.{method.name}`"
            yield ""
            yield f"`{ast.unparse(method.returns) if method.returns is not None else ''}`, read only."
        else:
            name = node.name if method.name == "__init__" else f"{node.name}.{method.name}"
            yield f"#### `{name}()`"
            yield ""
            yield "```py"
            yield _signature(method, method=True).replace("__init__", node.name).removesuffix(" -> None")
            yield "```"
        yield ""
        yield from _prose(ast.get_docstring(method))


def _entry(node: ast.stmt | None, module: str, shared: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield from _class(node, module, shared)
    elif isinstance(node, ast.FunctionDef):
        yield "```py"
        yield _signature(node, method=False)
        yield "```"
        yield ""
        yield from _prose(ast.get_docstring(node))
    elif node is not None:
        written = ast.unparse(node)
        yield "```py"
        yield written if len(written) <= 200 else written.partition(" = ")[0]
        yield "```"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    written: dict[tuple[str, str], str] = {}
    made: dict[str, str] = {}
    for module, purpose in MODULES.items():
        file = f"{module}.md"
        lines = [f"# {module}", "", f"{purpose[0].upper()}{purpose[1:]}. [All modules](index.md)", ""]
        lines += [*_prose(ast.get_docstring(_tree(module))), ""]
        shared = _shared(module)
        for name in _names(module):
            home, node = _home(module, name)
            if name.startswith("__"):
                continue
            key = (home, name)
            if node is not None and key in written:
                lines += [f"### {name}", "", f"As [on {written[key]}]({written[key]}.md#{name.lower()}).", ""]
                continue
            written[key] = module
            lines += [f"### {name}", "", *_entry(node, home, shared), ""]
        for name, (base, where) in shared.items():
            lines += [f"### {name}", "", *_class(base, where, shared), ""]
        made[file] = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"
    index = ["# API reference", "", "Written by `scripts/api_reference.py` from signatures and docstrings.", ""]
    index += ["| module | for |", "| --- | --- |"]
    index += [f"| [`{module}`]({module}.md) | {purpose} |" for module, purpose in MODULES.items()]
    made["index.md"] = "\n".join(index) + "\n"
    return made


def stale() -> list[str]:
    """Pages that are missing, out of date or of no module."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in TARGET.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` name those that are out of date."""
    old = stale()
    if "--check" in arguments:
        for name in old:
            print(f"docs/api/{name} is out of date: run python scripts/api_reference.py", file=sys.stderr)
        return int(bool(old))
    TARGET.mkdir(exist_ok=True)
    made = pages()
    for name in old:
        if name in made:
            (TARGET / name).write_text(made[name], encoding="utf-8")
        else:
            (TARGET / name).unlink()
    print(f"{len(old)} of {len(made)} pages written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
