"""Cases whose rules have changed since they were opened: listed beside the others, and what differs is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from desk.jobs import BY, CLERK, HEAD, LATE, TEN, WHY, manual, opened
from resealing import resealed
from servicedesk import Desk
from servicedesk.declare import Compatible, Escalation, Manual, Permission, Task, edition, flag, missed, role
from servicedesk.errors import EditionChanged, UnknownName
from servicedesk.figures import figures_of
from servicedesk.render.answers import due_rows, tick_page
from servicedesk.stores import Criteria, Search, Store
from servicedesk.stores.editions import RULES_TENANT, kept
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore

REPORT = Escalation("5.1", "to_head", CLERK, notifies=HEAD, since=missed("solve"), zh="报负责人")
OLD, NEW = manual(REPORT), manual(Task("5.2", "ring", CLERK, zh="致电"), within=2)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "desk.db")
    with made:
        yield made


def changed(store: Store) -> Desk:
    """A desk of the new rules over a case of the old ones and one of its own."""
    opened(Desk(OLD, store=store), "old", caller="王某")
    desk = Desk(NEW, store=store)
    opened(desk, "own")
    return desk


def test_its_limits_are_listed_beside_the_others_and_say_so(store: Store) -> None:
    """Four hours from 09:00 by the old rules, two by the new ones."""
    desk = changed(store)
    listed = [(each.case_id, each.name, f"{each.due:%H:%M}", each.rules_changed) for each in desk.due()]
    assert listed == [("own", "solve", "11:00", False), ("old", "solve", "13:00", True)]
    said = [row[-1] for row in due_rows(desk.due(at=TEN), desk.manual, "zh")]
    assert said == ["计时中", "计时中（受理后规定已变更）"]
    assert [(each.name, each.rules_changed) for each in desk.due(subject="old")] == [("solve", True)]


def test_acting_on_it_says_both_fingerprints_and_what_differs_by_clause(store: Store) -> None:
    """The span of 2.1 is another, 5.2 has come, 5.1 has gone."""
    desk = changed(store)
    old, new = desk.case("old").fingerprint, desk.case("own").fingerprint
    assert old != new
    with pytest.raises(EditionChanged) as caught:
        desk.act("old", "begin", by=BY, at=TEN, recorded_at=TEN)
    told = caught.value
    assert (told.fields["stored"], told.fields["present"]) == (old, new)
    assert told.fields["changed"] == ("tiny/job/2.1",)
    assert told.fields["added"] == ("tiny/job/5.2",)
    assert told.fields["removed"] == ("tiny/job/5.1",)
    said = f"{old} then, {new} now; changed: tiny/job/2.1; added: tiny/job/5.2; removed: tiny/job/5.1"
    assert said in str(told)
    assert f'Compatible("{old}", "{new}", "why")' in told.remedy
    assert desk.case("old").version == 2


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (manual(REPORT, roles=(HEAD, role("clerk", "文员"))), "tiny:roles"),
        (manual(REPORT, states="reported > begun"), "tiny/job:states"),
        (manual(REPORT, Permission(WHY, "note", CLERK, zh="备注")), "tiny/job/local"),
    ],
)
def test_what_no_clause_carries_is_named_too(store: Store, other: Manual, name: str) -> None:
    """Roles of the manual, states of a procedure, its local rules."""
    opened(Desk(OLD, store=store), "old")
    with pytest.raises(EditionChanged) as caught:
        Desk(other, store=store).options("old", by=BY)
    assert name in caught.value.fields["changed"]


def test_words_and_readings_change_no_rule(store: Store) -> None:
    opened(Desk(manual(), store=store), "old")
    desk = Desk(evolve(manual(), zh="另一书名"), store=store)
    assert [each.rules_changed for each in desk.due()] == [False]
    assert desk.act("old", "begin", by=BY, at=TEN, recorded_at=TEN).state == "begun"


def test_the_digests_survive_the_process(tmp_path: Path) -> None:
    """They are in the file."""
    with SqliteStore(tmp_path / "desk.db") as first:
        opened(Desk(OLD, store=first), "old")
    with SqliteStore(tmp_path / "desk.db") as again, pytest.raises(EditionChanged) as caught:
        Desk(NEW, store=again).act("old", "begin", by=BY)
    assert caught.value.fields["changed"] == ("tiny/job/2.1",)


def test_they_are_kept_once_for_each_fingerprint_and_are_no_case(store: Store) -> None:
    """Nothing that looks for cases finds them, and no clock comes to them."""
    desk = changed(store)
    opened(desk, "another")
    opened(Desk(NEW, store=store), "again")
    assert isinstance(store, Search)
    rows = store.find(Criteria(tenant=RULES_TENANT))
    assert sorted(row.fingerprint for row in rows) == sorted(
        {desk.case("old").fingerprint, desk.case("own").fingerprint}
    )
    assert {(row.version, row.open, row.next_check_at) for row in rows} == {(1, False, None)}
    assert [row.id for row in store.find(Criteria())] == ["again", "another", "old", "own"]
    with store.unit() as unit:
        found = kept(unit, "tiny", desk.case("own").fingerprint)
        assert found is not None
        assert {"tiny/job/2.1", "tiny/job/5.2", "tiny/job/local", "tiny:roles", "tiny/job:states"} == set(found)
        assert kept(unit, "tiny", "1-0000000000000000") is None


def test_where_none_are_kept_that_is_said(store: Store) -> None:
    """As of a case that was stored before there were any."""
    opened(Desk(OLD, store=store), "old")
    with store.unit() as unit:
        row = unit.load("old")
        other = "1-0000000000000000"
        altered = resealed(row, fingerprint=other, body=row.body.replace(row.fingerprint, other))
        unit.save(altered, row.version, [])
    with pytest.raises(EditionChanged, match="; what they were is not kept here"):
        Desk(OLD, store=store).act("old", "begin", by=BY)


def test_it_stops_no_clock(store: Store) -> None:
    """The others are told in time; the case is reported, and stays due."""
    desk = changed(store)
    for _ in range(2):
        report = desk.tick(LATE)
        assert report.failed == (("old", "definition.edition_changed"),)
        assert "受理后规定已变更" in str(list(tick_page(report, "zh").blocks)[-1].rows)
    assert [(line.kind, line.name) for line in desk.history("own")][-1] == ("missed", "solve")


def test_it_stops_no_figures(store: Store) -> None:
    """Its limit counts as it stands."""
    desk = changed(store)
    figures = figures_of(desk, ["old", "own"], desk._instant(LATE))
    assert [(each.case, each.verdict, each.zh) for each in figures.limits] == [
        ("old", "running", "处理"),
        ("own", "missed", "处理"),
    ]
    assert figures.to_data()["cases"]["rules_changed"] == ["old"]


def test_what_it_owes_is_its_open_limits_with_that_note(store: Store) -> None:
    desk = changed(store)
    (owed,) = desk.obligations("old", at=TEN)
    assert (owed.kind, owed.name, owed.status, owed.cause, owed.blocks) == (
        "limit",
        "solve",
        "outstanding",
        "rules_changed",
        (),
    )
    assert {each.name for each in desk.obligations("own", at=TEN)} == {"solve", "ring"}


def test_its_history_is_read_and_nobody_reads_its_personal_values(store: Store) -> None:
    """Who may read them was said by rules that are there no longer."""
    desk = changed(store)
    assert [line.zh for line in desk.history("old")] == ["受理", "时限“处理”开始，应于2026-03-10 13:00前完成"]
    assert dict(desk.case("old", by=BY).vault) == {}
    assert dict(Desk(OLD, store=store).case("old", by=BY).vault) == {"p1": "王某"}


def test_a_report_that_was_made_is_still_told(store: Store) -> None:
    """By a rule that is there no longer."""
    old = Desk(OLD, store=store)
    opened(old, "old")
    old.tick(LATE)
    (message,) = Desk(NEW, store=store).messages("old")
    assert (message.name, message.to_roles) == ("to_head", ("head",))


def test_a_case_of_an_edition_that_is_gone_is_listed_too(store: Store) -> None:
    opened(Desk(OLD, store=store), "old")
    other = manual(
        editions=edition("2027", *OLD.editions[0].procedures, in_force_from="2019-01-01", verified_on="2026-11-24")
    )
    desk = Desk(other, store=store)
    assert [(each.case_id, each.zh, each.rules_changed) for each in desk.due()] == [("old", "solve", True)]
    (figure,) = figures_of(desk, ["old"], desk._instant(TEN)).cases
    assert (figure.state, figure.rules_changed) == ("received", True)
    with pytest.raises(UnknownName, match="which is not there"):
        desk.history("old")


def agreed(make: Callable[[], Manual]) -> Manual:
    """The manual with a word that its rules replace the old ones."""
    old, new = (Desk(each).programs()["2026"].fingerprint for each in (OLD, make()))
    return evolve(make(), compatible=Compatible(old, new, "the notice said what the notice of 5.2 says"))


def test_rules_that_agree_go_on(store: Store) -> None:
    """A flag beside the call that nobody reads: no answer changes."""
    more = Permission(WHY, "note", CLERK, asks=flag("urgent", "加急", required=False), zh="备注")
    opened(Desk(OLD, store=store), "old")
    desk = Desk(agreed(lambda: manual(REPORT, more)), store=store)
    assert [each.rules_changed for each in desk.due()] == [False]
    assert desk.act("old", "begin", by=BY, at=TEN, recorded_at=TEN).state == "begun"
