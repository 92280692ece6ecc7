"""What is typed in, and the help for it, in the language that was asked for."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Any, Final, NoReturn

from servicedesk.characters import one_line
from servicedesk.cli.output import Output, fitted
from servicedesk.render.width import pad, width, wrap
from servicedesk.texts.commands import COMMANDS, HELP, OPTIONS, UNREAD, USAGE, VALUES
from servicedesk.texts.term import Term, listed

Run = Callable[[argparse.Namespace, Output], int | None]  # gives the exit code where it is another than 0

_WIDEST: Final = 80
_SIDE: Final = 26
_GAP: Final = 2


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are in one language, laid out by how wide the characters are."""

    def __init__(self, *, lang: str = "en", prog: str, description: str) -> None:
        self.lang = lang
        super().__init__(prog=prog, description=description, add_help=False)
        self.option("-h", "--help", action="help")

    def option(self, *names: str, group: Any = None, value: str = "", **how: Any) -> None:
        """An option or an argument with its help; ``value`` is what its value is called in the line of usage."""
        key = names[-1]
        own = f"{self.prog.rpartition(' ')[2]} {key}"
        value = value or (key.upper() if not key.startswith("-") else "")
        if value:
            how["metavar"] = VALUES[value].text(self.lang)
        (group or self).add_argument(*names, help=OPTIONS[own if own in OPTIONS else key].text(self.lang), **how)

    def format_usage(self) -> str:
        """The line of usage: what must be said, and that there is more."""
        head = HELP["usage"].text(self.lang)
        parts = [HELP["any"].text(self.lang), *(_part(action) for action in self._actions if _is_needed(action))]
        lines = wrap(f"{head}{self.prog} {' '.join(parts)}", _columns())
        return "\n".join([lines[0], *(f"  {each}" for line in lines[1:] for each in wrap(line, _columns() - 2))]) + "\n"

    def format_help(self) -> str:
        """The line of usage, what the command does, and each argument with what it means."""
        blocks = [self.format_usage(), "\n".join([*wrap(self.description or "", _columns()), ""])]
        commands = [action for action in self._actions if action.nargs == argparse.PARSER]
        rows = [(name, COMMANDS[name].text(self.lang)) for action in commands for name in action.choices or ()]
        blocks += _block(HELP["commands"].text(self.lang), rows)
        for head, is_option in (("arguments", False), ("options", True)):
            chosen = [a for a in self._actions if bool(a.option_strings) is is_option and a not in commands]
            blocks += _block(HELP[head].text(self.lang), [(_named(a), a.help or "") for a in chosen])
        return "\n".join(blocks)

    def error(self, message: str) -> NoReturn:
        """Say how it is used and what is wrong, and end."""
        what = _complaint(message, self.lang)
        wrong = HELP["wrong"].text(self.lang, program=self.prog, what=what)
        self.exit(2, f"{self.format_usage()}{fitted(one_line(wrong), sys.stderr)}\n")


class Command(Parser):
    """The parser of one command, whose options are added when a line or its help asks for them."""

    fill: Callable[[], None] | None = None

    def ready(self) -> Command:
        """Itself, with its options."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill()
        return self

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]  # overloaded in the stub
        """Read a line, of which the first words have been read."""
        self.ready()
        return super().parse_known_args(args, namespace)


class Commands:
    """The commands of the program; the module of one is imported when it is asked for, and adds what it takes."""

    def __init__(self, parsers: Any, lang: str) -> None:
        self._parsers = parsers  # argparse gives its collection of subcommands no public type
        self._lang = lang
        self._named: dict[str, Command] = {}

    def of(self, module: str, *names: str) -> None:
        """Name the commands of a module."""
        for name in names:
            made: Command = self._parsers.add_parser(name, lang=self._lang, description=COMMANDS[name].text(self._lang))
            made.fill = partial(self._fill, module)
            self._named[name] = made

    def _fill(self, module: str) -> None:
        import_module(module).add(self)

    def add(self, name: str, run: Run) -> Parser:
        """A command with the options that each has."""
        parser = self._named[name]
        parser.fill = None
        parser.option("--json", action="store_true")
        parser.option("--lang", choices=("zh", "en"), default=argparse.SUPPRESS)
        parser.set_defaults(run=run)
        return parser


def _columns() -> int:
    return max(40, min(_WIDEST, shutil.get_terminal_size().columns))


def _is_needed(action: argparse.Action) -> bool:
    return not action.option_strings or action.required


def _part(action: argparse.Action) -> str:
    """What must be said for one argument, as the line of usage has it."""
    named = action.metavar if isinstance(action.metavar, str) else action.dest
    value = f"{named} [{named} ...]" if action.nargs == "+" else f"[{named}]" if action.nargs == "?" else named
    return f"{action.option_strings[-1]} {value}" if action.option_strings else value


def _named(action: argparse.Action) -> str:
    """An argument as its help names it."""
    value = action.metavar if isinstance(action.metavar, str) else ""
    if action.choices is not None and not value:
        value = f"{{{','.join(map(str, action.choices))}}}"
    names = ", ".join(action.option_strings)
    return " ".join(filter(None, (names, value if action.nargs != 0 else "")))


def _block(head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names with what they mean beside them, or below where a name is long."""
    several = list(rows)
    if not several:
        return
    side = min(_SIDE, max(width(name) for name, _ in several))
    lines = [head]
    for name, means in several:
        said = wrap(means, _columns() - side - 2 * _GAP)
        fits = width(name) <= side
        lines += [f"  {pad(name, side)}  {said[0]}" if fits else f"  {name}"]
        lines += [f"{' ' * (side + 2 * _GAP)}{each}" for each in (said[1:] if fits else said)]
    yield "\n".join(line.rstrip() for line in lines) + "\n"


_COMPLAINTS: Final = [
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        ("lacking", r"the following arguments are required: (?P<names>.*)"),
        ("unknown", r"unrecognized arguments: (?P<words>.*)"),
        ("choice", r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<known>.*)\)"),
        ("one", r"argument (?P<name>.*?): expected one argument"),
        ("least", r"argument (?P<name>.*?): expected at least one argument"),
        ("int", r"argument (?P<name>.*?): invalid int value: (?P<value>.*)"),
        ("float", r"argument (?P<name>.*?): invalid float value: (?P<value>.*)"),
        ("renamed", r"argument (?P<name>.*?): (?P<value>.*) is not written OLD=NEW"),
        ("unfiled", r"argument (?P<name>.*?): (?P<value>.*) is not written FIELD=VALUE"),
        ("beside", r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)"),
        ("explicit", r"argument (?P<name>.*?): ignored explicit argument (?P<value>.*)"),
        ("ambiguous", r"ambiguous option: (?P<word>.*) could match (?P<known>.*)"),
    )
]
"""What the parser of arguments complains of, in its own words."""


def _complaint(message: str, lang: str) -> str:
    """What is wrong with a line that was typed in."""
    for kind, pattern in _COMPLAINTS:
        if found := pattern.fullmatch(message):
            return USAGE[kind].text(
                lang, **{name: _plain(name, said, lang) for name, said in found.groupdict().items()}
            )
    return Term(UNREAD, message).text(lang)


def _plain(name: str, said: str, lang: str) -> str:
    """A value without its quotes; several of them as the language lists them."""
    if name in ("known", "names"):
        return listed((each.strip().strip("'\"") for each in said.split(",")), lang)
    return said[1:-1] if name == "value" and said[:1] in "'\"" and said[:1] == said[-1:] else said
