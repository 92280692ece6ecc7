"""Clauses on units of work: all or nothing, what is seen from where, what goes on after a refusal."""

from __future__ import annotations

from servicedesk.errors import (
    AlreadyOpen,
    CaseBusy,
    CaseNotFound,
    ConcurrencyConflict,
    CorruptRecord,
    KeyReused,
    NaiveDatetime,
    StoreMisuse,
    TransientStoreError,
)
from servicedesk.stores import Clock, Schema
from servicedesk.testing._kit import (
    LATE,
    T0,
    US,
    Aside,
    Harness,
    clause,
    due_ids,
    entry,
    move,
    open_case,
    refused,
    row,
    same,
    save_next,
    stored,
    that,
)
from servicedesk.testing._words import words


class _HostError(Exception):
    """Raised by the host inside a unit."""


@clause(
    20,
    "Left by an exception, a unit has written nothing, and the exception goes on.",
    "因异常离开事务单元的，什么也未写入，异常照样抛出。",
)
def exception_undoes(harness: Harness) -> None:
    with harness.new() as store:
        first = open_case(store, row("c1", exclusive_key="s", next_check_at=T0))
        thrown = _HostError()
        caught: Exception | None = None
        try:
            with store.unit() as unit:
                save_next(unit, unit.load("c1"), state="x", next_check_at=None, open=False)
                unit.save(row("c2", exclusive_key="s", opening_key="k", next_check_at=T0), 0, [entry(1, "a")])
                raise thrown  # noqa: TRY301  as a host does
        except Exception as error:  # noqa: BLE001  whatever comes out is the finding
            caught = error
        that(
            caught is thrown,
            words("the exception does not go on as it was raised, but as {caught}", caught=repr(caught)),
        )
        same(stored(store, "c1"), (first, [entry(1)]), "the case after an exception")
        same(due_ids(store), ["c1"], "what is due after an exception")
        with store.unit() as unit:
            with refused(CaseNotFound, "a case of a unit that failed"):
                unit.load("c2")
            same(list(unit.entries("c2")), [], "entries of a unit that failed")
        with store.unit() as unit, refused(AlreadyOpen, "the exclusive key after an exception", existing_id="c1"):
            unit.save(row("c3", exclusive_key="s"), 0, [entry(1)])
        open_case(store, row("c4", opening_key="k"))


