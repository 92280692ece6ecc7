"""Houses that share a store: a desk sees, changes and looks at the cases of its own tenant, and at nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from servicedesk import Actor, Desk
from servicedesk.errors import AlreadyOpen, CaseNotFound
from servicedesk.stores import Store
from servicedesk.stores.memory import MemoryStore

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
OPENED = "2026-09-30 09:00"
LATER = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)  # 17:00 in Shanghai: 4.2.3a gives one hour, to 10:00


def desk_of(tenant: str, store: Store, superior: str) -> Desk:
    return Desk("fuheng", store=store, tenant=tenant, roster={"superior": [superior]}, clock=lambda: LATER)


@pytest.fixture
def desks() -> tuple[Desk, Desk]:
    store = MemoryStore()
    return desk_of("east", store, "李主管"), desk_of("west", store, "赵主管")


def opened(desk: Desk, **more: str) -> str:
    return desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=OPENED, recorded_at=OPENED, **more).id


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk, case: desk.case(case),
        lambda desk, case: desk.history(case),
        lambda desk, case: desk.options(case, by=CLERK),
        lambda desk, case: desk.explain(case, "tell_desk"),
        lambda desk, case: desk.messages(case),
        lambda desk, case: desk.custody(case),
        lambda desk, case: desk.as_of(case, OPENED),
        lambda desk, case: desk.act(case, "tell_desk", by=CLERK),
        lambda desk, case: desk.act(case, "withdraw", {"reason": "无"}, by=CLERK),
    ],
)
def test_another_tenants_case_is_not_there(desks: tuple[Desk, Desk], ask: Callable[[Desk, str], object]) -> None:
    """By its very id, for whoever asks and whatever is asked."""
    east, west = desks
    case = opened(east)
    before = east.case(case)
    with pytest.raises(CaseNotFound, match=case):
        ask(west, case)
    assert east.case(case) == before


def test_a_case_is_not_merged_into_another_tenants(desks: tuple[Desk, Desk]) -> None:
    """The unit would write both."""
    east, west = desks
    theirs, ours = opened(east), opened(west)
    with pytest.raises(CaseNotFound, match=theirs):
        west.act(ours, "merge", {"into": theirs, "reason": "同一故障"}, by=CLERK)


def test_a_tick_leaves_another_tenants_cases_to_its_desk(desks: tuple[Desk, Desk]) -> None:
    """Each is looked at once, by the desk that has its calendar and its roster."""
    east, west = desks
    here, there = opened(east), opened(west)
    before = east.case(here)
    report = west.tick()
    assert (report.checked, {case for case, _ in report.entries}) == (1, {there})
    assert east.case(here) == before
    assert {case for case, _ in east.tick().entries} == {here}
    assert east.tick().checked == west.tick().checked == 0


def test_keys_and_subjects_are_each_tenants_own(desks: tuple[Desk, Desk]) -> None:
    """The same key opens a case in each; only an id is of the whole store."""
    east, west = desks
    here, there = opened(east, key="call-1"), opened(west, key="call-1")
    assert here != there
    assert [case.id for case in east.cases("3-2-501")] == [here]
    assert opened(east, key="call-1") == here
    assert {limit.case_id for limit in west.due()} == {there}


def test_an_id_of_another_tenant_is_taken(desks: tuple[Desk, Desk]) -> None:
    """With the key of that opening too: what stands behind it is not shown."""
    east, west = desks
    opened(east, id="c-1", key="call-1")
    for key in ("", "call-1"):
        with pytest.raises(AlreadyOpen, match="c-1"):
            opened(west, id="c-1", key=key)


def test_each_house_has_its_own_standing_duties_over_subjects_of_one_name(desks: tuple[Desk, Desk]) -> None:
    keeper = Actor("王小红", {"key_keeper"})
    east, west = (desk.start_standing_tasks({"key_store": ["store"]}, by=keeper) for desk in desks)
    assert (len(east), len(west)) == (1, 1)
    assert [desk.case(ident).tenant for desk, (ident,) in zip(desks, (east, west), strict=True)] == ["east", "west"]
