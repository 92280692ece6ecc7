"""A manual in a file of its own, ``file.py:NAME``, run without being installed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from hashlib import blake2b
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from attrs import evolve

from servicedesk.characters import cut
from servicedesk.errors import DefinitionFault, InvalidProcedure, ServicedeskError, UnknownManual
from servicedesk.rules.manual import Manual
from servicedesk.said import Said

__all__ = ["is_file", "manual_from_file", "manual_from_module", "module_of"]


def is_file(manual: str) -> bool:
    """Whether a text names a manual in a file, and not one that is installed."""
    return manual.endswith(".py") or ".py:" in manual


def manual_from_file(place: str | Path) -> Manual:
    """The manual called NAME in a file, from ``path/to/file.py:NAME``; where there is one only, the file is enough.

    The file is run as a module, once in a process. What lies beside it can be imported as in a package,
    ``from .words import *``, and a catalogue that is named by a relative path is looked for beside it.

    Raises:
        UnknownManual: there is no such file, or no such manual in it.
        InvalidProcedure: what it declares is wrong, with every fault; file and line stand before them.
        DefinitionFault: it cannot be run; the message says in which line.
    """
    head, _, name = str(place).rpartition(":")
    if not head.endswith(".py"):
        head, name = str(place), ""
    try:
        path = Path(head).resolve()
        is_there = path.is_file() and path.suffix == ".py"  # a link may lead to anything
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no file can have
        path, is_there = Path(head), False
    if not is_there:
        raise UnknownManual(Said("no_manual_file", path=cut(head)), remedy=Said("check_colon"), manual=cut(str(place)))
    manual = _chosen(vars(_module(path)), path, name)
    if manual.catalogue.endswith(".jsonl"):
        return evolve(manual, catalogue=str(path.parent / manual.catalogue))
    return manual


def manual_from_module(place: str) -> Manual:
    """The manual that ``package.module:NAME`` names.

    Raises:
        UnknownManual: there is no such module, or no such manual in it.
        DefinitionFault: what it declares is wrong; the module's own error where it cannot be run.
    """
    module, _, name = place.partition(":")
    try:
        found: object = getattr(import_module(module), name, None)
    except (ImportError, ValueError, TypeError) as error:
        said = Said("manual_not_loaded", name=cut(place), kind=type(error).__name__, said=cut(str(error)))
        raise UnknownManual(said, remedy=Said("check_colon"), manual=cut(place)) from None
    if not isinstance(found, Manual):
        raise UnknownManual(
            Said("not_a_manual", name=cut(name)), remedy=Said("let_name_manual", point=cut(place)), manual=cut(place)
        )
    return found


def module_of(place: str) -> str:
    """A manual in a file of a package, ``src/rooms/__init__.py:NAME``, as ``rooms:NAME``; any other as it is.

    The folder above the package is put where modules are looked for, so that tests that import it see the same one.
    """
    head, _, name = place.rpartition(":")
    path = Path(head).resolve() if head.endswith(".py") else None
    if path is None or not path.is_file() or not (path.parent / "__init__.py").is_file():
        return place
    parts = [] if path.name == "__init__.py" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return f"{'.'.join(parts)}:{name}"


def _chosen(names: Mapping[str, object], path: Path, name: str) -> Manual:
    manuals = {each: value for each, value in names.items() if isinstance(value, Manual)}
    if name in manuals or (not name and len(manuals) == 1):
        return manuals[name or min(manuals)]
    what = Said("file_no_manual", path=path, name=name) if name else Said("file_manuals", path=path, count=len(manuals))
    there = tuple(f"{path.name}:{each}" for each in manuals)
    remedy = Said("there_is", known=there) if there else Said("assign_manual")
    raise UnknownManual(what, remedy=remedy, manual=str(path))


def _module(path: Path) -> ModuleType:
    """The file as a module, in a package of what lies beside it; one that has been run is there still."""
    package = f"servicedesk_files_{blake2b(str(path.parent).encode(), digest_size=6).hexdigest()}"
    is_package = path.name == "__init__.py"
    name = package if is_package else f"{package}.{path.stem}"
    if name in sys.modules and getattr(sys.modules[name], "__file__", None) == str(path):
        return sys.modules[name]
    if not is_package and package not in sys.modules:
        beside = sys.modules[package] = ModuleType(package, "What lies beside a manual's file.")
        beside.__path__ = [str(path.parent)]
    spec = spec_from_file_location(name, path, submodule_search_locations=[str(path.parent)] if is_package else None)
    assert spec is not None  # noqa: S101  its name ends in .py
    assert spec.loader is not None  # noqa: S101  the same
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise _located(error, path) from error
    return module


def _said(error: BaseException) -> str:
    """What an error of a file says, if it says anything."""
    try:
        return cut(str(error), 400)
    except Exception:  # noqa: BLE001  it is not ours
        return Said("not_written_out")


def _located(error: BaseException, path: Path) -> ServicedeskError:
    """The same error with the file and line that it comes from, the last one beside the manual."""
    where, line = path, 0
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).parent.is_relative_to(path.parent):
            where, line = Path(frame.filename), frame.lineno or 0
    if isinstance(error, SyntaxError) and error.filename:
        where, line = Path(error.filename), error.lineno or 0
    place = Said("place_line", file=where, number=line) if line else str(where)
    if isinstance(error, InvalidProcedure):
        return InvalidProcedure(Said("at", place=place, what=error.reason), error.faults)
    remedy = error.remedy if isinstance(error, ServicedeskError) else Said("correct_line")
    if isinstance(error, ModuleNotFoundError) and error.name and (path.parent / f"{error.name}.py").is_file():
        remedy = Said("import_beside", name=error.name)
    said = error.msg if isinstance(error, SyntaxError) else _said(error)
    kind = type(error).__name__
    what = error.reason if isinstance(error, ServicedeskError) else Said("python_error", kind=kind, said=said)
    return DefinitionFault(Said("at", place=place, what=what), remedy=remedy, clause="", place=place)
