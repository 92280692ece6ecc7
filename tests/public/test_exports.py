"""The public surface: static lists of names, complete, and each name documented."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import servicedesk

SOURCE = Path(servicedesk.__file__).parent
# Modules that a host is told to import from.
PUBLIC = [
    "servicedesk",
    "servicedesk.declare",
    "servicedesk.desk",
    "servicedesk.calendars",
    "servicedesk.spans",
    "servicedesk.errors",
    "servicedesk.stores",
    "servicedesk.stores",
    "servicedesk.policy",
    "servicedesk.program.registry",
    "servicedesk.program.catalogue",
    "servicedesk.program",
    "servicedesk.stores.memory",
    "servicedesk.stores.sqlite",
    "servicedesk.relay",
]


def modules() -> list[str]:
    found = pkgutil.walk_packages([str(SOURCE)], "servicedesk.")
    return ["servicedesk", *(m.name for m in found if "testing" not in m.name and not m.name.endswith("__main__"))]


def static_all(module: ModuleType) -> list[str] | None:
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["__all__"]:
            names = ast.literal_eval(node.value)
            return list(names)
    return None


@pytest.mark.parametrize("name", modules())
def test_what_a_module_lists_is_there(name: str) -> None:
    """``__all__`` is a literal, names each thing once, and everything it names exists."""
    module = importlib.import_module(name)
    listed = static_all(module)
    if listed is None:
        assert not hasattr(module, "__all__")
        return
    assert len(listed) == len(set(listed))
    assert [n for n in listed if not hasattr(module, n)] == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_module_lists_everything_public(name: str) -> None:
    """Whatever is defined there without an underscore is listed, or is only there to be used inside."""
    module = importlib.import_module(name)
    listed = static_all(module)
    assert listed is not None
    own = {
        n
        for n, value in vars(module).items()
        if not n.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == module.__name__
    }
    assert sorted(own - set(listed)) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_documented(name: str) -> None:
    """Each class and function of the surface, and each public method that is defined in it, has a docstring."""
    module = importlib.import_module(name)
    bare: list[str] = []
    for listed in static_all(module) or ():
        value = getattr(module, listed)
        if inspect.isclass(value) or inspect.isfunction(value):
            if not (value.__doc__ or "").strip() or (value.__doc__ or "").startswith("Method generated"):
                bare.append(listed)
            if inspect.isclass(value):
                bare += [
                    f"{listed}.{n}"
                    for n, method in vars(value).items()
                    if not n.startswith("_")
                    and (inspect.isfunction(method) or isinstance(method, property))
                    and not inspect.getdoc(method)
                ]
    assert bare == []


def test_each_name_of_the_package_comes_from_one_place() -> None:
    """The face of the package only re-exports."""
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    assert [type(n).__name__ for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)] == []


def test_a_refusal_of_each_public_error_has_its_own_code() -> None:
    """Codes are stable names: no two classes share one."""
    errors = importlib.import_module("servicedesk.errors")
    kinds = [getattr(errors, n) for n in static_all(errors) or ()]
    codes = [k.code for k in kinds if issubclass(k, errors.ServicedeskError)]
    assert sorted(codes) == sorted(set(codes))
