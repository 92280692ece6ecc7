"""Clauses on several threads at once. A store may let them wait or let them fail, but never both win."""

from __future__ import annotations

# ruff: noqa: A002  -- "id" is the word of the port
from collections.abc import Callable, Sequence
from threading import Barrier

from attrs import evolve

from servicedesk.errors import AlreadyOpen, CaseBusy, ConcurrencyConflict, StoreError, TransientStoreError
from servicedesk.stores import CaseRow, Store
from servicedesk.testing._kit import (
    Aside,
    ContractBroken,
    Harness,
    clause,
    entry,
    meet,
    open_case,
    persist,
    row,
    same,
    save_next,
    stored,
    that,
    together,
)
from servicedesk.testing._words import words

_LOST = (ConcurrencyConflict, TransientStoreError)


@clause(
    41,
    "Of two units that loaded one version, one saves; the other is refused, or waited and saw the first.",
    "两个事务单元读到同一版本的，只有一个存入；另一个被拒，或等待后读到前者所存。",
)
def no_update_is_lost(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1"))
        rivals: list[Aside[int]] = []

        def mine() -> int:
            with store.unit() as unit:
                case = unit.load("c1")
                rivals.append(Aside(harness, lambda: _move(store, "rival")))
                rivals[0].finished()
                save_next(unit, case, state="mine")
            return case.version

        end: int | BaseException
        try:
            end = mine()
        except _LOST as error:
            end = error
        _nobody_overwrote(store, [end, rivals[0].outcome()])


def _move(store: Store, state: str) -> int:
    with store.unit() as unit:
        case = unit.load("c1")
        save_next(unit, case, state=state)
    return case.version


def _nobody_overwrote(store: Store, ends: Sequence[int | BaseException]) -> None:
    """Each end is the version that a writer decided on, or the error that it lost by."""
    for end in ends:
        that(isinstance(end, (int, *_LOST)), words("a writer ended with {end}", end=repr(end)))
    won = [end for end in ends if isinstance(end, int)]
    that(won, "nobody won")
    same(len(set(won)), len(won), "versions that were decided on, each once")
    _agrees(store, "c1", 1 + len(won))


@clause(
    42,
    "Two units that both loaded before either saves never both win on one version.",
    "两个事务单元均在对方存入前读取的，绝不会在同一版本上都存入。",
)
def no_version_is_written_twice(harness: Harness) -> None:
    for _ in range(5):
        with harness.new() as store:
            open_case(store, row("c1"))
            loaded = Barrier(2)

            def work(name: str, store: Store = store, loaded: Barrier = loaded) -> int:
                with store.unit() as unit:
                    case = unit.load("c1")
                    meet(loaded, harness)
                    save_next(unit, case, state=name)
                    return case.version

            ends = together(harness, lambda: work("a"), lambda: work("b"))
            _nobody_overwrote(store, ends)


@clause(
    43,
    "Many writers of one case, each trying again when it loses, each write once, without gaps.",
    "多人写同一案件，失败即重试的，各写一次，无缺无重。",
)
def every_write_counts(harness: Harness) -> None:
    writers, times = 4, 8
    with harness.new() as store:
        open_case(store, row("c1"))

        def write(name: str) -> None:
            for n in range(times):
                persist(lambda n=n: _append(store, f"{name}{n}"))  # type: ignore[misc]  # a lambda with a default

        names = "abcd"[:writers]
        for end in together(harness, *(lambda name=name: write(name) for name in names)):
            same(end, None, "how a writer ended")
        _agrees(store, "c1", 1 + writers * times)
        _, entries = stored(store, "c1")
        keys = sorted(e.key for e in entries if e.key is not None)
        same(keys, sorted(f"{name}{n}" for name in names for n in range(times)), "the writes in the history")


def _append(store: Store, key: str) -> None:
    with store.unit() as unit:
        case = unit.load("c1")
        unit.save(evolve(case, version=case.version + 1), case.version, [entry(case.version + 1, key)])


@clause(
    44,
    "Of many that open one exclusive_key at once exactly one does; the others learn which case has it.",
    "多人同时以同一占用键开案的，只有一人成功；其余得知由哪个案件占用。",
)
def one_gets_the_exclusive_key(harness: Harness) -> None:
    _one_opens(harness, lambda name: row(name, exclusive_key="s"))


@clause(
    45,
    "Of many that open with one opening_key at once exactly one does; the others learn which case it is.",
    "多人同时以同一开案键开案的，只有一人成功；其余得知是哪个案件。",
)
def one_gets_the_opening_key(harness: Harness) -> None:
    _one_opens(harness, lambda name: row(name, opening_key="k"))


def _one_opens(harness: Harness, make: Callable[[str], CaseRow]) -> None:
    names = ("a", "b", "c", "d")
    for _ in range(3):
        with harness.new() as store:
            start = Barrier(len(names))

            def opening(name: str, store: Store = store, start: Barrier = start) -> str:
                start.wait(harness.limit)
                persist(lambda: open_case(store, make(name)))
                return name

            ends = together(harness, *(lambda name=name: opening(name) for name in names))
            won = [end for end in ends if isinstance(end, str)]
            same(len(won), 1, "how many opened")
            for end in ends:
                if not isinstance(end, str):
                    that(isinstance(end, AlreadyOpen), words("a loser ended with {end}", end=repr(end)))
                    if isinstance(end, AlreadyOpen):
                        same(end.fields["existing_id"], won[0], "the case that a loser is told of")
            with store.unit() as unit:
                same([case.id for case in unit.cases("3-2-501")], won, "the cases of the subject")


@clause(
    46,
    "Units that take two cases in opposite order end, by waiting or by an error, and both can try again.",
    "几个事务单元以相反顺序取两个案件的，或等待或报错，总会结束，且均可重试。",
)
def opposite_orders_end(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("a"))
        open_case(store, row("b"))
        met = Barrier(2)

        def both(first: str, second: str) -> None:
            with store.unit() as unit:
                save_next(unit, unit.load(first))
                meet(met, harness)
                save_next(unit, unit.load(second))

        works = (lambda: persist(lambda: both("a", "b")), lambda: persist(lambda: both("b", "a")))
        for end in together(harness, *works):
            same(end, None, "how a unit ended")
        _agrees(store, "a", 3)
        _agrees(store, "b", 3)


@clause(
    47,
    "A load that is asked not to wait returns, or raises CaseBusy, at once.",
    "要求不等待的读取，立即返回，或立即报CaseBusy。",
)
def load_need_not_wait(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1"))

        def view() -> int:
            with store.unit() as unit:
                return unit.load("c1", wait=False).version

        with store.unit() as unit:
            save_next(unit, unit.load("c1"))
            looking = Aside(harness, view)
            if not looking.at_once():
                raise ContractBroken("load(wait=False) waits")
            end = looking.outcome()
            that(end == 1 or isinstance(end, CaseBusy), words("load(wait=False) ended with {end}", end=repr(end)))
        same(Aside(harness, view).outcome(), 2, "the version once nobody holds the case")


def _agrees(store: Store, id: str, version: int) -> None:
    try:
        case, entries = stored(store, id)
    except StoreError as error:
        raise ContractBroken(words("case {id} cannot be read afterwards: {error}", id=repr(id), error=error)) from error
    same(case.version, version, words("the version of {id}", id=repr(id)))
    same([e.seq for e in entries], list(range(1, version + 1)), words("the history of {id}", id=repr(id)))
