"""Whatever a search is asked with is known to be of its kind before anything is searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from doors.test_foreign_values import FOREIGN
from doors.values import MARK
from servicedesk import Holder
from servicedesk.checking import check, without, witnesses
from servicedesk.errors import InvalidPayload, InvalidRoster, ServicedeskError, UnknownManual, UnknownName

ASKED: Final[dict[str, Callable[[Any], Any]]] = {
    "manual": check,
    "procedure": lambda given: check("fuheng", given),
    "edition": lambda given: check("fuheng", "fee_collection", edition=given),
    "roster": lambda given: check("fuheng", "fee_collection", roster=given),
    "role": lambda given: check("fuheng", "fee_collection", roster={"fee_collector": given}),
    "person": lambda given: check("fuheng", "fee_collection", roster={"fee_collector": [given]}),
    "most": lambda given: check("fuheng", "fee_collection", most=given),
    "manual without": lambda given: without(given, "fee_collection", "1"),
    "procedure without": lambda given: without("fuheng", given, "1"),
    "clause": lambda given: without("fuheng", "fee_collection", given),
    "edition without": lambda given: without("fuheng", "fee_collection", "1", edition=given),
    "most without": lambda given: without("fuheng", "fee_collection", "1", most=given),
    "witnesses": lambda given: list(witnesses("fuheng", given)),
}


@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: getattr(make, "__name__", "value"))
@pytest.mark.parametrize("call", ASKED.values(), ids=ASKED)
def test_a_foreign_value_is_told(call: Callable[[Any], Any], make: Callable[[], Any]) -> None:
    with pytest.raises(ServicedeskError) as caught:
        call(make())
    assert MARK not in str(caught.value)


def test_a_name_that_nothing_has_is_told() -> None:
    with pytest.raises(UnknownManual, match="nowhere"):
        check("nowhere")
    with pytest.raises(UnknownName, match="has no procedure 'nothing'; it has"):
        check("fuheng", "nothing")
    with pytest.raises(UnknownName, match="never"):
        check("fuheng", edition="never")


def test_a_roster_that_names_no_role_is_told_with_what_is_near() -> None:
    with pytest.raises(InvalidRoster, match=r"roster\.fee_colector: .*did you mean 'fee_collector'"):
        check("fuheng", "fee_collection", roster={"fee_colector": [Holder("王敏")]})


@pytest.mark.parametrize("most", [0, -1, True, 10**30])
def test_a_bound_that_is_none_is_told(most: int) -> None:
    with pytest.raises(InvalidPayload, match="most"):
        check("fuheng", "fee_collection", most=most)
