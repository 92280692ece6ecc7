"""Clauses on what is written and read: texts, instants, versions, openings."""

from __future__ import annotations

# ruff: noqa: RUF001  -- look-alikes are the point here
from attrs import evolve

from servicedesk.errors import ConcurrencyConflict, KeyReused, StoreMisuse
from servicedesk.stores import CaseRow, EntryRow
from servicedesk.testing._kit import (
    LATE,
    MINUTE,
    T0,
    US,
    Harness,
    clause,
    due_ids,
    entry,
    is_absent,
    open_case,
    refused,
    row,
    same,
    save_next,
    stored,
    that,
)
from servicedesk.testing._words import words

_TEXTS = (
    "",
    " trailing blanks  ",
    "line\nfeed\r\nreturn\ttab",
    "quotes ' \" \\ % _ ; --",
    "业主投诉：楼上漏水，“很严重”！（三单元）",
    "ＡＢＣ１２３　ﾊﾝｶｸ",
    "e\u0301 \u00e9 \u200b\ufeff",
    "\U00020bb7野家 😀🏠",
    '{"b": 1,   "a": 1.0, "a": 2}',
    "\x01\x1f\x7f",
)


@clause(
    1,
    "A row comes back as it was saved, every field, with its optional fields filled and empty.",
    "一行存入后原样读出，各栏不差，可空的栏填与不填均如此。",
)
def fields_come_back(harness: Harness) -> None:
    full = CaseRow(
        id="c1",
        tenant="north",
        manual="fuheng",
        edition="2024-01-01",
        procedure="repair",
        fingerprint="f1",
        subject="3-2-501",
        parent="c0",
        exclusive_key="repair/3-2-501",
        state="assigned",
        open=True,
        version=2,
        next_check_at=T0 + US,
        opening_key="web-77",
        body='{"format": 1}',
        last_due=T0 + 2 * US,
        first_due=T0 + 3 * US,
        opened_at=T0 - US,
        closed_at=T0 + 4 * US,
        category="own_service",
        holder="李主管",
        deviations=2,
    )
    entries = [EntryRow(1, T0, "web-77", '{"step": "open"}'), EntryRow(2, T0 + US, None, "[]")]
    plain = row("c2", open=False, subject="")
    with harness.new() as store:
        with store.unit() as unit:
            unit.save(full, 0, entries)
            unit.save(plain, 0, [entry(1)])
        same(stored(store, "c1"), (full, entries), "a full row and its entries")
        same(stored(store, "c2"), (plain, [entry(1)]), "a row with empty fields")
        that(type(stored(store, "c2")[0].open) is bool, "open is a bool")


@clause(
    2,
    "Text comes back character for character, in every field, up to a body of a megabyte.",
    "文字逐字读回，各栏均如此，正文可达一兆字节。",
)
def text_is_exact(harness: Harness) -> None:
    with harness.new() as store:
        for number, text in enumerate(_TEXTS):
            case = row(
                f"c{number}{text}",
                tenant=text,
                manual=text,
                edition=text,
                procedure=text,
                fingerprint=text,
                subject=text,
                parent=text,
                exclusive_key=text,
                state=text,
                opening_key=text,
                body=text,
            )
            with store.unit() as unit:
                unit.save(case, 0, [entry(1, key=text, body=text)])
            same(stored(store, case.id), (case, [entry(1, key=text, body=text)]), "a row with this text")
            with store.unit() as unit:
                same(list(unit.cases(text, text, tenant=text)), [case], "the cases of this subject")
                same(list(unit.entries(case.id, key=text)), [entry(1, key=text, body=text)], "by this key")
        big = "投诉，" * 120_000
        open_case(store, row("big", body=big))
        same(len(stored(store, "big")[0].body), len(big), "length of a large body")
        that(stored(store, "big")[0].body == big, "a large body comes back")


@clause(
    3,
    "Ids, keys and slots that differ in case, width, composition or trailing blanks are different.",
    "编号、键、占用键的大小写、全半角、字符组合、尾部空格不同的，视为不同。",
)
def text_is_not_folded(harness: Harness) -> None:
    names = ("a", "A", "a ", "ａ", "é", "e\u0301", "ß", "ss", "å", "\u212b")
    with harness.new() as store:
        for name in names:
            case = row(name, subject=name, exclusive_key=name, opening_key=name)
            with store.unit() as unit:
                unit.save(case, 0, [entry(1, key=name)])
        for name in names:
            case, entries = stored(store, name)
            same(case.id, name, "the id of a loaded case")
            same(entries, [entry(1, key=name)], words("the entries of {name}", name=repr(name)))
            with store.unit() as unit:
                same(
                    [found.id for found in unit.cases(name)],
                    [name],
                    words("the cases of subject {name}", name=repr(name)),
                )


