"""What a miss or a breach brings, declared so that it never arises, arises twice, or brings itself."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, procedure, wrong
from servicedesk.declare import (
    Deadline,
    Escalation,
    Fee,
    Items,
    Permission,
    Prohibition,
    Sanction,
    Task,
    done,
    hours,
    local_rule,
    opened,
    yuan,
)

TELL = Task("3", "tell", CLERK, within=hours(4), since=done("open"), zh="办理")
LEND = Permission("5", "lend", CLERK, zh="借出")
BACK = Permission("6", "take_back", CLERK, per_item="key", zh="收回")
KEYS = Items("4", "key", opened_by="lend", closed_by="take_back", zh="钥匙")
LATE = Deadline("7", "late", CLERK, hours(4), since=done("lend"), met_by=done("take_back"), per_item="key")
SLIPS = (
    Items("9", "slip", opened_by="write", closed_by="burn", zh="单"),
    Permission("9", "write", CLERK, zh="填单"),
    Permission("9", "burn", CLERK, per_item="slip", zh="销单"),
)


@wrong("4", "arises from nothing", "for_missed=")
def test_a_sanction_for_nothing() -> None:
    """A sanction that nothing brings."""
    procedure(Sanction("4", "fine", HEAD, zh="处罚"))


@wrong("4", "there is no limit 'tel'", "did you mean 'tell'?")
def test_a_limit_that_is_not_there() -> None:
    """A sanction for the miss of a limit that is not there."""
    procedure(TELL, Sanction("4", "fine", HEAD, for_missed="tel", zh="处罚"))


@wrong("4", "arises from a miss and from a breach")
def test_two_origins() -> None:
    """A task that a miss and a breach bring."""
    procedure(
        TELL,
        Prohibition("5", done("tell"), steps="close"),
        Task("4", "visit", CLERK, for_missed="tell", for_breach_of="5", zh="办理"),
    )


@wrong("4", "counts from what brought it", "leave out since=")
def test_a_start_beside_the_miss() -> None:
    """A task that a miss brings, with a start of its own."""
    procedure(TELL, Task("4", "visit", CLERK, for_missed="tell", within=hours(1), since=done("open"), zh="办理"))


@wrong("4", "arises anew with each miss", "leave out again=")
def test_again() -> None:
    """A task that a miss brings, each time again."""
    procedure(TELL, Task("4", "visit", CLERK, for_missed="tell", in_states="received", again=True, zh="办理"))


@wrong("8", "is of 'key', and 'tell' is of the case", "leave out per_item=")
def test_another_kind_of_item_than_the_case() -> None:
    """A sanction for each key, for a limit of the case."""
    procedure(TELL, KEYS, LEND, BACK, Sanction("8", "fine", HEAD, for_missed="tell", per_item="key", zh="处罚"))


@wrong("8", "is of 'slip', and 'late' is of 'key'", "leave out per_item=")
def test_another_kind_of_item() -> None:
    """A sanction for each slip, for a limit of keys."""
    fine = Sanction("8", "fine", HEAD, for_missed="late", per_item="slip", zh="处罚")
    procedure(KEYS, LEND, BACK, LATE, *SLIPS, fine)


@wrong("4", "there is no rule with the name or the clause '9'")
def test_a_breach_of_nothing() -> None:
    """A sanction for the breach of a rule that is not there."""
    procedure(Sanction("4", "fine", HEAD, for_breach_of="9", zh="处罚"))


@wrong("4", "'3' is a Task, which nothing is recorded over")
def test_a_breach_of_a_task() -> None:
    """A sanction for the breach of a task."""
    procedure(Task("3", "visit", CLERK, zh="办理"), Sanction("4", "fine", HEAD, for_breach_of="3", zh="处罚"))


@wrong("4", "'hush' is a local rule", "give it a clause")
def test_a_breach_of_a_local_rule() -> None:
    """A sanction for the breach of a rule without a clause."""
    hush = Prohibition(local_rule("the house"), done("open"), name="hush", steps="close")
    procedure(hush, Sanction("4", "fine", HEAD, for_breach_of="hush", zh="处罚"))


@wrong("4", "its miss brings it again: one after one")
def test_a_task_that_brings_itself() -> None:
    """A task whose own miss brings it."""
    procedure(Task("4", "one", CLERK, for_missed="one", within=hours(1), zh="办理"))


@wrong("5", "its miss brings it again: one after two after one", "end the chain")
def test_a_chain_that_comes_back() -> None:
    """Two tasks, each brought by the miss of the other."""
    procedure(
        Task("4", "two", CLERK, for_missed="one", within=hours(1), zh="办理"),
        Task("5", "one", CLERK, for_missed="two", within=hours(1), zh="办理"),
    )


@wrong("8", "there is no kind of item 'kay'", "did you mean 'key'?")
def test_an_item_that_is_not_there() -> None:
    """A limit that begins with an item that is not there."""
    procedure(
        KEYS,
        LEND,
        BACK,
        Deadline("8", "x", CLERK, hours(4), since=opened("kay"), met_by=done("take_back"), per_item="kay"),
    )


@wrong("8", "there is no kind of item 'kay'", "did you mean 'key'?")
def test_an_escalation_of_an_item_that_is_not_there() -> None:
    """An escalation at the opening of an item that is not there."""
    procedure(KEYS, LEND, BACK, Escalation("8", "tell", CLERK, notifies=HEAD, since=opened("kay")))


@wrong("8", "is of 'slip' and begins with 'key'", "leave out per_item=")
def test_begins_with_another_item() -> None:
    """A task for each slip that begins with a key."""
    note = Task("8", "note", CLERK, since=opened("key"), per_item="slip", within=hours(1), zh="办理")
    procedure(KEYS, LEND, BACK, *SLIPS, note)


@wrong("8", "begins with an item of 'key'", "per_item='key'")
def test_a_limit_of_the_case_that_begins_with_an_item() -> None:
    """A limit of the case that begins with a key."""
    procedure(KEYS, LEND, BACK, Deadline("8", "x", CLERK, hours(4), since=opened("key"), met_by=done("take_back")))


@wrong("8", "only= asks whether an item was opened", "since=")
def test_an_opening_as_a_condition() -> None:
    """The opening of an item where a condition is expected."""
    procedure(KEYS, LEND, BACK, Task("8", "note", CLERK, only=opened("key"), zh="办理"))


@wrong("3", "can be waived and names nobody who may", "waived_by=")
def test_waived_by_nobody() -> None:
    """A fee that can be waived by nobody."""
    procedure(
        Fee("3", "fee", yuan(5), before_steps="close", waivable=True),
        Permission("4", "pay", CLERK, pays="fee", zh="缴"),
    )


@wrong("3", "names who may waive it and cannot be waived", "waivable=True")
def test_not_waivable() -> None:
    """A task with an authority and nothing to waive."""
    procedure(Task("3", "tell", CLERK, waived_by=HEAD, zh="办理"))


@wrong("local", "can be waived and has no clause")
def test_waived_without_a_clause() -> None:
    """A local rule that could be waived, by no clause."""
    procedure(Task(local_rule("the house"), "tell", CLERK, waivable=True, waived_by=HEAD, zh="办理"))
