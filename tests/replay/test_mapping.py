"""Logs of other programs: columns, words, constants, several events in one row; read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from replay.logs import fuheng
from servicedesk.errors import InvalidLog
from servicedesk.replay import LogMapping, Replayed, replay
from servicedesk.replay.log import parse_log

FOREIGN = """时间,单号,房号,动作,经办人,岗位,途径,姓名,事由,备注
2026/9/28 9:00,K1,3-2-501,受理,王敏,接收人,来电,某某,噪声,x
2026/9/28 9:30,K1,3-2-501,转前台,王敏,接收人,,,,
"""
MAPPING: dict[str, Any] = {
    "columns": {
        "时间": "occurred_at",
        "单号": "case",
        "房号": "subject",
        "动作": "step",
        "经办人": "actor",
        "岗位": "roles",
        "途径": "channel",
        "姓名": "complainant",
        "事由": "contents",
    },
    "values": {"step": {"受理": "open", "转前台": "tell_desk"}, "channel": {"来电": "电话"}},
    "constants": {"procedure": "complaint"},
    "ignore": ["备注"],
    "instants": "%Y/%m/%d %H:%M",
}

# One row a complaint, filled in as it went on.
WIDE = """单号,房号,来电时间,接听,途径,业主,事由,转告时间,登记时间,登记人,类别
K1,3-2-501,2026-09-28 09:00,王敏,电话,某某,噪声,2026-09-28 09:30,2026-09-28 10:30,刘芳,一类投诉
K2,3-2-502,2026-09-28 09:10,王敏,电话,某某,漏水,2026-09-28 10:30,,,
"""
FAN: dict[str, Any] = {
    "columns": {"单号": "case", "房号": "subject"},
    "constants": {"procedure": "complaint"},
    "events": [
        {
            "step": "open",
            "at": "来电时间",
            "constants": {"roles": "接收人"},
            "columns": {"接听": "actor", "途径": "channel", "业主": "complainant", "事由": "contents"},
        },
        {"step": "tell_desk", "at": "转告时间", "columns": {"接听": "actor"}, "constants": {"roles": "接收人"}},
        {
            "step": "register",
            "at": "登记时间",
            "columns": {"登记人": "actor", "类别": "cause"},
            "constants": {"roles": "客户接待员", "valid": "是", "assignment": "处理", "assignee": "待定"},
        },
    ],
}


def run(text: str, mapping: dict[str, Any]) -> Replayed:
    return replay(parse_log(text), fuheng(), mapping=LogMapping.from_data(mapping))


def test_names_words_and_dates_of_another_log_are_read() -> None:
    replayed = run(FOREIGN, MAPPING)
    assert (replayed.accepted, replayed.refused) == (2, ())
    assert replayed.to_data()["limits"]["totals"]["met"] == 1


def test_a_word_without_a_counterpart_stays_and_is_refused_by_the_manual() -> None:
    replayed = run(FOREIGN.replace("来电", "微信"), MAPPING)
    assert ("channel", "fuheng/complaint/3.4") in {(r.column, r.refusal.clause) for r in replayed.refused}


def test_one_row_becomes_the_events_whose_instant_is_filled_in_order_of_their_time() -> None:
    """K2 was told at 10:30, 20 minutes late; had rows been taken one after the other, K2 had been opened at 10:30."""
    replayed = run(WIDE, FAN)
    data = replayed.to_data()
    assert (data["log"]["rows"], data["log"]["events"], data["log"]["accepted"]) == (2, 5, 5)
    assert [(m["case"], m["limit"], m["late_seconds"]) for m in data["limits"]["missed"]] == [("K2", "tell_desk", 1200)]
    assert data["limits"]["known_late"] == []


def test_no_actor_is_invented_where_the_cell_is_empty() -> None:
    replayed = run(WIDE.replace("刘芳", ""), FAN)
    assert [(r.line, r.column, r.refusal.kind) for r in replayed.refused] == [(2, "actor", "empty_cell")]


def test_a_second_run_over_a_row_that_was_filled_in_further_adds_the_event() -> None:
    desk = fuheng()
    mapping = LogMapping.from_data(FAN)
    early = WIDE.replace("2026-09-28 10:30,刘芳,一类投诉", ",,")
    assert replay(parse_log(early), desk, mapping=mapping).accepted == 4
    grown = replay(parse_log(WIDE), desk, mapping=mapping)
    assert (grown.known, grown.accepted) == (4, 5)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"column": {}}, ["column: unknown key"]),
        ({"columns": "x"}, ["columns: a table is expected"]),
        ({"columns": {"时间": 1}}, ["columns.时间: text is expected"]),
        ({"values": []}, ["values: a table is expected"]),
        ({"values": {"step": {"受理": True}}}, ["values.step.受理: text is expected"]),
        ({"values": {"colour": {"红": "red"}}}, ["values.colour: no column is called so"]),
        ({"constants": {"case": "K"}}, ["columns: case is given twice"]),
        ({"ignore": "备注"}, ["ignore: a list is expected"]),
        ({"ignore": [1]}, ["ignore: a list of names is expected"]),
        ({"instants": "%H:%M"}, ["instants: a form such as %Y/%m/%d %H:%M is expected"]),
        ({"events": [{"at": "时间", "when": "x"}]}, ["events[1].when: unknown key", "events[1].step: missing"]),
        ({"events": [{"step": "open", "at": "时间", "constants": {"step": "x"}}]}, ["events[1]: step is given twice"]),
        ({"events": ["open"]}, ["events[1]: a table is expected"]),
    ],
)
def test_a_wrong_mapping_is_refused_with_every_fault(change: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(InvalidLog) as caught:
        LogMapping.from_data({**MAPPING, **change})
    assert set(faults) <= set(caught.value.fields["faults"])


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InvalidLog) as caught:
        LogMapping.from_data({"colums": {}, "ignore": 1, "instants": "x", "constants": {"a": 1}, "events": {}})
    assert len(caught.value.fields["faults"]) == 5


@pytest.mark.parametrize(
    ("mapping", "text", "faults"),
    [
        (MAPPING, FOREIGN.replace("单号", "编号"), ["the log has no column 单号"]),
        (FAN, WIDE.replace("类别", "分类"), ["the log has no column 类别", "nothing is said about the column 分类"]),
        ({**FAN, "columns": {"单号": "case"}}, WIDE, ["events[1]: nothing gives subject"]),
        ({**MAPPING, "constants": {}}, FOREIGN, ["nothing gives procedure"]),
        (
            {"columns": {"时间": "occurred_at"}},
            "时间,occurred_at\n1,2\n",
            ["occurred_at is a column of the log and is"],
        ),
    ],
)
def test_a_mapping_that_does_not_fit_the_header_is_refused(
    mapping: dict[str, Any], text: str, faults: list[str]
) -> None:
    with pytest.raises(InvalidLog) as caught:
        run(text, mapping)
    for fault in faults:
        assert any(told.startswith(fault) for told in caught.value.fields["faults"]), caught.value.fields["faults"]


def test_a_mapping_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text('[columns]\n"时间" = "occurred_at"\n', encoding="utf-8")
    assert dict(LogMapping.load(path).columns) == {"时间": "occurred_at"}
    path.write_text("[columns\n", encoding="utf-8")
    with pytest.raises(InvalidLog, match=r"the mapping m\.toml cannot be read"):
        LogMapping.load(path)
