"""The desk's door: what is no payload, id, key, day or post is told before anything reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from servicedesk import Actor, Desk
from servicedesk.errors import InvalidInstant, InvalidPayload, NaiveDatetime
from texts.gate import CLERK as ROLE
from texts.gate import MANUAL
from texts.test_phrases import BEGIN, CLERK, HEAD, REGISTRY, story


def desk_with(**more: Any) -> Desk:
    desk = Desk(MANUAL, registry=REGISTRY, clock=lambda: BEGIN)
    desk.open("gate", {"note": "搬出"}, **({"subject": "1", "by": CLERK, "id": "g"} | more))
    return desk


@pytest.mark.parametrize("payload", [[("size", "small")], "size=small", 5, {f"b{n}": 1 for n in range(501)}])
def test_what_is_no_payload_is_told(payload: Any) -> None:
    """A list, text, a number, far too many blanks."""
    with pytest.raises(InvalidPayload, match="payload"):
        desk_with().try_act("g", "sort", payload, by=CLERK)


@pytest.mark.parametrize("name", ["id", "subject", "key"])
@pytest.mark.parametrize("value", ["x" * 201, "a\x00b", "a\nb", "\ud800", 5])
def test_what_cannot_name_a_case_is_told(name: str, value: Any) -> None:
    """Ids, subjects and keys: two hundred characters that can be seen."""
    with pytest.raises(InvalidPayload, match=name):
        desk_with(**{name: value})


@pytest.mark.parametrize("amount", ["1e999999999", "1e-999999999", "NaN", "-Infinity", "9" * 400, 1.5, "", "十"])
def test_a_number_that_is_none_is_refused_at_once(amount: Any) -> None:
    """Also one whose digits would fill the memory."""
    told = desk_with().try_act("g", "pay", {"key_fee": amount}, by=CLERK)
    assert all(r.place == "key_fee" for r in told.refusals)
    assert told.ok is (amount == "")  # left empty: the fee is fixed, and so is the amount


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 4001, 5, ["a"], b"a"])
def test_words_that_cannot_be_kept_are_refused(text: Any) -> None:
    """By the path of the blank."""
    refusals = desk_with().try_act("g", "fill_goods", {"goods": text}, by=CLERK).refusals
    assert [(r.kind, r.place) for r in refusals] == [("wrong_value", "goods")]


def test_lines_of_text_may_be_broken() -> None:
    """A clerk presses return."""
    assert desk_with().act("g", "fill_goods", {"goods": "沙发\n\t茶几"}, by=CLERK).facts["goods"] == "沙发\n\t茶几"


@pytest.mark.parametrize("roles", ["clerk", ROLE, ["clerk"], (ROLE,), {"clerk"}, frozenset({"clerk", "head"})])
def test_one_post_or_several_as_roles_or_names(roles: Any) -> None:
    """``Actor("chen", "clerk")`` is a clerk, not five letters."""
    assert "clerk" in Actor("chen", roles).roles
    assert desk_with(by=Actor("chen", roles)).case("g").state == "inside"


def test_a_day_is_a_date_a_text_or_the_day_of_an_instant() -> None:
    """The day of an instant is that of the desk's zone."""
    desk = desk_with()
    assert desk.entitlements("g", on="2026-05-01") == ()
    assert desk.entitlements("g", on=date(2026, 5, 1)) == ()
    assert desk.entitlements("g", on=datetime(2026, 5, 1, tzinfo=UTC)) == ()
    with pytest.raises(InvalidInstant, match="2026-13-01"):
        desk.entitlements("g", on="2026-13-01")
    with pytest.raises(NaiveDatetime):
        desk.entitlements("g", on=datetime(2026, 5, 1))  # noqa: DTZ001  the wrong thing itself


@pytest.mark.parametrize("at", [5, None, "yesterday", "2026-02-30 10:00"])
def test_what_is_no_instant_is_told(at: Any) -> None:
    """None alone means now."""
    desk = desk_with()
    if at is None:
        assert desk.try_act("g", "sort", {"size": "小件"}, by=CLERK, at=at).ok
        return
    with pytest.raises(InvalidInstant):
        desk.try_act("g", "sort", {"size": "小件"}, by=CLERK, at=at)


@pytest.mark.parametrize("entry", [True, "1", 0, -1, 99, 1.5])
def test_only_an_entry_of_the_case_is_corrected(entry: Any) -> None:
    """By its number."""
    refusals = story().do("correct", HEAD, entry=entry, reason="误记", note="搬入").refusals
    assert [r.kind for r in refusals] == ["no_entry"]


def test_a_correction_keeps_what_it_corrects() -> None:
    """The new value holds, the old one stays in the history, with who, why and which entry."""
    told = story().do("correct", HEAD, entry=1, reason="误记", note="搬入")
    assert told.refusals == ()
    assert told.desk.case("g").facts["note"] == "搬入"
    first, *_, last = told.desk.history("g")
    assert first.entry.facts["note"] == "搬出"
    assert (last.entry.corrects, last.entry.reason, last.by) == (1, "误记", "he")


def test_a_merge_ends_one_case_and_is_told_in_the_other() -> None:
    """Both histories name the other case; an ended case takes nothing in."""
    told = story()
    told.desk.open("gate", {"note": "又搬"}, subject="9", by=CLERK, at=BEGIN, recorded_at=BEGIN, id="h")
    told.do("merge", HEAD, into="h", reason="同一件事")
    assert told.desk.case("g").state == "merged"
    assert told.desk.history("h")[-1].zh == "并入g"
    told.desk.open("gate", {"note": "三搬"}, subject="8", by=CLERK, at=told.now, recorded_at=told.now, id="i")
    again = told.desk.try_act("i", "merge", {"into": "g", "reason": "同"}, by=HEAD, at=told.now, recorded_at=told.now)
    assert [r.kind for r in again.refusals] == ["no_target"]
    assert told.desk.case("i").open
