"""Where a command's answer goes: JSON, plain text, or dressed up on a terminal where rich is installed."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from servicedesk import _starting as starting
from servicedesk.characters import one_line
from servicedesk.render.width import wrap
from servicedesk.texts.term import Lang, language

if TYPE_CHECKING:
    from servicedesk.render import Page


def default_language() -> Lang:
    """``zh`` where the environment says so by LC_ALL, LC_MESSAGES or LANG, the first that is set; else ``en``."""
    return language(starting.language())


def utf8() -> None:
    """Write UTF-8 whatever the locale says: a log in Chinese is no reason to fail under LANG=C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def note(text: str) -> None:
    """Say something beside the answer, on the standard error stream."""
    print(fitted(f"servicedesk: {lines(text)}", sys.stderr), file=sys.stderr)


def fitted(text: str, stream: TextIO) -> str:
    """A text as it is, but on a terminal no wider than that, each line for itself."""
    columns = _columns(stream)
    return "\n".join("\n".join(wrap(line, columns)) for line in text.split("\n")) if columns else text


def lines(text: str) -> str:
    """A text of several lines, each without what would steer a terminal."""
    return "\n".join(map(one_line, text.split("\n")))


def plain_json(text: str) -> str:
    """JSON in which nothing steers a terminal or turns what stands beside it: such characters are written out."""
    return "".join(f"\\u{ord(sign):04x}" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    return sign != "\n" and not sign.isprintable() and one_line(sign) != sign


def progress(done: int, total: int) -> None:
    """Show how far a run has come, on a terminal only; the line is gone at the end."""
    if not sys.stderr.isatty() or (done % 10 and done != total):
        return
    line = f"{done}/{total}"
    text = f"\r{line}" if done != total else f"\r{' ' * len(line)}\r"
    print(text, end="", file=sys.stderr, flush=True)


class Output(NamedTuple):
    """The answer of one command, in the language and form that were asked for."""

    lang: str
    json: bool

    @classmethod
    def of(cls, asked: argparse.Namespace) -> Output:
        """As the options of the command say."""
        return cls(asked.lang or default_language(), asked.json)

    def give(self, data: Any, page: Page) -> None:
        """Print the data where JSON was asked for, else the page.

        It has colours only on a terminal, with rich, and unless NO_COLOR is set.
        """
        if self.json:
            self.text(data, "")
        elif _dressed(sys.stdout):
            _dress(page, _columns(sys.stdout))
        else:
            print(page.text(_columns(sys.stdout)))

    def text(self, data: Any, text: str, *, wrapped: bool = False) -> None:
        """Print the data where JSON was asked for, else the text, which may have to keep its lines."""
        if self.json:
            print(plain_json(json.dumps(data, ensure_ascii=False, indent=2)))
        else:
            said = lines(text.rstrip("\n"))
            print(fitted(said, sys.stdout) if wrapped else said)


def _dressed(stream: TextIO) -> bool:
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty() and find_spec("rich") is not None


def _columns(stream: TextIO) -> int:
    """How wide a line may be: as the terminal is; what goes into a pipe or a file is not wrapped."""
    return max(20, shutil.get_terminal_size().columns) if stream.isatty() else 0


def _dress(page: Page, columns: int) -> None:
    """The same lines, titles and headings marked; laid out here, for rich would cut what is too wide."""
    from rich.console import Console  # noqa: PLC0415  an extra, loaded only where it is used
    from rich.text import Text  # noqa: PLC0415  an extra, loaded only where it is used

    console = Console(highlight=False, markup=False, emoji=False)
    for number, block in enumerate(page.blocks):
        if number:
            console.print()
        lines = block.text(columns).split("\n")
        rules = [n for n, line in enumerate(lines) if line and set(line) <= {"-", " "}]
        heads = rules[0] if block.rows and rules else 0
        for n, line in enumerate(lines):
            style = "bold" if block.title and not n else "dim" if n < heads else ""
            console.print(Text(line, style=style), soft_wrap=True)
