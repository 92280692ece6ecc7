"""Names that a package shows and that are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def face(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and the ``__dir__`` of a package.

    Args:
        package: its name.
        homes: each module of the package's names, with those that are taken from it, parted by spaces.
    """
    home = {name: module for module, names in homes.items() for name in names.split()}
    shown = vars(sys.modules[package])

    def get(name: str) -> Any:
        if name in home:
            shown[name] = found = getattr(import_module(home[name]), name)
            return found
        if not name.startswith("_") and find_spec(f"{package}.{name}") is not None:
            return import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])

    return get, lambda: sorted({*shown, *home})
