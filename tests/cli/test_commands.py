"""Every command: its text in both languages, its data with --json, its exit code."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from replay.logs import MONDAY, SMALL, csv_of, row, write
from servicedesk.cli import main

Said = tuple[int, str, str]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small log, and a file of cases into which it was replayed."""
    folder = tmp_path_factory.mktemp("replayed")
    log = write(folder / "log.csv", SMALL)
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["replay", str(log), "--manual", "fuheng", "--store", f"sqlite:///{folder / 'desk.db'}"]) == 0
    return folder


@pytest.fixture
def store(replayed: Path, tmp_path: Path) -> str:
    """The same, for a test to write into."""
    for name in ("log.csv", "desk.db"):
        shutil.copy(replayed / name, tmp_path)
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Said:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def data(said: Said) -> Any:
    assert said[0] == 0, said
    return json.loads(said[1])


def desk(store: str) -> list[str]:
    return ["--manual", "fuheng", "--store", store]


# --- replay ----------------------------------------------------------------------------------------------


def test_replay_prints_cases_limits_refusals_and_what_is_due(say: Any, tmp_path: Path) -> None:
    log = write(tmp_path / "log.csv", [*SMALL, row("2026-09-29 09:00", "Z", "handle", "赵强", "责任人")])
    code, out, err = say("replay", str(log), "--manual", "fuheng")
    assert (code, err) == (0, "")
    assert "fuheng: 17 rows, 17 events, 16 accepted, 1 refused" in out
    assert (
        "B     3-2-502  handle         fuheng/complaint/4.2.3d  2026-09-28 18:15  14 h 45 min, still outstanding  "
        "0 s           superior" in out
    )
    assert "  18  Z     handle  case   log     there is no case Z" in out
    assert "2026-10-01 24:00  A     3-2-501  revisit  fuheng/complaint/4.3a  department_head" in out


def test_replay_speaks_chinese(say: Any, tmp_path: Path) -> None:
    log = write(tmp_path / "log.csv", [*SMALL, row("2026-09-29 09:00", "Z", "handle", "赵强", "责任人")])
    code, out, _ = say("replay", str(log), "--manual", "fuheng", "--lang", "zh")
    assert code == 0
    assert "fuheng：日志17行，事件17条，接受16条，拒绝1条" in out
    assert "14小时45分钟，尚未办理" in out
    assert "没有案件Z，或此前尚未受理。请核对案号" in out


def test_replay_prints_the_same_twice_and_says_beside_it_what_was_known(say: Any, tmp_path: Path) -> None:
    log, url = write(tmp_path / "log.csv", SMALL), f"sqlite:///{tmp_path / 'desk.db'}"
    first = say("replay", str(log), "--manual", "fuheng", "--store", url, "--json")
    second = say("replay", str(log), "--manual", "fuheng", "--store", url, "--json")
    assert first[1] == second[1]
    assert first[2] == ""
    assert second[2] == "servicedesk: 16 of 16 events were known from an earlier run\n"


def test_replay_until_and_with_a_policy(say: Any, tmp_path: Path) -> None:
    log = write(tmp_path / "log.csv", SMALL)
    policy = tmp_path / "site.toml"
    policy.write_text('[roster]\nsuperior = ["马立新"]\n', encoding="utf-8")
    told = data(
        say("replay", str(log), "--manual", "fuheng", "--policy", str(policy), "--until", f"{MONDAY} 18:30", "--json")
    )
    assert told["log"]["later"] == 1
    assert [t["names"] for m in told["limits"]["missed"] for t in m["notified"]] == [["马立新"]]


