"""The clause catalogue that a manual carries: one row a rule of the source, in our own words.

Rows are numbers, terms and readings to hold declarations against; the declarations are what is executed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import frozen

from servicedesk.arguments import as_text, of_kind
from servicedesk.characters import MOST_OF_TEXT, brief, cut, is_text
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.files import CannotRead, json_of, text_of
from servicedesk.program.rows import ENFORCEABLE, Row, read_rows
from servicedesk.rules.manual import Manual
from servicedesk.said import Said

__all__ = [
    "ENFORCEABLE",
    "Catalogue",
    "Row",
    "actors_of",
    "beside_catalogue",
    "catalogue_of",
    "load_catalogue",
    "read_rows",
    "starts_of",
    "witnesses_of",
]


@frozen
class Catalogue:
    """The rows of one manual, by id, in the order of the source.

    ``every`` has each row of the file. Two rows of different editions may have one id: of these ``rows`` has the last.
    """

    manual: str
    rows: Mapping[str, Row]
    every: tuple[Row, ...] = ()

    def of(self, procedure: str) -> Iterator[Row]:
        """The rows of one procedure.

        Raises:
            InvalidPayload: the procedure is no text.
        """
        procedure = as_text(procedure, "procedure")
        return (row for row in self.rows.values() if row.procedure == procedure)


def load_catalogue(place: str) -> Catalogue:
    """The catalogue of a manual: ``place`` is a package that carries ``catalogue.jsonl``, or the path of such a file.

    An empty place is that of a manual without one: it has no row.

    Raises:
        InvalidProcedure: a line is no row, or two rows have one id.
        DefinitionFault: there is no such package or file.
    """
    if not is_text(place, MOST_OF_TEXT):
        said = brief(place)
        raise DefinitionFault(
            Said("fault_no_place_catalogue", said=said), remedy=Said("fault_name_text"), clause="", place=said
        )
    if not place:
        return Catalogue("", MappingProxyType({}))
    try:
        file = Path(place) if place.endswith(".jsonl") else resources.files(place).joinpath("catalogue.jsonl")
        text = text_of(file) if isinstance(file, Path) else file.read_text(encoding="utf-8-sig")
    except (OSError, ImportError, ValueError, TypeError) as error:
        raise DefinitionFault(
            Said("fault_catalogue_not", place=cut(place), why=cut(str(error))),
            remedy=Said("fault_name_package_holds_catalogue"),
            clause="",
            place=cut(place),
        ) from None
    every: list[Row] = []
    faults: list[DefinitionFault] = []
    by_id: dict[str, list[Row]] = {}
    for row in read_rows(text, place=place):
        if any(_clash(row, other) for other in by_id.get(row.id, ())):
            faults.append(
                DefinitionFault(
                    Said("fault_two_rows_have_id", id=row.id),
                    remedy=Said("fault_write_editions_of_each"),
                    clause=row.id,
                    place=place,
                )
            )
        every.append(row)
        by_id.setdefault(row.id, []).append(row)
    if faults:
        raise InvalidProcedure(Said("fault_catalogue_wrong", place=place), faults)
    manual = every[0].manual if every else ""
    return Catalogue(manual, MappingProxyType({row.id: row for row in every}), tuple(every))


def _clash(row: Row, other: Row) -> bool:
    """Whether two rows of one id stand in one edition."""
    return not (row.editions and other.editions) or bool(set(row.editions) & set(other.editions))


def catalogue_of(manual: Manual, edition: str) -> Catalogue:
    """The catalogue of one edition of a manual: its rows that name no edition, and those that name this one.

    Raises:
        InvalidProcedure: as :func:`load_catalogue`, or a row of the manual names an edition that it does not have.
        DefinitionFault: there is no such package or file.
        InvalidPayload: it is no manual.
    """
    whole = load_catalogue(of_kind(manual, Manual, "manual").catalogue)
    known = tuple(each.name for each in manual.editions)
    faults = [
        DefinitionFault(
            Said("fault_row_edition", id=row.id, edition=cut(name)),
            remedy=Said("fault_there_are", names=known),
            clause=row.id,
            place=manual.catalogue,
        )
        for row in whole.every
        if row.manual == manual.name
        for name in row.editions
        if name not in known
    ]
    if faults:
        raise InvalidProcedure(Said("fault_catalogue_wrong", place=manual.catalogue), faults)
    rows = {row.id: row for row in whole.every if not row.editions or edition in row.editions}
    return Catalogue(whole.manual, MappingProxyType(rows), whole.every)


# --- what lies beside the catalogue ------------------------------------------------------------------------------


def beside_catalogue(manual: Manual) -> Traversable | None:
    """The folder in which the catalogue of a manual lies, with what belongs to it; ``None`` where it has none.

    Raises:
        InvalidPayload: it is no manual.
    """
    place = of_kind(manual, Manual, "manual").catalogue
    if not place:
        return None
    return Path(place).parent if place.endswith(".jsonl") else resources.files(place)


def starts_of(manual: Manual) -> Mapping[str, Mapping[str, str]]:
    """What the rows' words for a start mean, by procedure: ``starts.json`` beside the catalogue; empty without one.

    Raises:
        DefinitionFault: the file is no JSON, or holds something else.
        InvalidPayload: it is no manual.
    """
    data = _beside(manual, "starts.json")
    if all(_words(words) for words in data.values()):
        return data
    raise _unreadable("starts.json", Said("fault_starts_shape"), _AGAIN["starts.json"])


def actors_of(manual: Manual) -> Mapping[str, str]:
    """What the rows' words for an actor mean that are no roles: ``actors.json`` beside the catalogue, or nothing.

    Raises:
        DefinitionFault: the file is no JSON, or holds something else.
        InvalidPayload: it is no manual.
    """
    data = _beside(manual, "actors.json")
    if _words(data):
        return data
    raise _unreadable("actors.json", Said("fault_actors_shape"), _AGAIN["actors.json"])


def witnesses_of(manual: Manual) -> Mapping[str, Sequence[str]]:
    """Which tests witness which row: ``witnesses.json`` beside the catalogue; empty without one.

    Raises:
        DefinitionFault: the file is no JSON, or holds something else.
        InvalidPayload: it is no manual.
    """
    data = _beside(manual, "witnesses.json")
    if all(ident.count("/") == 2 and isinstance(tests, list) for ident, tests in data.items()):
        return data
    raise _unreadable("witnesses.json", Said("fault_witnesses_shape"), _AGAIN["witnesses.json"])


_AGAIN: Final = {
    "starts.json": Said("fault_write_starts"),
    "actors.json": Said("fault_write_actors"),
    "witnesses.json": Said("fault_write_witnesses"),
}


def _words(value: object) -> bool:
    """Whether it says in words what each of several words means."""
    return isinstance(value, dict) and all(isinstance(each, str) for each in cast("dict[str, object]", value).values())


def _beside(manual: Manual, name: str) -> dict[str, Any]:
    folder = beside_catalogue(manual)
    file = folder.joinpath(name) if folder is not None else None
    if file is None or not file.is_file():
        return {}
    again = _AGAIN[name]
    try:
        data: object = json_of(text_of(file) if isinstance(file, Path) else file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        why = error.why if isinstance(error, CannotRead) else Said("cannot_be_read")
        raise _unreadable(name, why, again) from None
    if isinstance(data, dict):
        return cast("dict[str, Any]", data)
    raise _unreadable(name, Said("fault_row_no_object"), again)


def _unreadable(name: str, why: Said, remedy: Said) -> DefinitionFault:
    return DefinitionFault(Said("fault_beside", name=name, why=why), remedy=remedy, clause="", place=name)
