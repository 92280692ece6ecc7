"""Every sentence stands in texts, once, in both languages, with the same fields on both sides."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import MethodType

import pytest

import servicedesk
from servicedesk import texts
from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

SOURCE = Path(servicedesk.__file__).parent
ROOMS = ("engine", "desk", "program", "rules", "replay", "render", "relay", "cli", "figures.py", "traceability.py")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def terms_in(value: object) -> Iterator[Term]:
    """Every term inside a table of texts."""
    if isinstance(value, Term):
        yield value
    elif isinstance(value, Heads):
        yield from value.columns
    elif isinstance(value, MethodType):
        yield from terms_in(value.__self__)
    elif isinstance(value, dict):
        for each in value.values():
            yield from terms_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from terms_in(each)


def every_term() -> list[Term]:
    modules = [
        importlib.import_module(f"servicedesk.texts.{each.name}") for each in pkgutil.iter_modules(texts.__path__)
    ]
    return sorted({term for module in modules for value in vars(module).values() for term in terms_in(value)})


TERMS = every_term()


def fields_of(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_there_are_sentences() -> None:
    """The checks below would be idle if nothing were found."""
    assert len(TERMS) > 250


def test_both_sides_have_the_same_fields() -> None:
    """What the one says the other says."""
    assert [term for term in TERMS if set(fields_of(term.zh)) != set(fields_of(term.en))] == []


def test_each_side_is_in_its_own_language() -> None:
    """No Chinese sign on the English side; no English punctuation on the Chinese side."""
    bare = {term: re.sub(r"\{[a-z_]+\}", "", term.zh) for term in TERMS}
    assert [term for term in TERMS if re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", term.en)] == []
    assert [term for term in TERMS if CHINESE.search(bare[term]) and re.search(r"[,;!?()\"'] ?", bare[term])] == []


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def modules_of(room: str) -> list[Path]:
    path = SOURCE / room
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


# What a command takes, not what it says: a span may be written in Chinese.
EXAMPLES = ("'2 working days', '4 hours', 'same day', '2个工作日', P3D",)


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_stands_outside_of_texts(room: str) -> None:
    """Not one Chinese word in the rooms that think, and none in those that print."""
    found = [
        (path.name, line, text)
        for path in modules_of(room)
        for line, text in literals(path)
        if CHINESE.search(text) and text not in EXAMPLES
    ]
    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_language_is_chosen_in_one_place(room: str) -> None:
    """A term says its side; nobody else asks which language it is."""
    asked = re.compile(r"""(==|!=)\s*["'](zh|en)["']|\bif (not )?zh\b(?! is)""")
    found = [
        (path.name, number)
        for path in modules_of(room)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asked.search(line)
    ]
    assert found == []
