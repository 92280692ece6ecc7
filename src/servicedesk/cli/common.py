"""Options that several commands share, and the desk that they open."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from servicedesk.cli.output import Output
from servicedesk.desk import Desk
from servicedesk.desk.people import RoleNames
from servicedesk.engine.entry import Actor
from servicedesk.errors import StoreUnavailable, UnknownName
from servicedesk.program.files import is_file, manual_from_file
from servicedesk.program.registry import Registry
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import normalise
from servicedesk.said import Said

Commands = Any  # argparse gives its collection of subcommands no public type
Run = Callable[[argparse.Namespace, Output], int | None]  # gives the exit code where it is another than 0

_SQLITE: Final = "sqlite:///"
MANUAL_HELP: Final = "an installed manual, see: servicedesk manuals; or one in a file, file.py:NAME"


def command(commands: Commands, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
    """Add a command with the options that each has."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="print data instead of text")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the text; else LC_ALL, LANG, English")
    parser.set_defaults(run=run)
    return parser


def desk_options(parser: argparse.ArgumentParser, *, store: str | None = None) -> None:
    """Add the options that name a desk; without a ``store`` to fall back on one must be named."""
    parser.add_argument("--manual", required=True, help=MANUAL_HELP)
    parser.add_argument("--store", required=store is None, default=store, help="sqlite:///desk.db, or another store")
    parser.add_argument("--policy", type=Path, help="the policy of the site, a TOML file")
    parser.add_argument("--tenant", default="", help="whose cases, where the store serves several houses")


def manual_of(named: str) -> tuple[Registry, Manual]:
    """The manual that a command names, an installed one or ``file.py:NAME``, and the manuals it is found among."""
    registry = Registry.of(manual_from_file(named)) if is_file(named) else Registry.installed()
    return registry, registry.manual(registry.names()[0] if is_file(named) else named)


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
        raise UnknownName(Said("no_such_role", words=tuple(unknown)), remedy=Said("manual_has", known=known))
    return Actor(name, [posts[normalise(word)][-1] for word in wanted])
