"""Reading what lies in a file: only a regular file, not beyond a size, in UTF-8; TOML and JSON told in one error.

Whoever reads says in an error of his own what the file was for.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from pathlib import Path
from typing import Any, Final, cast

from servicedesk.characters import brief
from servicedesk.said import Said

MOST_BYTES: Final = 16_000_000
"""Of a policy, a mapping, a calendar, a catalogue, a manual."""
MOST_BYTES_OF_LOG: Final = 512_000_000

_MOST_OF_PATH: Final = 200


class CannotRead(ValueError):  # noqa: N818  a name says what happened
    """A file cannot be read; the text says why, and holds nothing of what is in it."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


def path_of(place: object) -> Path:
    """The path that somebody names.

    Raises:
        CannotRead: it is no path.
    """
    if not isinstance(place, str | os.PathLike) or (isinstance(place, str) and "\0" in place):
        raise CannotRead(Said("no_path", text=brief(place)))
    return Path(os.fspath(cast("str | os.PathLike[str]", place)))


def shown(place: object) -> str:
    """A path as a message says it; a very long one by its beginning."""
    text = str(place) if isinstance(place, str | Path) else brief(place)
    return text if len(text) <= _MOST_OF_PATH else f"{text[:_MOST_OF_PATH]}..."


def called(place: object) -> str:
    """The name of a file, without the folders on the way to it."""
    return shown(Path(place).name if isinstance(place, str | Path) else place)


def bytes_of(place: object, most: int = MOST_BYTES) -> bytes:
    """What is in a regular file, or in what stands for one; a pipe is not waited for, and a device never ends.

    Raises:
        CannotRead: there is none, it is no regular file, it holds too much, or it cannot be read.
    """
    path = path_of(place)
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            raise CannotRead(Said("is_folder" if stat.S_ISDIR(kind.st_mode) else "no_regular_file"))
        if kind.st_size > most:
            raise CannotRead(Said("too_large", most=most // 1_000_000))
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotRead(Said("no_such_file")) from None
    except (OSError, ValueError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead(os_said(error) if isinstance(error, OSError) else Said("cannot_be_read")) from None


_ANSWERS: Final = {
    errno.EACCES: "os_permission",
    errno.EPERM: "os_permission",
    errno.ENOENT: "os_no_file",
    errno.EISDIR: "os_folder",
    errno.ENOTDIR: "os_no_folder",
    errno.ENOSPC: "os_full",
    errno.EROFS: "os_read_only",
    errno.ENAMETOOLONG: "os_long_name",
}


def os_of(error: OSError) -> Said:
    """What the operating system answers, with the file that it is about."""
    name = error.filename
    return Said("os_of_file", file=shown(name), why=os_said(error)) if name is not None else os_said(error)


def os_said(error: OSError) -> Said:
    """What the operating system answers, in both languages."""
    if error.errno in _ANSWERS:
        return Said(_ANSWERS[error.errno])
    return Said("os_other", number=error.errno or 0, said=error.strerror or str(error))


def _where(error: ValueError) -> Said:
    """What a reader of TOML or JSON says, which names line and column; in Chinese it is only these."""
    found = re.search(r"line (\d+),? column (\d+)", str(error))
    if found is None:
        return Said("near_end", said=str(error))
    return Said("near_line", line=found[1], column=found[2], said=str(error))


def text_of(place: object, most: int = MOST_BYTES) -> str:
    """The text of a file in UTF-8; a byte order mark may stand before it.

    Raises:
        CannotRead: as :func:`bytes_of`, or it is not UTF-8.
    """
    raw = bytes_of(place, most)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotRead(Said("line_not_utf8", line=line)) from None


def toml_of(place: object) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        CannotRead: as :func:`text_of`, or it is no TOML that can be read.
    """
    import tomllib  # noqa: PLC0415  few programs read such a file, and it takes a while

    text = text_of(place)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotRead(Said("no_toml", why=_where(error))) from None
    except RecursionError:
        raise CannotRead(Said("too_deep")) from None
    except ValueError:
        raise CannotRead(Said("no_such_value")) from None


def json_of(text: str) -> Any:
    """What a text in JSON holds.

    Raises:
        CannotRead: it is no JSON that can be read.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CannotRead(Said("no_json", why=_where(error))) from None
    except RecursionError:
        raise CannotRead(Said("too_deep")) from None
    except ValueError:
        raise CannotRead(Said("long_number")) from None
