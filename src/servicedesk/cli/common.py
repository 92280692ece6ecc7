"""Options that several commands share, and the desk that they open."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

from servicedesk.characters import brief
from servicedesk.cli.parsing import Parser
from servicedesk.desk import Desk
from servicedesk.desk.people import RoleNames
from servicedesk.engine.entry import Actor
from servicedesk.errors import StoreUnavailable, UnknownName
from servicedesk.program.files import is_file, manual_from_file, manual_from_module
from servicedesk.program.registry import Registry, installed
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import normalise
from servicedesk.said import Said

_SQLITE: Final = "sqlite:///"


def desk_options(parser: Parser, *, store: str | None = None) -> None:
    """Add the options that name a desk; without a ``store`` to fall back on one must be named."""
    parser.option("--manual", value="MANUAL", required=True)
    parser.option("--store", value="STORE", required=store is None, default=store)
    parser.option("--policy", value="FILE", type=Path)
    parser.option("--tenant", value="TENANT", default="")


def manual_of(named: str) -> tuple[Registry, Manual]:
    """The manual that a command names, and the manuals it is found among.

    It names an installed one, ``file.py:NAME`` or ``package.module:NAME``.
    """
    if not is_file(named) and ":" not in named:
        return installed(), installed().manual(named)
    manual = manual_from_file(named) if is_file(named) else manual_from_module(named)
    return Registry.of(manual), manual


def must_be_there(store: str) -> None:
    """Return if a store that is a file is there.

    Raises:
        StoreUnavailable: there is no such file.
    """
    path = Path(store.removeprefix(_SQLITE)) if store.startswith(_SQLITE) else Path(store)
    if (store.startswith(_SQLITE) or path.suffix == ".db") and not path.exists():
        raise StoreUnavailable(Said("no_store_file", path=path), remedy=Said("check_store"))


def open_desk(asked: argparse.Namespace, *, make: bool = False) -> Desk:
    """The desk that the options name. A file of cases that is not there is made by ``make`` only.

    Raises:
        StoreUnavailable: there is no such file.
    """
    if not make:
        must_be_there(asked.store)
    registry, manual = manual_of(asked.manual)
    return Desk(manual, registry=registry, store=asked.store, policy=asked.policy, tenant=asked.tenant)


def actor(desk: Desk, name: str, roles: str) -> Actor:
    """Who asks: roles by name, Chinese term or alias, separated by semicolons or commas.

    Raises:
        UnknownName: the manual has no such role; every one is named.
    """
    posts = RoleNames.of(desk.manual).terms
    words: list[str] = re.split("[;；,，]", roles)
    wanted = [word.strip() for word in words if word.strip()]
    unknown = [word for word in wanted if normalise(word) not in posts]
    if unknown:
        known = tuple(Said("role_and_term", name=role.name, zh=role.zh) for role in desk.manual.roles)
        said = Said("no_such_role", words=tuple(map(brief, unknown)))
        raise UnknownName(said, remedy=Said("manual_has", known=known))
    return Actor(name, [posts[normalise(word)][-1] for word in wanted])
