"""A word of the language that is called wrongly is a fault that says so, for every word of the public face."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from servicedesk import declare
from servicedesk.declare import *  # noqa: F403  the public face, as a manual has it
from servicedesk.declare import (
    Categories,
    Document,
    Fields,
    Form,
    Manual,
    Part,
    Procedure,
    Start,
    Step,
    Task,
    category,
    edition,
    fact,
    filed,
    flag,
    held_by,
    hours,
    kwh,
    m2,
    role,
    share,
    text,
    tonnes,
    yuan,
)
from servicedesk.errors import DefinitionFault, InvalidProcedure, ServicedeskError
from servicedesk.rules.base import Rule

CLERK = role("clerk", "文员")
START = Start("1", CLERK, zh="受理")
CLOSE = Step("2", "close", CLERK, "taken", "closed", zh="办结")

WORDS = {name: getattr(declare, name) for name in declare.__all__}
CLASSES = (Categories, Document, Fields, Form)
KINDS = {name: word for name, word in WORDS.items() if isinstance(word, type) and issubclass(word, Rule)}
OTHERS = {
    name: word
    for name, word in WORDS.items()
    if callable(word) and name not in KINDS and word not in CLASSES and not isinstance(word, str)
}


def faults(*rules: Any, **more: Any) -> list[DefinitionFault]:
    with pytest.raises(InvalidProcedure) as caught:
        Procedure("loan", "借用", states="taken", ends="closed", rules=[START, CLOSE, *rules], **more)
    return list(caught.value.faults)


def of(word: Callable[..., Any], *given: Any, **named: Any) -> list[str]:
    """What is told of a call, at once or by the rule that takes what it made."""
    try:
        made = word(*given, **named)
    except InvalidProcedure as error:
        return [str(fault) for fault in error.faults]
    except DefinitionFault as error:
        return [str(error)]
    return [str(fault) for fault in faults(Task("3", "look", CLERK, within=made, zh="查看"))]


def parameters(word: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(word).parameters.values())


def test_every_word_is_of_one_of_these_sorts() -> None:
    """None escapes: what is neither a kind of rule, nor called, nor a class to declare by, is a constant."""
    rest = set(WORDS) - set(KINDS) - set(OTHERS) - {word.__name__.removeprefix("Declared") for word in CLASSES}
    assert rest == {"EVERY_ROLE", "OPENED", "SUBJECT"}


@pytest.mark.parametrize("name", KINDS)
def test_a_rule_with_a_keyword_that_it_does_not_know_is_told_with_all_other_faults(name: str) -> None:
    named = [p.name for p in parameters(KINDS[name]) if p.kind is p.KEYWORD_ONLY]
    near = max(named, key=len)
    wrong = near[:2] + near[3:]
    default = inspect.signature(KINDS[name]).parameters[near].default
    made = KINDS[name]("3", **{wrong: default, "qqq": 1})
    found = faults(made, Task("4", "look", CLERK))
    told = {str(fault): fault for fault in found}
    assert [fault.fields["clause"] for fault in found][:3] == ["3", "3", "4"]
    assert len(found) == (4 if name == "Start" else 3)  # a second start is a fault of its own
    assert any(text.startswith(f"{name}('3', ") and f"there is no {wrong}= here" in text for text in told), told
    assert any(f"did you mean {near}=?" in text for text in told), told
    assert any("there is no qqq= here" in text for text in told), told


@pytest.mark.parametrize("name", KINDS)
def test_a_rule_without_its_clause_or_with_too_much_is_told(name: str) -> None:
    found = [str(fault) for fault in faults(KINDS[name]())]
    assert found[0].startswith(f"{name}('', '")
    assert "clause= is missing" in found[0]
    assert len(found) == (2 if name == "Start" else 1)  # a second start is a fault of its own
    found = [str(fault) for fault in faults(KINDS[name]("3", *["one"] * 30))]
    most = sum(p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters(KINDS[name]))
    assert any(f"31 values without a name, and at most {most} go so" in text for text in found), found


@pytest.mark.parametrize("name", OTHERS)
def test_another_word_with_a_keyword_that_it_does_not_know_names_itself(name: str) -> None:
    if any(p.kind is p.VAR_KEYWORD for p in parameters(OTHERS[name])):
        return  # each keyword is a name of its own
    found = of(OTHERS[name], *_enough(OTHERS[name]), qqq=1)
    assert any(name in text and "there is no qqq= here" in text for text in found), found


@pytest.mark.parametrize("name", OTHERS)
def test_another_word_with_too_little_or_too_much_names_itself(name: str) -> None:
    given = parameters(OTHERS[name])
    if needed := [p.name for p in given if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]:
        found = of(OTHERS[name])
        assert any(f"{needed[0]} is missing" in text.replace("=", "") and name in text for text in found), found
    if not any(p.kind is p.VAR_POSITIONAL for p in given):
        found = of(OTHERS[name], *["one"] * 30)
        assert any("30 values without a name" in text and name in text for text in found), found


VALUES: tuple[Any, ...] = (None, 5, 0.5, "fünfzig", object(), [], {}, True, b"x", ("a",))


@pytest.mark.parametrize("name", [*KINDS, *OTHERS])
def test_a_value_of_whatever_kind_is_told_and_no_error_of_python(name: str) -> None:
    given = [p for p in parameters(WORDS[name]) if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    needed = max(1, sum(p.default is p.empty for p in given)) if given else 0
    named = [p.name for p in parameters(WORDS[name]) if p.kind is p.KEYWORD_ONLY and p.default is p.empty]
    for value in VALUES:
        with suppress(ServicedeskError):
            WORDS[name](*[value] * needed, **dict.fromkeys(named, value))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: yuan("fifty"), "yuan(...): 'fifty' is not what it takes; it takes value: int | str"),
        (lambda: yuan(2.5), "yuan(...): a float is not what it takes; it takes value: int | str"),  # type: ignore[arg-type]
        (lambda: yuan(0.1 + 0.2), "yuan(...): a float is not what it takes"),  # type: ignore[arg-type]
        (lambda: yuan(True), "yuan(...): True is not what it takes; it takes value: int | str"),
        (lambda: yuan("inf"), "yuan(...): 'inf' is not what it takes; it takes value: int | str"),
        (lambda: m2(50.0), "m2(...): a float is not what it takes; it takes value: int | str"),  # type: ignore[arg-type]
        (lambda: kwh("nan"), "kwh(...): 'nan' is not what it takes; it takes value: int | str"),
        (lambda: tonnes(False), "tonnes(...): False is not what it takes; it takes value: int | str"),
        (lambda: share(0.5), "share(...): a float is not what it takes; it takes value: str"),  # type: ignore[arg-type]
        (lambda: filed("slip"), "filed(...): 'slip' is not what it takes; it takes form: Form | type[DeclaredForm]"),
        (lambda: fact(5), "fact(...): 5 is not what it takes; it takes name: str"),
        (lambda: held_by("key", "clerk"), "held_by(...): 'key', 'clerk' is not what it takes; it takes item: str, r"),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_the_word_takes(call: Callable[[], object], said: str) -> None:
    with pytest.raises(DefinitionFault) as caught:
        call()
    assert str(caught.value).startswith(said)


def _enough(word: Any) -> list[Any]:
    """Values for what is required by position, of whatever kind: a call is read before its values are."""
    return ["one" for p in parameters(word) if p.default is p.empty and p.kind in (0, 1)]


def test_the_same_thing_said_twice_is_told() -> None:
    [found] = faults(Task("3", "look", CLERK, zh="查看", name="look"))  # type: ignore[misc]  # that is the fault
    assert "name= is given twice" in str(found)


def test_a_keyword_that_is_nearly_right_is_read_as_meant() -> None:
    """Nothing is told that would not be there, were the word right: of a Step that leads somewhere, only the word."""
    rules = [START, Step("2", "close", CLERK, "taken", to_stat="closed", zh="办结")]  # type: ignore[call-arg]
    with pytest.raises(InvalidProcedure) as caught:
        Procedure("loan", "借用", states="taken", ends="closed", rules=rules)
    [found] = caught.value.faults
    assert "there is no to_stat= here; did you mean to_state=?" in str(found)


def test_a_span_carries_what_is_wrong_with_its_call_to_the_rule() -> None:
    rule = Task("3", "look", CLERK, within=hours(1, rol="next"), zh="查看")  # type: ignore[call-arg]
    found = faults(rule, Task("4", "see", CLERK))
    assert [fault.fields["clause"] for fault in found] == ["3", "4"]
    assert "within= holds a wrong span: hours(...): there is no rol= here" in str(found[0])


def test_a_part_and_a_procedure_tell_theirs_with_the_rest() -> None:
    part = Part("租户", ony=None, rules=[Task("4", "look", CLERK)])  # type: ignore[call-arg]
    texts = [str(fault) for fault in faults(part, one_opn=True)]
    assert any("Part: there is no ony= here; did you mean only=?" in text for text in texts), texts
    assert any("Procedure: there is no one_opn= here; did you mean one_open=?" in text for text in texts), texts
    assert any("no Chinese label" in text for text in texts), texts


def test_a_manual_and_what_it_is_made_of_say_what_they_lack() -> None:
    with pytest.raises(DefinitionFault, match=r"Manual: roles= is missing"):
        Manual("m", "手册", editions=(), head=CLERK)  # type: ignore[call-arg]
    with pytest.raises(DefinitionFault, match=r"edition\(...\): there is no in_force_frm= here; did you mean in_for"):
        edition("2024", in_force_frm="2024-01-01", verified_on="2024-01-01")  # type: ignore[call-arg]


def test_the_keywords_of_a_class_of_words_are_read_so_too() -> None:
    with pytest.raises(DefinitionFault, match=r"class Slip: there is no zhh= here; did you mean zh=\?"):

        class Slip(Form, zhh="工单"):  # type: ignore[call-arg]
            note = text("内容")

    with pytest.raises(DefinitionFault, match=r"class Card: zh= is missing"):

        class Card(Document):  # type: ignore[call-arg]
            pass

    with pytest.raises(DefinitionFault, match=r"class Intake: there is no zh= here"):

        class Intake(Fields, zh="受理"):  # type: ignore[call-arg]
            valid = flag("有效")

    with pytest.raises(DefinitionFault, match=r"class Cause: there is no open_lst= here; did you mean open_list=\?"):

        class Cause(Categories, zh="类别", open_lst=True):  # type: ignore[call-arg]
            one = category("一类")


@pytest.mark.parametrize("name", [*KINDS, *OTHERS])
def test_whoever_asks_for_the_signature_of_a_word_gets_its_own(name: str) -> None:
    """Help and editors show what a word takes, not that it is read with care."""
    shown = [p.kind for p in parameters(WORDS[name])]
    assert shown != [inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD]
