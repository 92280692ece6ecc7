"""Finding a store by its URL."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Final, cast

from servicedesk.characters import brief, cut, is_a
from servicedesk.errors import LookupFailed
from servicedesk.said import Said
from servicedesk.stores.port import Store

GROUP: Final = "servicedesk.stores"

# Two characters at least, so that the drive of a Windows path is no scheme.
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9]+)[+:]", re.ASCII)
_OTHERS: Final = {
    "postgres": "postgresql+psycopg://",
    "pg": "postgresql+psycopg://",
    "psycopg": "postgresql+psycopg://",
    "pymysql": "mysql+pymysql://",
    "sqlite3": "sqlite:///",
    "file": "sqlite:///",
}
"""How other programs call what has a scheme here, and what is written instead."""
_USER: Final = re.compile(r"//.*@", re.DOTALL)


def open_store(url: str | os.PathLike[str]) -> Store:
    """Give the store that a URL or a path names.

    The part before the first ``+`` or ``:`` is looked up among the entry points of the group
    ``servicedesk.stores``; the function found there gets the whole URL. A path, and a text that ends in
    ``.db`` and has no scheme, is an SQLite file.

    ======================================  ===========================================
    ``memory:``                             a new, empty store in this process
    ``sqlite:///desk.db``                   a file, from the working directory of now on
    ``sqlite:////srv/desk.db``              a file by its absolute path
    ``Path("desk.db")``, ``desk.db``        the same file as the second line
    ======================================  ===========================================

    No connection is made before the store is first used.

    Raises:
        LookupFailed: No installed adapter serves the scheme, it lacks what it needs, or the text names no store.
        StoreMisuse: The adapter cannot use the rest of the URL.
    """
    if not is_a(url, str, os.PathLike):
        raise _no_store(url)
    text = url if isinstance(url, str) else f"sqlite:///{os.fspath(url)}"
    found = _SCHEME.match(text)
    if found:
        return _opener(found[1])(text)
    if text.endswith(".db"):
        return _opener("sqlite")(f"sqlite:///{text}")
    raise LookupFailed(
        Said("no_store", url=brief(_without_password(text))),
        remedy=Said("write_store"),
        url=cut(_without_password(text)),
    )


def _no_store(given: object) -> LookupFailed:
    """What is said of a value that is neither a URL nor a path: often what makes a store, or what one is made of."""
    what, kind = Said("no_store_given", given=brief(given)), type(given)
    if f"{kind.__module__}.".startswith("sqlalchemy."):
        return LookupFailed(what, remedy=Said("wrap_engine"), url=cut(given))
    if callable(given):
        return LookupFailed(what, remedy=Said("call_it"), url=cut(given))
    return LookupFailed(Said("no_store", url=brief(given)), remedy=Said("write_memory"), url=cut(given))


def _without_password(url: str) -> str:
    """A URL as it may be shown and logged."""
    return _USER.sub("//***@", url)


@cache
def _opener(scheme: str) -> Callable[[str], Store]:
    found = {point.name: point for point in entry_points(group=GROUP)}
    if scheme not in found:
        lower = scheme.lower()
        instead = _OTHERS.get(lower) or (f"{lower}:" if lower in found else None)
        raise LookupFailed(
            Said("no_scheme", scheme=brief(scheme)),
            remedy=Said("write_other_scheme", scheme=instead)
            if instead
            else Said("install_scheme", known=tuple(sorted(found))),
            scheme=cut(scheme),
        )
    try:
        return cast("Callable[[str], Store]", found[scheme].load())
    except ImportError as error:
        raise LookupFailed(
            Said("no_driver", name=error.name or scheme), remedy=Said("install_driver"), scheme=cut(scheme)
        ) from error