@clause(
    21,
    "Left normally, a unit has written everything, for every thread.",
    "正常离开事务单元的，全部写入，各线程均可见。",
)
def normal_exit_writes(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            for number in range(5):
                unit.save(row(f"c{number}", next_check_at=T0), 0, [entry(1)])
            save_next(unit, row("c0", next_check_at=T0), state="x")
        for reader in (lambda: stored(store, "c0"), Aside(harness, lambda: stored(store, "c0")).outcome):
            same(reader(), (row("c0", 2, state="x", next_check_at=T0), [entry(1), entry(2)]), "the first case")
        same(due_ids(store), [f"c{number}" for number in range(5)], "what is due")


@clause(
    22,
    "A unit sees its own saves, by load, entries and cases.",
    "事务单元可见其自身所存，按编号、按记录、按对象查均如此。",
)
def own_saves_are_seen(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", subject="s"))
        with store.unit() as unit:
            unit.save(row("c2", subject="s"), 0, [entry(1, "a")])
            moved = save_next(unit, unit.load("c1"), state="x")
            same(unit.load("c1"), moved, "load after save")
            same(unit.load("c2"), row("c2", subject="s"), "load of a new case")
            same(list(unit.entries("c1")), [entry(1), entry(2)], "entries after save")
            same(list(unit.entries("c2", key="a")), [entry(1, "a")], "entries of a new case by key")
            same(list(unit.cases("s")), [moved, row("c2", subject="s")], "cases after save")
            again = save_next(unit, moved, subject="t")
            same(list(unit.cases("t")), [again], "cases of the new subject")
            same([case.id for case in unit.cases("s")], ["c2"], "cases of the old subject")
            closed = save_next(unit, again, open=False)
            same(list(unit.cases("t")), [], "open cases after closing")
            same(list(unit.cases("t", open=False)), [closed], "closed cases after closing")
        same(stored(store, "c1"), (closed, [entry(n) for n in (1, 2, 3, 4)]), "the case in the end")


@clause(23, "Nothing of a unit is seen outside before it is left.", "离开事务单元之前，外面看不到其中任何内容。")
def unfinished_is_unseen(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", next_check_at=T0))

        def read() -> tuple[list[str], str, int, bool]:
            with store.unit() as other:
                case = other.load("c1", wait=False)
                seen = len(list(other.entries("c1")))
                return due_ids(store), case.state, seen, bool(other.cases("new"))

        with store.unit() as unit:
            save_next(unit, unit.load("c1"), state="x", next_check_at=None)
            unit.save(row("c2", subject="new", next_check_at=T0), 0, [entry(1)])
            due = Aside(harness, lambda: due_ids(store))
            that(due.at_once(), "due waits for a unit")
            same(due.outcome(), ["c1"], "what is due while a unit is open")
            reader = Aside(harness, read)
            if reader.finished():
                outcome = reader.outcome()
                if not isinstance(outcome, CaseBusy | TransientStoreError):
                    same(outcome, (["c1"], "received", 1, False), "what another unit sees")
        reader.outcome()


@clause(
    24,
    "After a refusal the unit goes on: saves before it and after it are written.",
    "被拒之后事务单元继续有效：其前其后所存均写入。",
)
def refusal_leaves_the_unit(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", exclusive_key="s", opening_key="k"))
        with store.unit() as unit:
            unit.save(row("c2"), 0, [entry(1, "a")])
            with refused(CaseNotFound, "no such case"):
                unit.load("c9")
            with refused(ConcurrencyConflict, "a stale save"):
                unit.save(row("c1", 8), 7, [entry(8)])
            with refused(ConcurrencyConflict, "a taken id"):
                unit.save(row("c1"), 0, [entry(1)])
            with refused(AlreadyOpen, "a taken exclusive_key"):
                unit.save(row("c3", exclusive_key="s"), 0, [entry(1)])
            with refused(AlreadyOpen, "a taken opening_key"):
                unit.save(row("c3", opening_key="k"), 0, [entry(1)])
            with refused(KeyReused, "a used key"):
                unit.save(row("c2", 2), 1, [entry(2, "a")])
            with refused(StoreMisuse, "wrong numbers"):
                unit.save(row("c2", 3), 1, [entry(2)])
            with refused(NaiveDatetime, "a naive instant"):
                unit.save(row("c2", 2, next_check_at=T0.replace(tzinfo=None)), 1, [entry(2)])
            unit.save(row("c2", 2), 1, [entry(2)])
            unit.save(row("c4"), 0, [entry(1)])
        same(stored(store, "c2"), (row("c2", 2), [entry(1, "a"), entry(2)]), "saved before and after")
        same(stored(store, "c4"), (row("c4"), [entry(1)]), "saved after")


@clause(
    25,
    "A unit that was left, and a store that was closed, are over: StoreMisuse. Closing again is nothing.",
    "已离开的事务单元、已关闭的库不得再用，报StoreMisuse；重复关闭无妨。",
)
def over_is_over(harness: Harness) -> None:
    store = harness.new()
    open_case(store, row("c1"))
    with store.unit() as unit:
        unit.load("c1")
    with refused(StoreMisuse, "loading in a unit that was left"):
        unit.load("c1")
    with refused(StoreMisuse, "saving in a unit that was left"):
        unit.save(row("c1", 2), 1, [entry(2)])
    with refused(StoreMisuse, "entries in a unit that was left"):
        list(unit.entries("c1"))
    with refused(StoreMisuse, "cases in a unit that was left"):
        unit.cases("3-2-501")
    same(stored(store, "c1"), (row("c1"), [entry(1)]), "the case")
    store.close()
    store.close()
    with refused(StoreMisuse, "due of a closed store"):
        store.due(T0)
    with refused(StoreMisuse, "a unit of a closed store"), store.unit() as unit:
        unit.load("c1")


@clause(
    26,
    "Within a unit a case stands still: two loads are equal, and its entries are 1 to its version.",
    "在事务单元之内案件不变：两次读取相同，记录为1至其版本。",
)
def a_loaded_case_stands_still(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", 2))
        with store.unit() as unit:
            case = unit.load("c1")
            other = Aside(harness, lambda: move(store, "c1", state="x"))
            other.finished()
            same(unit.load("c1"), case, "the second load")
            same([e.seq for e in unit.entries("c1")], [1, 2], "entries of a case loaded at version 2")
            same(list(unit.cases("3-2-501")), [case], "the case among the cases of its subject")
        same(other.outcome(), None, "the other thread's move")
        same(stored(store, "c1")[0].version, 3, "the version in the end")


@clause(
    27,
    "What the caller does with its list of entries after the save changes nothing.",
    "存入之后，调用者再改动其记录列表，不影响所存内容。",
)
def lists_are_not_shared(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            entries = [entry(1)]
            unit.save(row("c1"), 0, entries)
            entries.append(entry(2))
            same(list(unit.entries("c1")), [entry(1)], "entries in the unit")
            entries.clear()
        same(stored(store, "c1"), (row("c1"), [entry(1)]), "the case")


@clause(
    28,
    "The look-up by subject takes equality only: subject, procedure, open or closed, tenant; by id.",
    "按对象查找只论相等：对象、流程、未结或已结、租户；按编号排列。",
)
def cases_are_equal(harness: Harness) -> None:
    with harness.new() as store:
        kept = [
            row("b", subject="3-2-501"),
            row("a", subject="3-2-501", procedure="repair"),
            row("Z", subject="3-2-501", open=False),
            row("中", subject="3-2-501"),
            row("n", subject="3-2-501", tenant="north"),
            row("p", subject="3-2-5011"),
            row("w", subject="%"),
            row("e", subject=""),
        ]
        with store.unit() as unit:
            for case in kept:
                unit.save(case, 0, [entry(1)])
        with store.unit() as unit:

            def ids(*args: object, **kwargs: object) -> list[str]:
                return [case.id for case in unit.cases(*args, **kwargs)]  # type: ignore[arg-type]  # passed on as given

            same(ids("3-2-501"), ["a", "b", "中"], "open cases of a subject")
            same(ids("3-2-501", "repair"), ["a"], "of one procedure")
            same(ids("3-2-501", open=False), ["Z"], "closed ones")
            same(ids("3-2-501", open=None), ["Z", "a", "b", "中"], "open and closed ones")
            same(ids("3-2-501", tenant="north"), ["n"], "of another tenant")
            same(ids("%"), ["w"], "of a subject that looks like a pattern")
            same(ids("3-2-50_"), [], "of no subject")
            same(ids(""), ["e"], "of the empty subject")
            same(ids("3-2-501", ""), [], "of the empty procedure")
            same(list(unit.cases("3-2-5011")), [row("p", subject="3-2-5011")], "the whole row")


# --- kept outside, and past the store ----------------------------------------------------------------------


@clause(
    29,
    "What was committed is there for another store over the same data, at once.",
    "已提交的内容，同一数据上的另一个库立即可见。",
    needs="reopen",
)
def committed_is_kept(harness: Harness) -> None:
    if harness.reopen is None:
        raise ValueError("the harness cannot reopen")
    with harness.new() as store:
        case = open_case(store, row("c1", 2, next_check_at=T0 + US, exclusive_key="s", opening_key="k", body='"业主"'))
        with harness.reopen(store) as other:
            same(stored(other, "c1"), (case, [entry(1), entry(2)]), "the case in the other store")
            same(list(other.due(LATE)), [(T0 + US, "c1")], "what is due in the other store")
            with other.unit() as unit, refused(AlreadyOpen, "the exclusive key in the other store", existing_id="c1"):
                unit.save(row("c2", exclusive_key="s"), 0, [entry(1)])
            move(other, "c1", state="x")
        same(stored(store, "c1")[0].state, "x", "the case in the first store")


@clause(
    30,
    "What save has written is what lies there, read past the store.",
    "所存即所在：绕过本库读取的，与存入的相同。",
    needs="raw_read",
)
def save_writes(harness: Harness) -> None:
    if harness.raw_read is None:
        raise ValueError("the harness cannot read past the store")
    with harness.new() as store:
        with store.unit() as unit:
            unit.save(row("c1", 2, body='"业主，甲"'), 0, [entry(1, "a"), entry(2, body='"乙"')])
        with store.unit() as unit:
            unit.save(row("c1", 3, body='"丙丁"', next_check_at=T0), 2, [entry(3)])
        case, entries = harness.raw_read(store, "c1")
        same((case.version, case.body), (3, '"丙丁"'), "version and body of the row")
        lying = [(e.seq, e.key, e.body) for e in entries]
        same(lying, [(1, "a", "{}"), (2, None, '"乙"'), (3, None, "{}")], "the entries")


@clause(
    31,
    "A row that cannot be read raises CorruptRecord with its id; other cases go on.",
    "无法读取的行，报CorruptRecord并给出编号；其他案件不受影响。",
    needs="damage",
)
def damage_is_named(harness: Harness) -> None:
    if harness.damage is None:
        raise ValueError("the harness cannot damage a row")
    with harness.new() as store:
        open_case(store, row("c1"))
        open_case(store, row("c2"))
        harness.damage(store, "c1")
        with refused(CorruptRecord, "loading a damaged row", id="c1"), store.unit() as unit:
            unit.load("c1")
        move(store, "c2", state="x")
        same(stored(store, "c2")[0].state, "x", "another case")


@clause(
    32,
    "The clock of the store gives aware instants that do not go back.",
    "库的时钟给出带时区的时刻，且不倒退。",
    needs="Clock",
)
def clock_goes_on(harness: Harness) -> None:
    with harness.new() as store:
        that(isinstance(store, Clock), "the store has no clock")
        if isinstance(store, Clock):
            instants = [store.now() for _ in range(5)]
            that(all(instant.utcoffset() is not None for instant in instants), "an instant is naive")
            same(instants, sorted(instants), "the order of the instants")


@clause(
    33,
    "The check of the tables passes on tables that the store has just made.",
    "库刚建成的表，可通过表结构检查。",
    needs="Schema",
)
def fresh_tables_pass(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1"))
        that(isinstance(store, Schema), "the store cannot check its tables")
        if isinstance(store, Schema):
            store.check()
