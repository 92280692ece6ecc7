"""Stored bodies of format 1, written once by hand: they are read for ever, and written in the same words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Case, Entry
from servicedesk.engine.entry import (
    ActionEntry,
    BuiltinEntry,
    ChildEntry,
    CustodyEntry,
    EditionEntry,
    EntitlementEntry,
    EscalationEntry,
    ItemChange,
    LimitEntry,
    MergedEntry,
    MovedEntry,
    PaymentEntry,
)
from servicedesk.engine.parts import AboutLimit, EntitlementState, Item, Limit
from servicedesk.errors import CorruptRecord
from servicedesk.rules.values import Instant, Occurrence, Token
from servicedesk.spans import Gap, days
from servicedesk.stores.codec import BY_CLASS, CASE, case_from_json, case_to_json, entry_from_json, entry_to_json

HERE = Path(__file__).parent / "bodies"
NINE = 1_777_428_000_000_000  # 2026-04-29T10:00+08:00


def text_of(name: str) -> str:
    return (HERE / f"{name}.json").read_text(encoding="utf-8")


def case_of(name: str) -> Case:
    return case_from_json(text_of(name), name)


def entry_of(name: str) -> Entry:
    return entry_from_json(text_of(name), name)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda p: p.stem)
def test_what_is_read_is_written_again(path: Path) -> None:
    """The same JSON, with nothing added and nothing lost."""
    text = path.read_text(encoding="utf-8")
    if path.stem.startswith("case"):
        assert json.loads(case_to_json(case_from_json(text, path.stem))) == json.loads(text)
    else:
        assert json.loads(entry_to_json(entry_from_json(text, path.stem))) == json.loads(text)


def test_each_kind_of_fact_keeps_its_type() -> None:
    """Words, tokens, decimals, days, moments, spans, yes and no, whole numbers."""
    assert case_of("case-1").facts == {
        "note": "漏水",
        "caller": Token("p1"),
        "tonnes": Decimal("1.50"),
        "from_day": date(2026, 5, 1),
        "appointment": Instant(NINE),
        "allowed": days(2),
        "good": True,
        "rooms": 3,
    }


def test_the_parts_of_a_case_come_back() -> None:
    """Marks, lines, grants, custody, payments, waivers, doers, and the values behind the tokens."""
    case = case_of("case-1")
    assert (case.tenant, case.parent, case.exclusive_key, case.opening_key) == ("west", "job-0", "job/3-2-501", "k")
    assert (case.version, case.children, case.tokens, case.open) == (9, 1, 1, True)
    assert case.answers == {"arrears": Decimal(0)}
    assert case.occurrences == {
        "done:begin": Occurrence(2, NINE, 3, NINE + 1, 5),
        "entered:working": Occurrence(1, NINE + 1, 5, NINE + 1, 5),
    }
    assert case.items == {"defect-1": Item("defect", "defect-1", open=True, opened_at=NINE)}
    assert case.entitlements == {
        "discount": EntitlementState(
            "discount", "sample/job/7", "2026-05-01", "2026-06-30", "0.5", "2026-06-01", over=True
        )
    }
    assert (case.custody, case.payments) == ({"key": "clerk"}, {"deposit": "100.00"})
    assert (case.waived, case.performers) == ({"sample/job/5e": "he"}, {"begin": ("wu", "li")})
    assert case.vault == {"p1": "王小明"}


def test_a_limit_comes_back_with_its_whole_ledger() -> None:
    """Pauses, changes of calendar, extensions, rungs that went out, years that are not settled."""
    limit = case_of("case-1").limits["finish@defect-1"]
    assert limit == entry_of("entry-2-missed").limit
    assert isinstance(limit, Limit)
    assert (limit.key, limit.run, limit.generation, limit.state) == ("finish@defect-1", 2, 3, "missed")
    assert limit.pauses == (
        Gap(NINE + 3_600_000_000, NINE + 7_200_000_000, "waiting"),
        Gap(NINE + 9_000_000_000, None, "storm"),
    )
    assert limit.changes == ((NINE + 1_000_000, "statutory@2026-01-01+00000000"),)
    assert (limit.extensions, limit.levels) == (("1 day",), (("warn", NINE + 5_000_000),))
    assert (limit.provisional, limit.mandatory, limit.closed_at) == ((2027,), False, NINE + 8_000_000)


def test_what_a_body_leaves_out_has_its_first_value() -> None:
    """A case that ended, without anything else."""
    case = case_of("case-2-ended")
    assert (case.open, case.state, case.tenant, case.exclusive_key) == (False, "made", "", None)
    assert (case.facts, case.limits, case.vault) == ({}, {}, {})


def test_an_entry_comes_back() -> None:
    """An opening as its clerk recorded it, and an escalation that a vacant post handed up."""
    opened = entry_of("entry-1-opened")
    assert (opened.seq, opened.by, opened.roles, opened.state) == (1, "chen", ("clerk",), "received")
    assert opened.events == ("done:open", "entered:received", "filed:slip")
    assert (opened.key, opened.digest, opened.checked_at) == ("k", "00ff", 1_777_428_060_000_000)
    assert isinstance(opened, ActionEntry)
    assert opened.tokens == 1
    assert opened.facts == {"note": "漏水", "caller": Token("p1")}
    told = entry_of("entry-3-escalated")
    assert isinstance(told, EscalationEntry)
    assert (told.to, told.names, told.vacant, told.in_name_of) == (("head",), ("he",), ("leader",), ("worker",))
    assert (told.about, told.level) == (AboutLimit("finish", "", 1), False)
    assert told.events == ("recorded:tell_leader",)
    assert (told.at, told.checked_at) == (1_778_061_600_000_000, 1_778_070_000_000_000)


def test_what_an_entry_leaves_out_is_what_the_rest_says() -> None:
    """A limit's name and clause, an instant of recording that is the same, events that follow from the kind."""
    missed = entry_of("entry-2-missed")
    assert isinstance(missed, LimitEntry)
    assert (missed.name, missed.clause, missed.item) == ("finish@defect-1", "sample/job/2b", "defect-1")
    assert (missed.events, missed.cause, missed.by_us) == (("missed:finish",), "extended", 0)
    moved = entry_of("entry-6-retargeted")
    assert isinstance(moved, MovedEntry)
    assert (moved.name, moved.clause, moved.from_clause) == ("finish", "sample/job/2c", "sample/job/2b")
    assert (moved.old_due, moved.new_due) == (1_777_800_000_000_000, 1_778_061_600_000_000)
    assert (moved.at, moved.recorded, moved.checked_at, moved.events) == (NINE, NINE, None, ())


