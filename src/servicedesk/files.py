"""Reading what lies in a file: only a regular file, not beyond a size, in UTF-8; TOML and JSON told in one error.

Whoever reads says in an error of his own what the file was for.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from pathlib import Path
from typing import Any, Final, cast

from servicedesk.characters import brief

MOST_BYTES: Final = 16_000_000
"""Of a policy, a mapping, a calendar, a catalogue, a manual."""
MOST_BYTES_OF_LOG: Final = 512_000_000

_MOST_OF_PATH: Final = 200


class CannotRead(ValueError):  # noqa: N818  a name says what happened
    """A file cannot be read; the text says why, and holds nothing of what is in it."""


def path_of(place: object) -> Path:
    """The path that somebody names.

    Raises:
        CannotRead: it is no path.
    """
    if not isinstance(place, str | os.PathLike) or (isinstance(place, str) and "\0" in place):
        raise CannotRead(f"{brief(place)} is no path")
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
            raise CannotRead("it is a folder" if stat.S_ISDIR(kind.st_mode) else "it is no regular file")
        if kind.st_size > most:
            raise CannotRead(f"it holds more than {most // 1_000_000} million bytes")
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotRead("there is no such file") from None
    except (OSError, ValueError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead(getattr(error, "strerror", None) or "it cannot be read") from None


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
        raise CannotRead(f"line {line} is not UTF-8") from None


def toml_of(place: object) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        CannotRead: as :func:`text_of`, or it is no TOML that can be read.
    """
    text = text_of(place)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotRead(f"it is no TOML: {error}") from None
    except RecursionError:
        raise CannotRead("it is nested too deep") from None
    except ValueError:
        raise CannotRead("it holds a number, a day or a time that there is not") from None


def json_of(text: str) -> Any:
    """What a text in JSON holds.

    Raises:
        CannotRead: it is no JSON that can be read.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CannotRead(f"it is no JSON: {error}") from None
    except RecursionError:
        raise CannotRead("it is nested too deep") from None
    except ValueError:
        raise CannotRead("it holds a number that is too long") from None
