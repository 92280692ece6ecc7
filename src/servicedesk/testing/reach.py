"""How the tests of a host are made to see a changed manual: wherever they have it from, it is exchanged.

Three ways lead to a manual: its name among the installed ones, a name in a module or class, and whatever the host keeps
that was made of it, which the hook ``pytest_put_to_test`` exchanges (:mod:`servicedesk.testing.hooks`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import define

from servicedesk.program.files import is_file, manual_from_file, manual_from_module, module_of
from servicedesk.program.registry import Registry, installed
from servicedesk.rules.manual import Manual

__all__ = ["Reach", "manual_named"]


def manual_named(place: str) -> Manual:
    """The manual that ``package.module:NAME`` or ``file.py:NAME`` names, or an installed one by its own name.

    A file of a package is imported as the module that it is, so that its tests have the same manual.

    Raises:
        UnknownManual: there is no such manual, module or file.

    Example:
        >>> from servicedesk.testing.reach import manual_named
        >>> manual_named("servicedesk.manuals.fuheng:MANUAL").name
        'fuheng'
    """
    place = module_of(place)
    if is_file(place):
        return manual_from_file(place)
    return manual_from_module(place) if ":" in place else installed().manual(place)


@define
class Reach:
    """The manual as the tests see it; ``put`` exchanges it.

    Args:
        manual: the one that they see now, as its module has it.
    """

    manual: Manual

    def put(self, manual: Manual, registry: Registry, config: pytest.Config) -> None:
        """Let all tests of this process see another manual in its place; ``registry`` has it compiled."""
        if not any(config.hook.pytest_put_to_test(manual=manual, registry=registry)):
            before, self.manual = self.manual, manual
            for place, name in _places(before):
                setattr(place, name, manual)
            installed.cache_clear()  # what was compiled of the manual before


def _places(manual: Manual) -> Iterator[tuple[Any, str]]:
    """Every name of a loaded module, or of a class in it, that is this manual."""
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if value is manual:
                yield module, name
            elif isinstance(value, type) and value.__module__ == getattr(module, "__name__", ""):
                yield from ((value, own) for own, held in list(vars(value).items()) if held is manual)
