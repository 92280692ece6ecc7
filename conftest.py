"""Runs every Python example of the documentation, top to bottom, in an empty temporary directory.

A table with a column ``a line`` shows code too: each of its lines is run where it stands.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser


def _enter(namespace: dict[str, Any]) -> None:
    namespace["_home"] = str(Path.cwd())
    namespace["_place"] = tempfile.TemporaryDirectory()
    os.chdir(namespace["_place"].name)


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_home"])
    namespace["_place"].cleanup()


_TABLE = re.compile(r"^\| [^|\n]+ \| [^|\n]+ \| a line \|.*\n(?:\|.*\n?)+", re.MULTILINE)
_LINE = re.compile(r"^\| [^|\n]+ \| [^|\n]+ \| `([^`\n]+)` \|.*$", re.MULTILINE)


def _lines(document: Document) -> Iterator[Region]:
    for table in _TABLE.finditer(document.text):
        for row in _LINE.finditer(document.text, table.start(), table.end()):
            yield Region(row.start(), row.end(), row[1], _run)


def _run(example: Example) -> None:
    exec(compile(example.parsed, example.path, "exec"), example.namespace)  # noqa: S102  our own pages


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser(), _lines], patterns=["*.md"], setup=_enter, teardown=_leave
).pytest()
