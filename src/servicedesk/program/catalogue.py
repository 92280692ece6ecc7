"""The clause catalogue that a manual carries: one row a rule of the source, in our own words.

Rows are numbers, terms and readings to hold declarations against; the declarations are what is executed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from attrs import field, frozen

from servicedesk.arguments import as_text
from servicedesk.characters import MOST_OF_TEXT, brief, cut, is_text
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.files import json_of, text_of
from servicedesk.said import Said

__all__ = ["ENFORCEABLE", "Catalogue", "Row", "load_catalogue", "read_rows"]

ENFORCEABLE = frozenset({"core", "policy", "standing"})


def _actors(value: Any) -> tuple[str, ...]:
    several = cast("Iterable[Any]", value) if isinstance(value, list) else (value,)
    return tuple(map(str, several))


@frozen
class Row:
    """One row: ``manual/procedure/clause``, its kind, actors, key terms, quantity and reading; that in Chinese too."""

    id: str
    manual: str
    source: str
    section: str
    clause: str
    procedure: str
    kind: str
    actor: tuple[str, ...] = field(converter=_actors)
    summary: str
    zh: str
    quantity: Mapping[str, Any] | None
    scope: str
    reading: str | None
    reading_zh: str = ""

    @property
    def enforceable(self) -> bool:
        """Scope core, policy or standing: something that can be kept or broken."""
        return self.scope in ENFORCEABLE


@frozen
class Catalogue:
    """The rows of one manual, by id, in the order of the source."""

    manual: str
    rows: Mapping[str, Row]

    def of(self, procedure: str) -> Iterator[Row]:
        """The rows of one procedure.

        Raises:
            InvalidPayload: the procedure is no text.
        """
        procedure = as_text(procedure, "procedure")
        return (row for row in self.rows.values() if row.procedure == procedure)


def read_rows(text: str, *, place: str) -> Iterator[Row]:
    """Read JSON lines into rows.

    Raises:
        InvalidProcedure: every line that is no row, with its number.
        InvalidPayload: what should hold the lines is no text.
    """
    place = cut(place)
    faults: list[DefinitionFault] = []
    for number, item in enumerate(as_text(text, "text").splitlines(), 1):
        if not item.strip():
            continue
        try:
            yield Row(**json_of(item))
        except (TypeError, ValueError) as error:
            why = str(error).replace("Row.__init__() ", "")
            faults.append(
                DefinitionFault(
                    Said("fault_line", place=place, number=number, why=why), clause="", place=f"{place}:{number}"
                )
            )
    if faults:
        raise InvalidProcedure(Said("fault_catalogue_cannot_be_read", place=place), faults)


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
    rows: dict[str, Row] = {}
    faults: list[DefinitionFault] = []
    for row in read_rows(text, place=place):
        if row.id in rows:
            faults.append(DefinitionFault(Said("fault_two_rows_have_id", id=row.id), clause=row.id, place=place))
        rows[row.id] = row
    if faults:
        raise InvalidProcedure(Said("fault_catalogue_wrong", place=place), faults)
    manual = next(iter(rows.values())).manual if rows else ""
    return Catalogue(manual, MappingProxyType(rows))
