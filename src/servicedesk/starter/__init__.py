"""What does a first manual of one's own look like?

``template`` is a package with a small manual, its catalogue, its log and its tests; :func:`write_manual` writes it
under a name. Its files end in ``.txt``, so that no tool takes them for code of this package.
"""

from __future__ import annotations

import keyword
import re
import sys
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from servicedesk.characters import cut, is_a
from servicedesk.errors import DefinitionFault
from servicedesk.said import Said

__all__ = ["write_manual"]

_MOST = 40
_TAKEN = sys.stdlib_module_names | {"test"}
_HERE = "NAME"  # in the path of a file
_NAME = "@NAME@"  # in its text


def write_manual(name: str, to: Path) -> tuple[Path, ...]:
    """Write a package with a first manual, and give its files.

    Args:
        name: of the manual and of its package: small letters, digits and ``_``, a letter first, 40 at most; no name of
            a module of Python's own, or of a manual that comes with this package.
        to: the folder, which is made where it is not there.

    Raises:
        DefinitionFault: the name cannot be that of a package or is taken, or one of the files is there already; then
            nothing is written.
        OSError: the folder cannot be written.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> from servicedesk.starter import write_manual
        >>> folder = Path(mkdtemp())
        >>> sorted(str(file.relative_to(folder)) for file in write_manual("rooms", folder))[:3]
        ['README.md', 'log.csv', 'pyproject.toml']
    """
    fits = is_a(name, str) and re.fullmatch(rf"[a-z][a-z0-9_]{{0,{_MOST - 1}}}", name) is not None
    if not fits or keyword.iskeyword(name) or name in ("servicedesk", "tests"):
        raise DefinitionFault(
            Said("no_package_name", name=cut(str(name))), remedy=Said("package_name"), clause="", place=cut(str(name))
        )
    if name in _TAKEN or name in _shipped():
        raise DefinitionFault(
            Said("package_name_taken", name=name), remedy=Said("other_package_name"), clause="", place=name
        )
    files = {to / path.replace(_HERE, name): text.replace(_NAME, name) for path, text in _files()}
    for file in files:
        if file.exists():
            raise DefinitionFault(
                Said("file_there", path=str(file)), remedy=Said("other_folder"), clause="", place=str(file)
            )
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
    return tuple(files)


def _shipped() -> set[str]:
    """The manuals that come with this package, announced or not yet."""
    there = {each.name for each in resources.files("servicedesk.manuals").iterdir() if each.is_dir()}
    announced = entry_points(group="servicedesk.manuals")
    return there | {each.name for each in announced if each.value.startswith("servicedesk.")}


def _files() -> list[tuple[str, str]]:
    """Path and text of each file of the template."""
    found: list[tuple[str, str]] = []

    def gather(folder: Traversable, above: PurePosixPath) -> None:
        for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if each.is_dir():
                gather(each, above / each.name)
            elif each.name.endswith(".txt"):
                found.append((str(above / each.name.removesuffix(".txt")), each.read_text(encoding="utf-8")))

    gather(resources.files("servicedesk.starter").joinpath("template"), PurePosixPath())
    return found
