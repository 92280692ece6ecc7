"""How long papers are kept, and which need not be kept any longer: chengxinxing return_visit 3.6b, two years."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from engine.scene import actor
from sample_manuals import keeping as m
from servicedesk import Desk, Policy, build_program
from servicedesk.cli import main
from servicedesk.desk import DestroyablePage
from servicedesk.errors import InvalidInstant, InvalidPayload, StoreMisuse
from servicedesk.program.fingerprint import meaning
from servicedesk.render import clause_sheet
from servicedesk.rules.guards import Retention
from servicedesk.stores.memory import MemoryStore

ROW = "chengxinxing/return_visit/3.6b"
CLERK = actor(m.ASSISTANT)


def later() -> datetime:
    return datetime(2031, 1, 1, tzinfo=UTC)


def at(day: str) -> dict[str, str]:
    return {"at": f"{day} 15:00", "recorded_at": f"{day} 15:00"}


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'desk.db'}"


def desk_of(store: object = "memory:", **more: object) -> Desk:
    return Desk(more.pop("manual", m.MANUAL), store=store, clock=later, **more)  # type: ignore[arg-type]


def visit(desk: Desk, ident: str, day: str = "2026-03-10", *, filed: bool = True, ended: bool = True) -> str:
    """A visit on a day, its record filed the day after at three, its case ended the next month."""
    desk.open("return_visit", {"planned": "三月"}, subject="3-2-501", by=CLERK, id=ident, **at(day))
    desk.act(ident, "visit", {"opinion": "满意"}, by=CLERK, **at(day))
    month = day[:8] + "11"
    if filed:
        desk.act(ident, "file_record", by=CLERK, **at(month))
    if ended:
        desk.act(ident, "archive", by=CLERK, **at(day[:5] + "04-01"))
    return ident


def over(page: DestroyablePage) -> list[tuple[str, str, str, str]]:
    return [(p.case_id, p.form, p.kept.role, str(p.kept.until)) for p in page.documents]


def test_the_documents_of_a_case_say_who_keeps_which_copy_since_when_until_which_day() -> None:
    desk = desk_of()
    visit(desk, "A")
    documents = {paper.form: paper for paper in desk.documents("A")}
    first, second, third = documents["visit_record"].copies
    assert (first.role, first.copy, first.clause) == ("assistant", "original", ROW)
    assert (str(first.since)[:16], first.until) == ("2026-03-11 15:00", date(2028, 3, 11))
    assert first.text("zh") == "“记录存档”完成时起保存2年，至2028-03-11"
    assert first.text("en") == "kept 2 years from when file record is done, until 2028-03-11"
    assert [(c.role, c.copy, c.until) for c in (second, third)] == [
        ("archive", "duplicate", date(2027, 4, 1)),
        ("head", "duplicate", date(2027, 4, 1)),
    ]
    (plan,) = documents["visit_plan"].copies
    assert (plan.until, plan.text("zh"), plan.text("en")) == (None, "未规定保存期限", "no period is given")


def test_a_period_whose_start_has_not_come_says_so_and_has_no_end() -> None:
    desk = desk_of()
    visit(desk, "A", filed=False, ended=False)
    (copy,) = next(p for p in desk.documents("A") if p.form == "visit_record").copies
    assert (copy.since, copy.until, copy.lacks_start) == (None, None, True)
    assert copy.text("zh") == "保存2年，自“记录存档”完成时起算，尚未发生"


def test_what_need_not_be_kept_is_listed_from_the_day_after_the_last(store: str) -> None:
    desk = desk_of(store)
    visit(desk, "A")
    assert over(desk.destroyable("2027-04-01")) == []
    assert over(desk.destroyable("2027-04-02")) == [
        ("A", "visit_record", "archive", "2027-04-01"),
        ("A", "visit_record", "head", "2027-04-01"),
    ]
    assert ("A", "visit_record", "assistant", "2028-03-11") not in over(desk.destroyable("2028-03-11"))
    found = desk.destroyable(date(2028, 3, 12))
    assert ("A", "visit_record", "assistant", "2028-03-11") in over(found)
    (paper,) = [p for p in found.documents if p.kept.role == "assistant"]
    assert (paper.subject, paper.procedure, paper.zh, paper.kept.clause) == ("3-2-501", "return_visit", "回访记录", ROW)
    assert "满意" not in repr(found)
    assert over(desk.destroyable()) == over(found)  # the clock of the desk says 2031


def test_a_paper_of_an_open_case_is_never_listed() -> None:
    desk = desk_of()
    visit(desk, "A", ended=False)
    assert over(desk.destroyable("2030-01-01")) == []


def test_an_ended_case_without_a_start_is_named_beside_the_others() -> None:
    desk = desk_of()
    visit(desk, "A", filed=False)
    page = desk.destroyable("2030-01-01")
    assert [(p.case_id, p.kept.role, p.kept.clause) for p in page.without_start] == [("A", "assistant", ROW)]
    assert ("A", "visit_record", "assistant") not in [each[:3] for each in over(page)]


def test_filed_anew_it_counts_from_then() -> None:
    desk = desk_of()
    visit(desk, "A", ended=False)
    desk.act("A", "file_record", by=CLERK, at="2026-05-20 10:00", recorded_at="2026-06-01 10:00")
    desk.act("A", "archive", by=CLERK, **at("2026-06-02"))
    (copy, *_) = next(p for p in desk.documents("A") if p.form == "visit_record").copies
    assert copy.until == date(2028, 5, 20)


def test_pages_go_on_where_the_one_before_ended(store: str) -> None:
    desk = desk_of(store)
    for ident in "ABCDE":
        visit(desk, ident, ended=ident != "C")
    pages, after = [], ""
    while True:
        page = desk.destroyable("2030-01-01", after=after, limit=2)
        pages.append(sorted({p.case_id for p in page.documents}))
        if not (after := page.after):
            break
    assert pages in ([["A", "B"], ["D", "E"], []], [["A", "B"], ["D", "E"]])


def test_the_site_gives_a_period_where_the_manual_has_none_and_another_where_it_has() -> None:
    clause = "chengxinxing/return_visit/3.6b#visit_record"
    own = [{"clause": clause, "span": "3 years", "since": "2026-01-01", "cites": "档案规定"}]
    desk = desk_of(policy=Policy.from_data({"override": own}))
    visit(desk, "A")
    (copy, *_) = next(p for p in desk.documents("A") if p.form == "visit_record").copies
    assert (copy.until, copy.period.zh) == (date(2029, 3, 11), "3年")
    old = visit(desk, "B", "2025-03-10")  # before the override is in force
    (copy, *_) = next(p for p in desk.documents(old) if p.form == "visit_record").copies
    assert copy.until == date(2027, 3, 11)


def test_cases_under_other_rules_are_listed_by_those_there_are_and_stop_nobody() -> None:
    store = MemoryStore()
    visit(desk_of(store), "A")
    changed = desk_of(store, manual=m.manual(years_kept=5))
    visit(changed, "B")
    page = changed.destroyable("2031-04-01")
    longest = [(p.case_id, p.rules_changed) for p in page.documents if p.kept.until == date(2031, 3, 11)]
    assert longest == [("A", True), ("B", False)]
    assert changed.documents("A")[0].form == "visit_plan"
    gone = desk_of(store, manual=m.manual(with_procedure=False)).destroyable("2031-04-01")
    assert (gone.documents, gone.failed) == (
        (),
        (("A", "definition.edition_changed"), ("B", "definition.edition_changed")),
    )


def test_a_case_that_cannot_be_read_is_named_and_stops_nobody(store: str) -> None:
    desk = desk_of(store)
    visit(desk, "A")
    visit(desk, "B")
    with desk.store.unit() as unit:
        row, entry = unit.load("A"), next(iter(unit.entries("A")))
        damaged = evolve(row, version=row.version + 1, body="{}")
        unit.save(damaged, row.version, (evolve(entry, seq=row.version + 1, key=None),))
    page = desk.destroyable("2030-01-01")
    assert page.failed == (("A", "store.corrupt"),)
    assert {p.case_id for p in page.documents} == {"B"}


def test_another_tenants_papers_are_not_there() -> None:
    store = MemoryStore()
    visit(desk_of(store, tenant="甲"), "A")
    assert over(desk_of(store, tenant="乙").destroyable("2030-01-01")) == []
    assert {p.case_id for p in desk_of(store, tenant="甲").destroyable("2030-01-01").documents} == {"A"}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"on": "bald"}, InvalidInstant),
        ({"after": 7}, InvalidPayload),
        ({"limit": "all"}, InvalidPayload),
        ({"limit": 0}, StoreMisuse),
    ],
)
def test_what_is_asked_wrongly_is_told(given: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        desk_of().destroyable(**given)  # type: ignore[arg-type]


class NoSearch(MemoryStore):
    """A store that keeps the port and finds nothing."""

    find = None  # type: ignore[assignment]


def test_a_store_that_cannot_search_is_refused_by_name() -> None:
    with pytest.raises(StoreMisuse, match="cannot search"):
        desk_of(NoSearch()).destroyable()


def test_the_fingerprint_knows_the_start_and_the_sheet_shows_it() -> None:
    (rule,) = [r for r in m.VISIT.of(Retention) if str(r.clause) == "3.6b"]
    assert meaning(rule) != meaning(evolve(rule, since=None))
    assert "since" not in meaning(evolve(rule, since=None))
    program = build_program(m.MANUAL, "undated")
    sheet = clause_sheet(program, program.plans["return_visit"])
    line = next(each for each in sheet.splitlines() if each.startswith("| 3.6b"))
    assert "2年" in line
    assert "自“记录存档”完成时起" in line


@pytest.fixture
def file(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    visit(desk_of(url), "A")
    visit(desk_of(url), "B", filed=False)
    return url


def test_a_command_lists_them(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    manual = str(Path(m.__file__)) + ":MANUAL"
    asked = ["destroyable", "--store", file, "--manual", manual, "--on", "2030-01-01"]
    assert main([*asked, "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    for words in ("2030-01-01可销毁的资料", "《回访记录》", "物业助理", "至2028-03-11", "起算事件未发生，期限无法计算"):
        assert words in said
    assert main([*asked, "--json", "--limit", "1"]) == 0
    data = json.loads(capsys.readouterr().out)
    kept = data["documents"][0]["kept"]
    assert (data["after"], kept["clause"], kept["until"]) == ("A", ROW, "2028-03-11")
