"""A case whose neighbour cannot be read: nobody goes by what is not known, and the rest goes on."""

from __future__ import annotations

from attrs import evolve

from servicedesk import Actor, Desk, Listing
from servicedesk.desk.listing import listing
from servicedesk.program.registry import installed
from servicedesk.stores.memory import MemoryStore

DESK = Actor("陈静", {"customer_receptionist", "front_desk", "recipient"})
T = "2026-09-30 09:00"


def test_what_counts_other_cases_is_unknown_while_one_is_damaged() -> None:
    """3.4a: the request is dispatched when the slip of its repair is open, and that repair cannot be read."""
    store = MemoryStore()
    desk = Desk("fuheng", store=store)
    told = {"by": DESK, "at": T, "recorded_at": T}
    leak = {"location": "厨房", "fault": "漏水"}
    desk.open("service_request", {"informant": "业主", "message": "漏水"}, subject="3-2-501", id="r", **told)
    desk.act("r", "classify", {"information": "报修", "importance": "general"}, **told)
    desk.act("r", "enter_repair", leak, **told)
    before = {each.step: [why.kind for why in each.refusals] for each in desk.options("r", by=DESK, at=T)}
    assert before["dispatch"] == ["required"]
    with store.unit() as unit:
        row = unit.load("r.1")
        unit.save(evolve(row, body="{}"), row.version, [])
    after = {each.step: [why.kind for why in each.refusals] for each in desk.options("r", by=DESK, at=T)}
    assert after == {
        **before,
        "answer": ["wrong_state", "unread_cases"],
        "dispatch": ["unread_cases"],
        "enter_repair": ["unread_cases"],
    }
    assert desk.act("r", "withdraw", {"reason": "重复"}, **told).state == "withdrawn"


def test_a_listing_is_a_tuple_with_something_beside_it() -> None:
    """Equal to a tuple of the same, and pickled with what failed."""
    import pickle

    found = listing([1, 2], {"c3": "store.corrupt"})
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  our own
    assert (found, found.failed) == ((1, 2), (("c3", "store.corrupt"),)) == (again, again.failed)
    assert Listing([1]).failed == ()


def test_a_list_without_a_search_names_what_cannot_be_read() -> None:
    """A store of the six calls alone: what is due is gone through case by case."""

    class Bare(MemoryStore):
        find = None  # type: ignore[assignment]

    store = Bare()
    desk = Desk("fuheng", store=store, registry=installed())
    call = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
    for ident in ("a", "b"):
        desk.open("complaint", call, subject=ident, by=DESK, at=T, recorded_at=T, id=ident)
    with store.unit() as unit:
        row = unit.load("a")
        unit.save(evolve(row, body="{}"), row.version, [])
    due = desk.due()
    assert {limit.case_id for limit in due} == {"b"}
    assert due.failed == (("a", "store.corrupt"),)
