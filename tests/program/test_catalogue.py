"""The catalogue of a manual: a place where there is none is said as what it is."""

from __future__ import annotations

import pytest

from servicedesk.errors import DefinitionFault
from servicedesk.program.catalogue import load_catalogue


@pytest.mark.parametrize(
    "place", ["no_such_package", "../manuals/fuheng", ".", "..", "os", "\x00", "a..b", "nowhere/rows.jsonl", "/"]
)
def test_a_place_without_a_catalogue_is_a_fault_that_names_it(place: str) -> None:
    with pytest.raises(DefinitionFault, match="is not there") as caught:
        load_catalogue(place)
    assert caught.value.remedy == "name the package that holds catalogue.jsonl, or the path of a .jsonl file"


def test_an_empty_place_is_that_of_a_manual_without_rows() -> None:
    assert not load_catalogue("").rows
