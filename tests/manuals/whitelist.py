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
    ast.BitAnd,
    ast.BitOr,
    ast.Invert,
)
_BASES = ("Form", "Document", "Fields", "Categories")
_WHOLE = ("from servicedesk.declare import *", "from .words import *")


def faults_of(source: str, manual: str, *, words: bool = False) -> list[str]:
    """Everything in a module of a manual that is not allowed there, with its line; ``words`` may declare classes."""
    tree = ast.parse(source)
    faults = [
        f"line {node.lineno}: {why}"
        for number, node in enumerate(tree.body)
        for why in (_class(node) if words and isinstance(node, ast.ClassDef) else _of(node, number, manual))
    ]
    faults += _without_brackets(tree, source)
    if not isinstance(tree.body[0] if tree.body else None, ast.Expr):
        faults.insert(0, "line 1: no docstring")
    return faults


def _of(node: ast.stmt, number: int, manual: str) -> Iterator[str]:
    if isinstance(node, ast.Expr):
        text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if number or not text:
            yield "an expression that is given no name"
    elif isinstance(node, ast.ImportFrom):
        if ast.unparse(node) in _WHOLE:
            return
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


def _without_brackets(tree: ast.Module, source: str) -> Iterator[str]:
    """Between & and | Python has an order that a reader of the manual need not know."""
    starts = [0]
    for line in source.encode().split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp):
            continue
        for side in (node.left, node.right):
            if isinstance(side, ast.BinOp) and type(side.op) is not type(node.op):
                before = source.encode()[: starts[side.lineno - 1] + side.col_offset].rstrip()
                after = source.encode()[starts[(side.end_lineno or 0) - 1] + (side.end_col_offset or 0) :].lstrip()
                if not (before.endswith(b"(") and after.startswith(b")")):
                    yield f"line {side.lineno}: & beside | without brackets"


def _class(node: ast.ClassDef) -> Iterator[str]:
    """A form, a document, fields or a classification: one base, and nothing but names given to calls."""
    if len(node.bases) != 1 or ast.unparse(node.bases[0]) not in _BASES or node.decorator_list:
        yield f"a class that is no {', '.join(_BASES)}"
    for part in (*(k for keyword in node.keywords for k in ast.walk(keyword)),):
        yield from _value(part)
    for statement in node.body:
        if isinstance(statement, ast.Pass):
            continue
        if isinstance(statement, ast.Assign):
            yield from _of(statement, 1, "")
            if not isinstance(statement.value, ast.Call):
                yield "something else than a call in a class"
        else:
            yield f"a statement of kind {type(statement).__name__} in a class"


def _value(part: ast.AST) -> Iterator[str]:
    if isinstance(part, ast.Assign):
        return
    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd | ast.BitOr):
        return
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Invert):
        return
    if not isinstance(part, _VALUES):
        yield f"an expression of kind {type(part).__name__}"
    elif isinstance(part, ast.Starred) and not isinstance(part.value, ast.Name):
        yield "a star of something else than a name"
    elif (isinstance(part, ast.keyword) and part.arg is None) or (isinstance(part, ast.Dict) and None in part.keys):
        yield "a double star"
    elif isinstance(part, ast.Constant) and isinstance(part.value, float | complex | bytes):
        yield f"a constant of kind {type(part.value).__name__}"
