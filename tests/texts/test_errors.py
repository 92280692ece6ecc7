"""Every error and warning says its sentence in Chinese and English: none is worded where it is raised."""

from __future__ import annotations

import ast
import copy
import pickle
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import servicedesk
from servicedesk import Actor, Desk, Policy, errors
from servicedesk.errors import ServicedeskError, ServicedeskWarning
from servicedesk.said import Choices, Listed, Said, Statements, Together, shortened
from servicedesk.texts.errors import (
    BETWEEN,
    SENTENCES,
    asked,
    corrections,
    desk,
    expected,
    faults,
    files,
    manuals,
    policy,
    stores,
    times,
)
from servicedesk.texts.errors import calls as of_calls

Calls = list[tuple[str, str, ast.Call]]

SOURCE = Path(servicedesk.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
KINDS = {name for name in errors.__all__ if issubclass(getattr(errors, name), ServicedeskError | ServicedeskWarning)}

# What only one side says. English repeats what Python, SQLite or the operating system says, which is English; and it
# has a plural.
ONE_SIDED = {
    "amount": {"plural"},
    "fault_article": {"article"},
    "fault_catalogue_not": {"why"},
    "rule_place_unnamed": {"name"},
    "line_csv": {"said"},
    "local_key": {"local"},
    "maker_not_called": {"said"},
    "manual_not_loaded": {"kind", "said"},
    "names_no_store": {"kind", "said"},
    "near_end": {"said"},
    "near_line": {"line", "column", "said"},
    "of_cases": {"count", "more"},
    "os_other": {"number", "said"},
    "python_error": {"said"},
    "season_unset": {"season"},
    "sqlite_says": {"why", "said"},
    "sqlite_says_of": {"why", "said"},
}

AS_WRITTEN = {"place_override"}  # the words of a policy file


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.fixture(scope="module", name="calls")
def every_call() -> Calls:
    """Every call in the library: where it stands, the name of what is called."""
    return list(calls_of_the_library())


def calls_of_the_library() -> Iterator[tuple[str, str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
                yield f"{place}:{node.lineno}", name, node


def faults_of_language(kind: str) -> Iterator[str]:
    """Full width in Chinese, but in what is to be typed; no Chinese in English, but in what may be typed."""
    zh, en = SENTENCES[kind]
    bare = re.sub(r"\{[a-z_]+\}|replay:|servicedesk:|memory:|sqlite:", "", zh)
    if not zh or not en:
        yield "one side is empty"
    if not (CHINESE.search(zh) or not re.search(r"[a-z]{2}", re.sub(r"\{[a-z_!]+\}", "", en)) or kind in AS_WRITTEN):
        yield "no Chinese on the Chinese side"
    if re.search(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]", bare):
        yield "English punctuation on the Chinese side"
    if kind != "write_span" and CHINESE.search(en):
        yield "Chinese on the English side"
    if zh.endswith("。") or re.search(r"[^.]\.$", en):
        yield "ends with a full stop"


def kinds_of(node: ast.expr) -> list[str]:
    """The kinds that stand in the first place of a ``Said``: one, or two of which one is said."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*kinds_of(node.body), *kinds_of(node.orelse)]
    return []


def test_each_side_is_in_its_own_language() -> None:
    """Each sentence that is not is named, with all that is wrong with it."""
    assert [(kind, fault) for kind in SENTENCES for fault in faults_of_language(kind)] == []


def test_both_sides_have_the_same_fields() -> None:
    """What the one says the other says."""
    differ = {kind: fields_of(zh) ^ fields_of(en) for kind, (zh, en) in SENTENCES.items()}
    assert {kind: fields for kind, fields in differ.items() if fields} == ONE_SIDED


def test_no_kind_stands_in_two_rooms() -> None:
    """Else one sentence would be lost."""
    rooms = (asked, of_calls, corrections, desk, expected, faults, files, manuals, policy, stores, times)
    several = Counter(kind for room in rooms for kind in room.SENTENCES)
    assert [kind for kind, count in several.items() if count > 1] == []


def test_every_sentence_is_said_with_what_stands_in_it(calls: Calls) -> None:
    """By its kind, with all its values and no other."""
    wrong: list[str] = []
    for place, name, node in calls:
        if name != "Said":
            continue
        given = {keyword.arg for keyword in node.keywords}
        for kind in kinds_of(node.args[0]):
            if kind not in SENTENCES:
                wrong.append(f"{place}: there is no sentence {kind}")
            elif None not in given and set.union(*map(fields_of, SENTENCES[kind])) != given:
                wrong.append(f"{place}: {kind} is said with {sorted(filter(None, given))}")
    assert wrong == []


def test_no_sentence_is_dead() -> None:
    """A kind that no module names is never said."""
    begun = re.compile(r"type_|unit_|word_|weekday_|stored_|rule_no_|rules_|thing_|cut$")
    paths = [path for path in SOURCE.rglob("*.py") if path.parent != SOURCE / "texts" / "errors"]
    named = set(re.findall(r'"(\w+)"', "\n".join(path.read_text(encoding="utf-8") for path in paths)))
    assert [kind for kind in SENTENCES if not begun.match(kind) and kind not in named] == []


def test_no_error_is_worded_where_it_is_raised(calls: Calls) -> None:
    """Neither what stands against it nor what would help."""
    worded: set[str] = set()
    for place, name, node in calls:
        # Those of the wrong stores that the contract is tried on word their own.
        if name not in {*KINDS, "Wrong"} or "/_wrong_" in place:
            continue
        remedy = next((each.value for each in node.keywords if each.arg == "remedy"), None)
        if any(
            isinstance(each, ast.Constant | ast.JoinedStr | ast.BinOp)
            for each in (*node.args[: 2 if name == "Wrong" else 1], remedy)
        ):
            worded.add(place)
    assert sorted(worded) == []


def test_no_fault_is_worded_where_it_is_found(calls: Calls) -> None:
    """A check reports a sentence: neither what is wrong nor what to write is spelt out there."""
    literal = ast.Constant | ast.JoinedStr | ast.BinOp
    worded = [
        place
        for place, name, node in calls
        if name == "add" and ast.unparse(node.func) == "report.add"
        if any(isinstance(each, literal) for each in node.args[1:])
    ]
    assert worded == []


def test_no_warning_is_worded_where_it_is_given(calls: Calls) -> None:
    """``warnings.warn`` takes one of ours."""
    given = [(place, node.args[0]) for place, name, node in calls if name == "warn"]
    assert [place for place, said in given if not isinstance(said, ast.Call)] == []


def test_an_error_says_both() -> None:
    """English where nothing is asked for."""
    with pytest.raises(ServicedeskError) as caught:
        Desk("fuheng").case("TS-1")
    assert caught.value.text("zh") == "没有案件“TS-1”"
    assert str(caught.value) == caught.value.text() == "there is no case 'TS-1'"
    assert caught.value.kind == "no_case"


def test_what_helps_comes_after_it() -> None:
    """With the sign of the language between."""
    with pytest.raises(ServicedeskError) as caught:
        Desk("fuhen")
    assert caught.value.text("zh") == "没有手册“fuhen”。是否应为“fuheng”？"
    assert str(caught.value) == "there is no manual 'fuhen'; did you mean 'fuheng'?"


def test_it_says_both_after_it_was_pickled_or_copied() -> None:
    """As from another process."""
    error = errors.CaseNotFound(Said("no_case", id="TS-1"), id="TS-1")
    for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301  our own
        assert other.text("zh") == "没有案件“TS-1”"
        assert (other.kind, other.fields) == ("no_case", {"id": "TS-1"})


def test_what_a_host_has_worded_stands_as_he_wrote_it() -> None:
    """A store of a host raises our errors with words of its own."""
    error = errors.StoreUnavailable("归档库已停用", remedy="请联系机房")
    assert (error.kind, error.text("zh")) == ("", "归档库已停用。请联系机房")


def test_several_are_joined_as_the_language_joins() -> None:
    """Words, statements, a choice, lines."""
    two = (Said("no_such_date"), Said("no_such_time"))
    assert Said("worded", what=Statements(two)).text("zh") == "没有这一天；没有这一时刻"
    assert Said("worded", what=("a", "b")).text("zh") == "a、b"
    assert Said("worded", what=Choices(("a", "b"))).text("zh") == "a或b"
    assert Said("worded", what=Together(("a", "b"))).text("zh") == "a和b"
    assert Said("worded", what=Listed(two)).text("zh") == "\n  - 没有这一天\n  - 没有这一时刻"
    assert {key: term.en for key, term in BETWEEN.items()} == {
        "words": ", ",
        "statements": "; ",
        "choices": " or ",
        "together": " and ",
    }


def test_what_ends_with_a_sign_takes_no_other_behind_it() -> None:
    """Not “？；”, nor “。；”: each fault of a roster may bring its question."""
    asks, states = Said("did_you_mean", near="guard"), Said("helped", what=Said("no_such_date"), how=Said("none"))
    assert Said("worded", what=Statements((asks, states, asks))).text("zh") == (
        "是否应为“guard”？没有这一天。无；是否应为“guard”？"
    )
    with pytest.raises(errors.InvalidRoster) as caught:
        Desk("fuheng", policy=Policy.from_data({"roster": {"duty_guards": ["甲"], "duty_guardd": ["乙"]}}))
    said = caught.value.text("zh")
    assert said.count("是否应为“duty_guard”（值岗人员）？") == 2
    assert not re.search(r"[。？！：，；][。；，]", said)


def test_a_long_fault_is_cut_in_both() -> None:
    """A key of a policy may be a book."""
    (fault,) = shortened([Said("unknown_key", place="x" * 500)])
    assert isinstance(fault, Said)
    assert [len(fault.text(lang)) for lang in ("zh", "en")] == [202, 203]


def test_what_is_unseen_in_what_came_in_is_shown_as_python_writes_it() -> None:
    """A line end in a role is no line end on somebody's terminal, in neither language."""
    with pytest.raises(ServicedeskError) as caught:
        Desk("fuheng").open("complaint", {}, subject="1", by=Actor("王", {"国\n王\x1b[31m"}))
    assert "没有岗位“国\\n王\\x1b[31m”" in caught.value.text("zh")
    assert "there is no role '国\\n王\\x1b[31m'" in str(caught.value)