@clause(
    6,
    "A text with a NUL or half a surrogate pair is refused, and nothing is found under it.",
    "含空字符或半个代理对的文字不收，以其查找也一无所得。",
)
def unstorable_text_is_refused(harness: Harness) -> None:
    with harness.new() as store:
        for text in ("a\0b", "\ud83d"):
            for case in (row(body=text), row(subject=text), row(exclusive_key=text), row(text), row(opening_key=text)):
                with store.unit() as unit, refused(StoreMisuse, words("a case with {text}", text=repr(text))):
                    unit.save(case, 0, [entry(1)])
            for wrong in (entry(1, body=text), entry(1, key=text)):
                with store.unit() as unit, refused(StoreMisuse, words("an entry with {text}", text=repr(text))):
                    unit.save(row(), 0, [wrong])
            is_absent(store, text)
            with store.unit() as unit:
                same(list(unit.cases(text)), [], words("cases of subject {text}", text=repr(text)))
        is_absent(store, "c1")


@clause(
    7,
    "Versions and entries that do not add up are refused; nothing is written.",
    "版本与记录对不上的不收；不写入任何内容。",
)
def numbers_must_add_up(harness: Harness) -> None:
    with harness.new() as store:
        first = open_case(store, row("c1", next_check_at=T0))
        wrong: tuple[tuple[CaseRow, int, list[EntryRow]], ...] = (
            (row("c1", 3), 1, [entry(2)]),
            (row("c1", 2), 1, [entry(3)]),
            (row("c1", 2), 1, [entry(1)]),
            (row("c1", 3), 1, [entry(3), entry(2)]),
            (row("c1", 3), 1, [entry(2), entry(2)]),
            (row("c1", 3), 1, [entry(2, "k"), entry(3, "k")]),
            (row("c1", 1), 2, []),
            (row("c2", 0), 0, []),
            (row("c2", 1), 0, []),
            (row("c2", 0), -1, [entry(0)]),
            (row("", 1), 0, [entry(1)]),
        )
        for case, expected, entries in wrong:
            with (
                store.unit() as unit,
                refused(
                    StoreMisuse,
                    words(
                        "{version} from {expected} with {entries}",
                        version=case.version,
                        expected=expected,
                        entries=entries,
                    ),
                ),
            ):
                unit.save(case, expected, entries)
        same(stored(store, "c1"), (first, [entry(1)]), "the case after refused saves")
        is_absent(store, "c2")