def test_replay_reads_a_foreign_log_with_a_mapping(say: Any, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(csv_of(SMALL).replace("occurred_at", "时间", 1), encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('[columns]\n"时间" = "occurred_at"\n', encoding="utf-8")
    assert (
        data(say("replay", str(log), "--manual", "fuheng", "--mapping", str(mapping), "--json"))["log"]["accepted"]
        == 16
    )


def test_replay_writes_refused_rows_for_a_spreadsheet(say: Any, tmp_path: Path) -> None:
    """With a byte order mark, and no cell that a spreadsheet would take for a formula."""
    rows = [*SMALL, row("2026-09-29 09:00", "=cmd()", "handle", "赵强", "责任人")]
    log, out = write(tmp_path / "log.csv", rows), tmp_path / "refused.csv"
    assert say("replay", str(log), "--manual", "fuheng", "--refused", str(out))[0] == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    (told,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
    assert (told["line"], told["case"], told["field"], told["clause"]) == ("18", "'=cmd()", "case", "log")


# --- asking ----------------------------------------------------------------------------------------------


def test_find_lists_cases_page_by_page(say: Any, store: str) -> None:
    found = data(say("find", "complaint", *desk(store), "--open", "--count", "--limit", "1", "--json"))
    assert ([case["id"] for case in found["rows"]], found["total"]) == (["A"], 2)
    rest = data(
        say("find", "complaint", *desk(store), "--open", "--limit", "1", "--after", found["following"], "--json")
    )
    assert ([case["id"] for case in rest["rows"]], rest["following"]) == (["B"], "")
    assert [c["id"] for c in data(say("find", *desk(store), "--subject", "3-2-501", "--json"))["rows"]] == ["A"]
    assert not any(case["open"] for case in data(say("find", *desk(store), "--closed", "--json"))["rows"])
    soonest = data(say("find", *desk(store), "--order", "due", "--json"))["rows"]
    assert [(case["id"], case["due"]) for case in soonest] == [
        ("B", "2026-09-28T18:15:00+08:00"),
        ("A", "2026-09-29T00:00:00+08:00"),
    ]
    code, out, err = say("find", *desk(store), "--open", "--limit", "1", "--count", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "共2件" in out
    assert '后面还有，可用 --after“[null, "A"]”继续' in out
    assert say("find", *desk(store), "--holder", "nobody")[1] == "there is no such case\n"


def test_worklist_lists_what_is_outstanding_for_somebody(say: Any, store: str) -> None:
    by = ("--by", "王小红", "--roles", "客户接待员;负责人")
    found = data(say("worklist", *desk(store), *by, "--limit", "1", "--json"))
    assert len(found["rows"]) == 1
    rest = data(say("worklist", *desk(store), *by, "--after", found["following"], "--json"))
    whole = data(say("worklist", *desk(store), *by, "--json"))
    assert found["rows"] + rest["rows"] == whole["rows"]
    assert (rest["following"], whole["failed"]) == ("", [])
    dues = [row["due"] or "9" for row in whole["rows"]]
    assert dues == sorted(dues)
    code, out, err = say("worklist", *desk(store), *by, "--limit", "1", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "后面还有，可用 --after“[" in out
    assert say("worklist", *desk(store), "--by", "nobody")[1] == "nothing is outstanding\n"
    assert say("worklist", *desk(store), "--roles", "no such role")[0] == 2


def test_due_is_listed_in_pages(say: Any, store: str) -> None:
    code, out, err = say("due", *desk(store), "--limit", "2", "--json")
    assert code == 0
    assert [each["name"] for each in json.loads(out)["rows"]] == ["handle", "record_result"]
    after = err.partition("--after '")[2].rpartition("'")[0]
    assert [each["name"] for each in data(say("due", *desk(store), "--after", after, "--json"))["rows"]] == ["revisit"]


def test_due_lists_limits_soonest_first(say: Any, store: str) -> None:
    told = data(say("due", *desk(store), "--json"))["rows"]
    assert [(d["case_id"], d["name"], d["due"], d["state"]) for d in told] == [
        ("B", "handle", "2026-09-28T18:15:00+08:00", "running"),
        ("A", "record_result", "2026-09-29T00:00:00+08:00", "running"),
        ("A", "revisit", "2026-10-02T00:00:00+08:00", "running"),
    ]
    assert [d["case_id"] for d in data(say("due", *desk(store), "--before", "2026-09-28 20:00", "--json"))["rows"]] == [
        "B"
    ]
    assert {d["case_id"] for d in data(say("due", *desk(store), "--subject", "3-2-501", "--json"))["rows"]} == {"A"}
    code, out, _ = say("due", *desk(store), "--lang", "zh")
    assert code == 0
    assert "2026-09-28 18:15  B     3-2-502  一类投诉4小时内处理" in out
    assert "2026-10-01 24:00  A     3-2-501  回访" in out


@pytest.mark.parametrize(
    ("at", "overdue"), [("2026-09-28 18:15", []), ("2026-09-28 18:16", ["B"]), ("2026-10-20 09:00", ["B", "A", "A"])]
)
def test_due_marks_what_is_overdue_at_an_instant(say: Any, store: str, at: str, overdue: list[str]) -> None:
    """Done at due is met, so at the due itself nothing is overdue; weeks later nothing is called running."""
    told = data(say("due", *desk(store), "--at", at, "--json"))["rows"]
    assert [d["case_id"] for d in told if d["overdue"]] == overdue
    out = say("due", *desk(store), "--at", at, "--lang", "zh")[1]
    assert [line.split()[2] for line in out.splitlines() if line.endswith("已逾期")] == overdue


def test_due_as_a_table_for_a_spreadsheet(say: Any, store: str) -> None:
    code, out, _ = say("due", *desk(store), "--csv")
    assert code == 0
    assert out.startswith("\ufeffdue,case,subject,limit,clause,for,state\r\n")
    assert len(list(csv.reader(io.StringIO(out.lstrip("\ufeff"), newline="")))) == 4


def test_options_say_what_may_be_done_and_why_not(say: Any, store: str) -> None:
    asked = ["options", "A", *desk(store), "--actor", "刘芳", "--roles", "接待员;前台", "--at", f"{MONDAY} 15:00"]
    answer = data(say(*asked, "--json"))
    told = {o["step"]: o for o in answer["rows"]}
    assert [note["clause"] for note in answer["not_modelled"]] == ["fuheng/complaint/5"]
    assert told["record_result"]["allowed"] is True
    assert [b["name"] for b in told["record_result"]["fields"]] == ["course", "result", "analysis"]
    assert {r["kind"] for r in told["register"]["refusals"]} == {"wrong_state"}
    code, out, _ = say(*asked, "--lang", "zh")
    assert code == 0
    may, may_not = out.split("现在不能办理")
    assert "处理过程*" in may
    assert not re.search("[a-z]{3,}", may.replace("fuheng/complaint", ""))
    (later,) = [line for line in may_not.splitlines() if line.startswith("尚不需要或已不能办理：")]
    assert "登记分类并派单" in later
    assert "登记分类并派单" not in may_not.replace(later, "")


def test_history_tells_every_entry(say: Any, store: str) -> None:
    told = data(say("history", "C", *desk(store), "--json"))
    assert [(e["kind"], e["at"][11:16]) for e in told if e["name"] == "tell_superior"][:3] == [
        ("started", "15:00"),
        ("missed", "17:00"),
        ("task", "17:01"),
    ]
    code, out, _ = say("history", "C", *desk(store), "--lang", "zh")
    assert code == 0
    assert "时限“通知上级领导”逾期，应于2026-09-28 17:00前完成" in out
    assert "某某" not in out + json.dumps(told, ensure_ascii=False)


def test_explain_says_why_a_limit_is_due_then(say: Any, store: str) -> None:
    told = data(say("explain", "A", "handle", *desk(store), "--json"))
    assert (told["clause"], told["start"], told["due"], told["state"]) == (
        "fuheng/complaint/4.2.3d",
        "2026-09-28 10:00",
        "2026-09-28 14:00",
        "met",
    )
    code, out, _ = say("explain", "A", "handle", *desk(store), "--lang", "zh")
    assert code == 0
    assert "4小时" in out


def test_tick_records_what_was_missed_once_and_says_who_must_be_told(say: Any, store: str) -> None:
    told = data(say("tick", *desk(store), "--at", "2026-09-29 09:00", "--json"))
    assert [(m["case_id"], m["to_roles"], m["nominal_at"]) for m in told["messages"]] == [
        ("B", ["superior"], "2026-09-28T18:15:00+08:00")
    ]
    assert sorted((e["case_id"], e["entry"]["name"]) for e in told["entries"] if e["entry"]["kind"] == "missed") == [
        ("A", "record_result"),
        ("B", "handle"),
    ]
    code, out, _ = say("tick", *desk(store), "--at", "2026-09-29 09:00", "--lang", "zh")
    assert code == 0
    assert "检查案件0件" in out


def test_a_tenants_cases_are_its_own(say: Any, store: str) -> None:
    """The log was replayed into the house without a name."""
    assert "A" in say("history", "A", *desk(store))[1]
    code, out, err = say("history", "A", *desk(store), "--tenant", "west")
    assert (code, out) == (2, "")
    assert "there is no case 'A'" in err


# --- reading ---------------------------------------------------------------------------------------------


def test_manuals_lists_what_is_installed(say: Any) -> None:
    told = {manual["manual"]: manual for manual in data(say("manuals", "--json"))}
    assert told["fuheng"]["zh"] == "客服管理作业指导"
    assert {"complaint", "repair"} <= {p["procedure"] for p in told["fuheng"]["editions"][0]["procedures"]}
    assert "fuheng" in say("manuals", "--lang", "zh")[1]


def test_steps_tells_who_does_what_and_how_long_it_may_take(say: Any) -> None:
    told = data(say("steps", "fuheng", "complaint", "--json"))
    register = next(step for step in told["steps"] if step["step"] == "register")
    assert (register["roles_zh"], register["moves"]) == (
        ["客户接待员"],
        [{"from": "received", "outcome": "", "to": "registered"}],
    )
    limit = next(limit for limit in told["limits"] if limit["clause"] == "fuheng/complaint/4.2.3f")
    assert (limit["within_zh"], limit["within_en"], limit["only_zh"]) == (
        "3天内",
        "within 3 calendar days",
        "投诉类别为三类投诉",
    )
    out = say("steps", "fuheng", "complaint", "--lang", "zh")[1]
    assert "已登记>已派单" in out


def test_steps_as_a_diagram_has_chinese_states_and_clauses_on_its_edges(say: Any) -> None:
    out = say("steps", "fuheng", "complaint", "--mermaid", "--lang", "zh")[1]
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "stateDiagram-v2"
    assert "received : 已受理" in lines
    assert "received --> registered : 登记分类并派单 4.2.3b（客户接待员）" in lines
    assert "[*] --> received : 接待投诉 3.4、3.5（前台、接收人、员工）" in lines
    assert "closed --> [*]" in lines
    assert (
        data(say("steps", "fuheng", "complaint", "--mermaid", "--lang", "zh", "--json"))["mermaid"].rstrip()
        == out.rstrip()
    )


def test_steps_as_a_sheet_has_a_row_for_each_rule(say: Any) -> None:
    out = say("steps", "fuheng", "complaint", "--sheet", "--lang", "zh")[1]
    assert "| 4.2.3d | 时限 | 一类投诉4小时内处理 | 责任人 | 4小时内 |" in out
    rows = data(say("steps", "fuheng", "complaint", "--sheet", "--json"))
    procedures = data(say("manuals", "--json"))[0]["editions"][0]["procedures"]
    headings = [row for row in rows if row["kind"] == "part"]
    rules = next(p["rules"] for p in procedures if p["procedure"] == "complaint")
    assert len(rows) - len(headings) == rules


@pytest.mark.parametrize("of", [[], ["--manual", "fuheng"], ["--manual", "fuheng", "--procedure", "complaint"]])
def test_ledger_counts_clauses(say: Any, of: list[str]) -> None:
    told = data(say("ledger", *of, "--json"))
    assert set(told) == {
        "enforceable",
        "modelled",
        "witnessed",
        "decorative",
        "unmodelled",
        "open",
        "uncited",
        "disagreements",
    }
    assert say("ledger", *of, "--lang", "zh")[0] == 0


# --- when ------------------------------------------------------------------------------------------------


def test_when_answers_with_the_last_good_instant(say: Any) -> None:
    """Friday 13 February; Saturday the 14th is a make-up day, then Spring Festival until Monday the 23rd."""
    assert say("when", "2 working days", "--from", "2026-02-13 10:20")[:2] == (0, "2026-02-24 Tue 18:00\n")
    assert say("when", "2个工作日", "--from", "2026-02-13 10:20", "--lang", "zh")[1] == "2026-02-24 周二 18:00\n"
    told = data(say("when", "2 working days", "--from", "2026-02-13 10:20", "--json"))
    assert told["due"] == "2026-02-24T18:00:00+08:00"


def test_when_gives_midnight_as_the_beginning_of_the_next_date(say: Any) -> None:
    assert data(say("when", "same day", "--from", "2026-02-13 10:20", "--json"))["due"] == "2026-02-14T00:00:00+08:00"


def test_when_takes_hours_and_a_zone(say: Any) -> None:
    asked = [
        "when",
        "4 working hours",
        "--from",
        "2026-02-13 16:00",
        "--hours",
        "09:00-17:00",
        "--zone",
        "Asia/Tokyo",
        "--json",
    ]
    assert data(say(*asked))["due"] == "2026-02-14T12:00:00+09:00"


def test_when_explains_itself_in_both_languages(say: Any) -> None:
    asked = ["when", "2 working days", "--from", "2026-02-13 10:20", "--explain"]
    assert "Spring Festival" in say(*asked)[1]
    assert "春节" in say(*asked, "--lang", "zh")[1]


def test_when_warns_beside_the_answer_of_a_year_without_notice(say: Any) -> None:
    code, out, err = say("when", "2 working days", "--from", "2031-02-13 10:20", "--json")
    assert code == 0
    assert json.loads(out)["provisional"] == [2031]
    assert err.startswith("servicedesk: warning: ")


# --- language, exit codes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN"}, True),
    ],
)
def test_the_environment_decides_the_language(
    say: Any, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], chinese: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("周二" in say("when", "2 working days", "--from", "2026-02-13 10:20")[1]) is chinese
    assert "Tue" in say("when", "2 working days", "--from", "2026-02-13 10:20", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["replay", "none.csv", "--manual", "fuheng"], "there is no such file"),
        (["replay", "LOG", "--manual", "fuhen"], "did you mean 'fuheng'"),
        (["replay", "LOG", "--manual", "fuheng", "--mapping", "none.toml"], "the mapping none.toml cannot be read"),
        (["replay", "LOG", "--manual", "fuheng", "--policy", "none.toml"], "the policy none.toml cannot be read"),
        (["replay", "LOG", "--manual", "fuheng", "--until", "soon"], "'soon' is no instant"),
        (["replay", "LOG", "--manual", "fuheng", "--store", "desk"], "'desk' names no store"),
        (["due", "--manual", "fuheng", "--store", "sqlite:///none.db"], "there is no file none.db"),
        (["due", "--manual", "fuheng", "--store", "STORE", "--before", "later"], "'later' is no instant"),
        (["options", "Z", "--manual", "fuheng", "--store", "STORE"], "there is no case 'Z'"),
        (["options", "A", "--manual", "fuheng", "--store", "STORE", "--roles", "国王"], "no post is called '国王'"),
        (
            ["options", "A", "--manual", "fuheng", "--store", "STORE", "--roles", "国\n王"],
            "no post is called '国\\n王'; the",
        ),
        (["history", "Z", "--manual", "fuheng", "--store", "STORE"], "there is no case 'Z'"),
        (["explain", "A", "nothing", "--manual", "fuheng", "--store", "STORE"], "has no limit 'nothing'"),
        (["steps", "fuheng", "complain"], "has no procedure 'complain'"),
        (["steps", "none", "complaint"], "there is no manual 'none'"),
        (["ledger", "--manual", "none"], "there is no manual 'none'"),
        (["when", "2 fortnights", "--from", "2026-02-13"], "'fortnights' is no unit of time"),
        (["when", "2 days", "--from", "tomorrow"], "'tomorrow' is no instant"),
        (["when", "2 days", "--from", "2026-02-13", "--zone", "Mars"], "Mars"),
        (["when", "2 days", "--from", "2026-02-13", "--hours", "9"], "'9' is no interval"),
    ],
)
def test_a_command_that_cannot_run_says_why_on_the_error_stream(
    say: Any, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = {"LOG": "log.csv", "STORE": store}
    code, out, err = say(*[words.get(argument, argument) for argument in arguments])
    assert (code, out) == (2, "")
    assert says in err
    assert err.startswith("servicedesk: ")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["due"], ["when", "2 days"], ["steps", "fuheng", "complaint", "--sheet", "--mermaid"]],
)
def test_wrong_arguments_are_an_error_of_usage(say: Any, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        say(*arguments)
    assert caught.value.code == 2


# --- deviations ------------------------------------------------------------------------------------------


def test_deviations_lists_what_was_recorded_over_a_rule(say: Any, tmp_path: Path) -> None:
    """The day of the examples: A was registered before the desk was told (4.2.3a), C by the wrong role (4.2.3b)."""
    url, day = f"sqlite:///{tmp_path / 'day.db'}", Path(__file__).parents[2] / "examples" / "recorded_day.csv"
    code, out, _ = say("replay", str(day), "--manual", "fuheng", "--store", url, "--record", "--lang", "zh")
    assert code == 0
    assert "偏离规定10处（均已补记，补记依据为本日志）；按时完成的时限中，有偏离的1项" in out
    rows = data(say("deviations", "--manual", "fuheng", "--store", url, "--json"))["rows"]
    assert sorted({row["case_id"] for row in rows}) == ["A", "C", "D", "E"]
    assert {(row["step"], row["clause"], row["by"]) for row in rows if row["case_id"] == "C"} == {
        ("register", "fuheng/complaint/4.2.3b", "孙丽娟")
    }
    _, out, _ = say("deviations", "A", "--manual", "fuheng", "--store", url, "--lang", "zh")
    assert "登记分类并派单" in out
    assert "未办：告知客户接待员" in out
    assert "孙丽娟" not in out
    _, out, _ = say("deviations", "B", "--manual", "fuheng", "--store", url, "--lang", "zh")
    assert out.strip() == "没有偏离规定的记录"


@pytest.mark.parametrize("moment", ["0001-01-01 00:00", "9999-12-31 23:59", "99999-01-01", "-0001-01-01 00:00"])
def test_a_moment_at_the_edge_of_the_calendar_is_one_line(moment: str, store: str, say: Any, tmp_path: Path) -> None:
    """Wherever a command takes a moment: exit 2 and a sentence, never a traceback."""
    log = str(write(tmp_path / "log.csv", SMALL))
    for asked in (
        ("tick", *desk(store), f"--at={moment}"),
        ("due", *desk(store), f"--at={moment}"),
        ("replay", log, "--manual", "fuheng", f"--until={moment}"),
        ("when", "3 working days", f"--from={moment}"),
    ):
        code, _, err = say(*asked)
        assert code == 2, asked
        assert re.fullmatch(r"servicedesk[^\n]*\n(usage[^\n]*\n)?|usage.*", err, re.DOTALL), err
        assert "Traceback" not in err
        assert err.count("\n") <= 3
