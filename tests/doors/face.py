"""The public face: every function, every constructor and every public method that a host can call."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from public.test_api_reference import API
from servicedesk import Desk, errors

MODULES: Final[tuple[str, ...]] = tuple(API.MODULES)

ELSEWHERE: dict[str, str] = {
    "servicedesk.declare": "what a manual says is checked when it is declared: tests/rules/wrong",
    "servicedesk.cli": "commands are attacked over files: tests/doors/test_every_file.py",
    "servicedesk.program.files": "runs what a host declares: tests/program",
    "servicedesk.render": "is given what the desk answered: tests/render",
    "servicedesk.errors": "exceptions are made by the package",
    "servicedesk.checking": "a search takes seconds: tests/checking/test_hostile_values.py",
    "servicedesk.testing.contract": "the kit is called by tests",
    "servicedesk.integrations.procrastinate": "needs a server: tests/stores/sql",
    "servicedesk.stores.sql": "needs a server: tests/stores/sql",
}
ELSEWHERE |= {
    name: "the kit is called by tests, and by nobody else: tests/testing"
    for name in MODULES
    if name.partition(".testing")[1] and name not in ELSEWHERE
}
"""Modules whose calls are attacked elsewhere, and where."""


@attrs.frozen
class Call:
    """One thing that a host can call; ``kind`` is the class that a method is of."""

    name: str
    function: Callable[..., Any]
    module: str = "servicedesk"
    kind: type | None = None
    bound: bool = True
    """Whether it is called on an object, and not on its class."""

    @property
    def parameters(self) -> dict[str, inspect.Parameter]:
        found = dict(inspect.signature(self.function).parameters)
        found.pop("self", None)
        return found

    @property
    def raises(self) -> frozenset[str]:
        """The errors that the docstring names; those of the calls that it refers to, and what any call may raise."""
        said = inspect.getdoc(self.function) or ""
        if self.kind is not None and self.function is self.kind:
            said = inspect.getdoc(self.kind) or ""
        found = _named(said)
        for other in re.findall(r"(?:As|as|see) (?:in )?:(?:meth|func):`~?([\w.]+)`", said):
            found |= _named(inspect.getdoc(self._other(other)) or "")
        return frozenset(found | self.common)

    @property
    def common(self) -> set[str]:
        """What any call may raise, as its class or its module says."""
        kinds: tuple[type, ...] = () if self.kind is None else self.kind.__mro__
        if "what any call of a :class:`Desk`" in (inspect.getdoc(self.function) or ""):
            kinds += (Desk,)
        rooms = {self.module, self.function.__module__, self.function.__module__.rpartition(".")[0]} - {""}
        said = [inspect.getdoc(each) or "" for each in (*kinds, *map(importlib.import_module, sorted(rooms)))]
        parts = [text.partition("Any call may raise")[2].partition("\n\n")[0] for text in said]
        return {name.rpartition(".")[2] for part in parts for name in re.findall(r":class:`~?([\w.]+)`", part)}

    def _other(self, name: str) -> object:
        found = getattr(self.kind, name.rsplit(".", maxsplit=1)[-1], None) if self.kind else None
        module = importlib.import_module(self.function.__module__)
        return found or getattr(module, name.rsplit(".", maxsplit=1)[-1], None)


def _named(text: str) -> set[str]:
    """The errors of the section ``Raises`` of a docstring."""
    _, _, section = text.partition("\nRaises:\n")
    section = re.split(r"^\S", section, maxsplit=1, flags=re.MULTILINE)[0]
    heads = re.findall(r"^ {4}([\w, ]+): ", section, re.MULTILINE)
    return {name.strip() for head in heads for name in head.split(",")}


def public_calls() -> Iterator[Call]:
    """Every call of the face, each once, with the first module that lists it."""
    seen: set[object] = set()
    for module in MODULES:
        if module in ELSEWHERE:
            continue
        room = importlib.import_module(module)
        for name in room.__all__:
            value = getattr(room, name)
            if value in seen if isinstance(value, type) or inspect.isroutine(value) else True:
                continue
            seen.add(value)
            if inspect.isroutine(value) or hasattr(value, "__wrapped__"):
                yield Call(f"{module.rpartition('.')[2]}.{name}", value, module, bound=False)
            elif isinstance(value, type) and not _is_hosts(value):
                yield from _of_class(name, value, module)


def _is_hosts(kind: type) -> bool:
    """Whether a class is what a host implements, or what it catches."""
    return getattr(kind, "_is_protocol", False) or issubclass(kind, BaseException)


def _of_class(name: str, kind: type, module: str) -> Iterator[Call]:
    if not inspect.isabstract(kind):
        yield Call(name, kind, module, kind, bound=False)
    for method in dir(kind):
        if method.startswith("_"):
            continue
        found = inspect.getattr_static(kind, method)
        home = next(each for each in kind.__mro__ if method in vars(each))
        if home.__module__.startswith("servicedesk"):
            if isinstance(found, classmethod | staticmethod):
                yield Call(f"{name}.{method}", getattr(kind, method), module, kind, bound=False)
            elif inspect.isfunction(found):
                yield Call(f"{name}.{method}", found, module, kind)


def allowed(call: Call) -> tuple[type[BaseException], ...]:
    """The errors that a call may raise, as classes."""
    return tuple(getattr(errors, name) for name in call.raises if hasattr(errors, name))
