"""What a manual module may be written with: a docstring, imports, names given to calls. Nothing that computes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_VALUES = (
    ast.Call,
    ast.keyword,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Starred,
    ast.Load,
    ast.Store,
)


def faults_of(source: str, manual: str) -> list[str]:
    """Everything in a module of a manual that is not allowed there, with its line."""
    tree = ast.parse(source)
    faults = [
        f"line {node.lineno}: {why}" for number, node in enumerate(tree.body) for why in _of(node, number, manual)
    ]
    if not isinstance(tree.body[0] if tree.body else None, ast.Expr):
        faults.insert(0, "line 1: no docstring")
    return faults


def _of(node: ast.stmt, number: int, manual: str) -> Iterator[str]:
    if isinstance(node, ast.Expr):
        text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if number or not text:
            yield "an expression that is given no name"
    elif isinstance(node, ast.ImportFrom):
        own = f"servicedesk.manuals.{manual}."
        if node.level or not (node.module == "servicedesk.declare" or (node.module or "").startswith(own)):
            yield f"an import from {node.module}"
        if any(alias.name == "*" or alias.asname for alias in node.names):
            yield "an import under another name, or of everything"
    elif isinstance(node, ast.Assign):
        if len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            yield "an assignment to something else than one name"
        for part in ast.walk(node):
            yield from _value(part)
    else:
        yield f"a statement of kind {type(node).__name__}"


def _value(part: ast.AST) -> Iterator[str]:
    if isinstance(part, ast.Assign):
        return
    if not isinstance(part, _VALUES):
        yield f"an expression of kind {type(part).__name__}"
    elif isinstance(part, ast.Starred) and not isinstance(part.value, ast.Name):
        yield "a star of something else than a name"
    elif (isinstance(part, ast.keyword) and part.arg is None) or (isinstance(part, ast.Dict) and None in part.keys):
        yield "a double star"
    elif isinstance(part, ast.Constant) and isinstance(part.value, float | complex | bytes):
        yield f"a constant of kind {type(part.value).__name__}"