def test_each_family_comes_back_as_its_own_class() -> None:
    """What a kind carries is named by its class, and its events are read off."""
    corrected, merged = entry_of("entry-4-corrected"), entry_of("entry-5-merged")
    assert isinstance(corrected, BuiltinEntry)
    assert (corrected.corrects, corrected.reason, corrected.item) == (1, "误记", "defect-1")
    assert isinstance(merged, BuiltinEntry)
    assert (merged.into, merged.ends, merged.events) == ("job-2", True, ("done:merge", "entered:merged"))
    refunded, child, joined = (entry_of(n) for n in ("entry-8-refunded", "entry-10-child", "entry-11-merged-from"))
    assert isinstance(refunded, PaymentEntry)
    assert (refunded.amount, refunded.events) == ("100.00", ("refunded:deposit",))
    assert isinstance(child, ChildEntry)
    assert (child.child, child.number, child.events) == ("job-1.1", 1, ("opened:visit",))
    assert isinstance(joined, MergedEntry)
    assert (joined.from_case, joined.by, joined.events) == ("job-0", "he", ())
    handed, entitled = entry_of("entry-9-handed-over"), entry_of("entry-7-entitlement")
    assert isinstance(handed, CustodyEntry)
    assert (handed.role, handed.item, handed.events) == ("guard", "defect-1", ("held:key.guard",))
    assert isinstance(entitled, EntitlementEntry)
    assert entitled.entitlement == EntitlementState("discount", "sample/job/7", "2026-05-01", "2026-06-30")
    assert entitled.events == ("entitlement_started:discount",)
    moved = entry_of("entry-13-moved")
    assert isinstance(moved, EditionEntry)
    assert (moved.from_edition, moved.edition, moved.states) == ("2025", "2026", {"assigned": "accepted"})
    assert (moved.by, moved.reason, moved.events) == ("li", "第4.2.3条改为两条", ())
    step = entry_of("entry-12-step")
    assert isinstance(step, ActionEntry)
    assert (step.outcome, step.item_change) == ("yes", ItemChange("defect", open=False))
    assert (step.answers, step.custody) == ({"arrears": Decimal(0)}, {"key@defect-1": "clerk"})


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every object inside a body whose keys are settled; facts and answers have open keys."""
    if isinstance(value, list):
        return [p for n, v in enumerate(value) for p in places(v, (*path, n))]
    if not isinstance(value, dict):
        return []
    inner = [p for k, v in value.items() if k not in ("facts", "answers", "vault") for p in places(v, (*path, k))]
    opening_keys = path and path[-1] in ("occurrences", "custody", "payments", "waived", "performers", "states")
    return inner if opening_keys else [path, *inner]


CASES = [(p.stem, place) for p in sorted(HERE.glob("*.json")) for place in places(json.loads(p.read_text("utf-8")))]


@pytest.mark.parametrize(("name", "place"), CASES, ids=str)
def test_an_unknown_key_is_refused_wherever_it_stands(name: str, place: tuple[str | int, ...]) -> None:
    """A body of a later version is not half read; the error names the record and none of its values."""
    body = json.loads(text_of(name))
    part = body
    for step in place:
        part = part[step]
    part["surprise"] = "王小明"
    read = case_from_json if name.startswith("case") else entry_from_json
    with pytest.raises(CorruptRecord, match=r"cannot be read") as caught:
        read(json.dumps(body), "job-1")
    assert caught.value.fields["id"] == "job-1"
    assert "王小明" not in str(caught.value)


BROKEN = [
    "",
    "[]",
    "null",
    "{}",
    "\x00",
    '{"format": 2, "case": {}}',
    '{"format": 1}',
    '{"format": 1, "case": {"id": 1}}',
    text_of("case-1").replace('"1.50"', '"many"'),
    text_of("case-1").replace("2 days", "two days"),
    text_of("case-1").replace('"$day": "2026-05-01"', '"$day": "2026-13-01"'),
    text_of("case-1")[:900],
    text_of("case-1").replace('"version": 9', '"version": "9"'),
    text_of("case-1").replace('"version": 9', '"version": 9.0'),
    text_of("case-1").replace('"over": true', '"over": 1'),
    text_of("case-1").replace('"good": true', '"good": null'),
    text_of("case-1").replace('"good": true', '"good": [true]'),
    text_of("case-1").replace('"clerk"', "7"),
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_body_is_refused(text: str) -> None:
    """Cut short, of another format, without its case, of wrong types."""
    with pytest.raises(CorruptRecord):
        case_from_json(text, "job-1")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda p: p.stem)
def test_the_quick_way_to_write_gives_the_text_of_the_plain_one(path: Path) -> None:
    """The oracle is the table's tree through an encoder."""
    text = path.read_text(encoding="utf-8")
    made = case_from_json(text, "c") if path.stem.startswith("case") else entry_from_json(text, "c")
    table = CASE if isinstance(made, Case) else BY_CLASS[type(made)]
    assert table.text(made) == json.dumps(table.write(made), ensure_ascii=False, separators=(",", ":"))