@clause(
    8,
    "A save on another version than the stored one raises ConcurrencyConflict and writes nothing.",
    "所依版本与库中不同的，报ConcurrencyConflict，不写入任何内容。",
)
def stale_version_is_refused(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", 3, next_check_at=T0))
        for expected in (1, 2, 4):
            stale = row("c1", expected + 1, state="stale", next_check_at=None, subject="other")
            with (
                store.unit() as unit,
                refused(ConcurrencyConflict, "a stale save", id="c1", expected=expected, found=3),
            ):
                unit.save(stale, expected, [entry(expected + 1, "stale")])
        expected_history = [entry(1), entry(2), entry(3)]
        same(stored(store, "c1"), (row("c1", 3, next_check_at=T0), expected_history), "the case after stale saves")
        same(due_ids(store), ["c1"], "what is due after stale saves")
        with store.unit() as unit:
            same(list(unit.entries("c1", key="stale")), [], "entries of a stale save")
            same(list(unit.cases("other")), [], "cases of the subject of a stale save")


@clause(
    9,
    "A new case whose id is taken, and a case that is not there, are conflicts too.",
    "新案编号已被占用的，或案件并不存在的，同样属于冲突。",
)
def new_and_missing_conflict(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", 2))
        with store.unit() as unit, refused(ConcurrencyConflict, "opening a taken id", id="c1", expected=0, found=2):
            unit.save(row("c1", 1, state="other"), 0, [entry(1)])
        with (
            store.unit() as unit,
            refused(ConcurrencyConflict, "a case that is not there", id="c9", expected=1, found=0),
        ):
            unit.save(row("c9", 2), 1, [entry(2)])
        same(stored(store, "c1")[0].state, "received", "the case after another opening of its id")
        is_absent(store, "c9")


@clause(
    10,
    "The history is what was appended, in order and without gaps, save after save.",
    "历史即历次追加的记录，按序无缺，每次存入后均如此。",
)
def history_grows(harness: Harness) -> None:
    with harness.new() as store:
        bodies = [f'{{"n": {n}}}' for n in range(1, 31)]
        open_case(store, row("c0", 2))
        with store.unit() as unit:
            unit.save(row("c1", 3), 0, [entry(n, body=bodies[n - 1]) for n in (1, 2, 3)])
        for start in range(3, 30, 3):
            with store.unit() as unit:
                added = [entry(n, body=bodies[n - 1]) for n in range(start + 1, start + 4)]
                unit.save(row("c1", start + 3), start, added)
        expected = [entry(n, body=bodies[n - 1]) for n in range(1, 31)]
        same(stored(store, "c1"), (row("c1", 30), expected), "the history")
        with store.unit() as unit:
            for after in (0, 1, 9, 29, 30, 99):
                same(
                    list(unit.entries("c1", after=after)), expected[after:], words("entries after {after}", after=after)
                )


@clause(
    11,
    "A save without entries replaces the row and keeps the version and the history.",
    "存入时不附记录的，只替换该行，版本与历史不变。",
)
def row_alone_is_replaced(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", 2, next_check_at=T0))
        later = row("c1", 2, next_check_at=T0 + US, body="{}", last_due=T0)
        with store.unit() as unit:
            unit.save(later, 2, [])
        same(stored(store, "c1"), (later, [entry(1), entry(2)]), "the case after a save without entries")
        same(list(store.due(LATE)), [(T0 + US, "c1")], "what is due after a save without entries")


@clause(
    12,
    "What the first save settled stays: a save that differs in it is refused; the rest may change.",
    "首次存入即定的栏不变：与之不同的不收；其余可改。",
)
def fixed_fields_stay(harness: Harness) -> None:
    with harness.new() as store:
        first = open_case(store, row("c1", parent="c0", opening_key="k"))
        for name in ("tenant", "procedure", "parent", "opening_key"):
            with store.unit() as unit, refused(StoreMisuse, words("another {name}", name=name), changed=[name]):
                save_next(unit, first, **{name: "other"})
        with store.unit() as unit, refused(StoreMisuse, "no opening key", changed=["opening_key"]):
            save_next(unit, first, opening_key=None)
        same(stored(store, "c1"), (first, [entry(1)]), "the case after refused saves")
        changed = evolve(
            first,
            version=2,
            manual="m",
            edition="e",
            fingerprint="f",
            subject="s",
            exclusive_key="x",
            state="t",
            open=False,
            next_check_at=T0,
            body="[]",
            last_due=T0,
            first_due=T0 + US,
            opened_at=T0 - US,
            closed_at=T0 + MINUTE,
            category="c",
            holder="h",
            deviations=3,
        )
        with store.unit() as unit:
            unit.save(changed, 1, [entry(2)])
        same(stored(store, "c1")[0], changed, "the case with everything else changed")


@clause(13, "An idempotency key finds its entry, in its own case only.", "按幂等键可查到其记录，且只在本案之内。")
def key_finds_its_entry(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            unit.save(row("c1", 3), 0, [entry(1, "a"), entry(2), entry(3, "b")])
            unit.save(row("c2", 1), 0, [entry(1, "b")])
        with store.unit() as unit:
            same(list(unit.entries("c1", key="b")), [entry(3, "b")], "the entry with a key")
            same(list(unit.entries("c1", key="b", after=2)), [entry(3, "b")], "the same after 2")
            same(list(unit.entries("c1", key="b", after=3)), [], "the same after 3")
            same(list(unit.entries("c1", key="c")), [], "a key that is not there")
            same(list(unit.entries("c2", key="a")), [], "a key of another case")
            same(list(unit.entries("c9", key="a")), [], "a key of no case")


@clause(
    14,
    "A key that the history of the case has already raises KeyReused and writes nothing.",
    "本案历史中已有的键再次使用的，报KeyReused，不写入任何内容。",
)
def key_is_used_once(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            unit.save(row("c1"), 0, [entry(1, "a")])
            unit.save(row("c2"), 0, [entry(1, "a")])
        with store.unit() as unit, refused(KeyReused, "a key used before", id="c1"):
            unit.save(row("c1", 3, state="x"), 1, [entry(2), entry(3, "a")])
        same(stored(store, "c1"), (row("c1"), [entry(1, "a")]), "the case after a key used before")
        with store.unit() as unit:
            unit.save(row("c1", 2), 1, [entry(2, "b")])
            with refused(KeyReused, "a key used before in the same unit", id="c1"):
                unit.save(row("c1", 3), 2, [entry(3, "b")])
