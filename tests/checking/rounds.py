"""The seeded faults of further rounds, of counts, and of exceptions that hold together; a right sibling of each.

A search that forgets too much of a round, of a limit that was kept or of what a case has opened loses them.
"""

from __future__ import annotations

from attrs import evolve

from checking.faults import ASKING, CLOSE, IS_URGENT, KIND, START, TOLD, limit
from checking.seeded import CLERK, OWN, SUPERVISOR, URGENT, manual, procedure, seed
from servicedesk.declare import (
    Category,
    ChildCase,
    Classification,
    Deadline,
    Except,
    Manual,
    Permission,
    Requirement,
    Start,
    Step,
    Task,
    child,
    done,
    earlier,
    entered,
    fact,
    flag,
    hours,
)

NOT_URGENT = fact("urgent").is_(False)
BIG = flag("big", "重大")
AGAIN = Step(OWN, "again", CLERK, "handled", "received", zh="重新办理")


@seed("an answer that is kept over a move", "trap", "案件到“已受理”后再也无法结案", "受理（紧急：否）")
def kept_over_a_move(wrong: bool) -> Manual:
    """What is said once is read later; only what every way there says anew is forgotten."""
    again = () if wrong else (Permission(OWN, "look_again", CLERK, in_states="handled", asks=URGENT, zh="复核"),)
    return manual(
        procedure(
            ASKING, *again, Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            Requirement(OWN, IS_URGENT, before_steps="close"),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "a limit that another rule of its name takes up again",
    "trap",
    "案件到“已处理”后再也无法结案",
    "受理（紧急：是）", "查看", "处理（紧急：否）",
)  # fmt: skip
def taken_up_again(wrong: bool) -> Manual:
    """Kept by a look while it was urgent, it is open again when it is not, and nobody can answer any more."""
    by = done("answer" if wrong else "look")
    return manual(
        procedure(
            ASKING, Step(OWN, "handle", CLERK, "received", "handled", asks=URGENT, zh="处理"),
            Permission(OWN, "look", CLERK, in_states="received", zh="查看"),
            Permission(OWN, "answer", CLERK, unless=done("look"), zh="答复"),
            Deadline(OWN, "reply", CLERK, hours(2), since=done("open"), met_by=done("look"), only=IS_URGENT, zh="急件"),
            Deadline(OWN, "reply", CLERK, hours(4), since=done("open"), met_by=by, only=NOT_URGENT, zh="答复"),
            Requirement(OWN, done("look"), before_steps="handle"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "a report that is owed anew where nobody makes one",
    "trap",
    "案件到“已处理”后再也无法结案",
    "受理（紧急：是）", "报告", "处理（紧急：是）", "查看",
)  # fmt: skip
def owed_anew(wrong: bool) -> Manual:
    """While it is made nobody asks whether the case is urgent; a look has it asked again."""
    first = (Requirement(OWN, done("report"), before_steps="handle"),) if wrong else ()
    within = "received" if wrong else "received handled"
    return manual(
        procedure(
            ASKING, *first, Step(OWN, "handle", CLERK, "received", "handled", asks=URGENT, zh="处理"),
            Task(OWN, "report", CLERK, in_states=within, only=IS_URGENT, again_after=done("look"), zh="报告"),
            Permission(OWN, "look", CLERK, in_states="handled", zh="查看"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "a second round with another category that the first has shut out",
    "trap",
    "案件到“已处理”后再也无法结案",
    "受理", "处理（类别：小修）", "记录小修", "重新办理", "处理（类别：大修）",
)  # fmt: skip
def shut_out_by_the_first_round(wrong: bool) -> Manual:
    """The category of a round is forgotten with it; what was done because of it is not."""
    more = (Requirement(OWN, KIND.is_("small") | ~done("note"), before_steps="close"),) if wrong else ()
    return manual(
        procedure(
            START, evolve(AGAIN, unless=done("again")), *more,
            Classification(OWN, KIND), *(Category(OWN, value) for value in KIND.values),
            Step(OWN, "handle", CLERK, "received", "handled", sets=KIND, zh="处理"),
            Permission(OWN, "note", CLERK, in_states="handled", only=KIND.is_("small"), zh="记录小修"),
            Permission(OWN, "plan", CLERK, in_states="handled", only=KIND.is_("large", "public"), zh="立项"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "an answer that each round wants and only one can have",
    "trap",
    "案件到“已受理”后再也无法结案",
    "受理", "处理", "答复", "重新办理",
)  # fmt: skip
def answered_once(wrong: bool) -> Manual:
    return manual(
        procedure(
            START, AGAIN, Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Permission(OWN, "answer", CLERK, in_states="handled", unless=done("answer") if wrong else None, zh="答复"),
            Requirement(OWN, done("answer").after(entered("handled")), before_steps="close"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "a limit of the second round that nobody can meet any more",
    "trap",
    "案件到“已处理”后再也无法结案",
    "受理", "处理", "答复", "重新办理", "处理",
)  # fmt: skip
def limit_of_the_second_round(wrong: bool) -> Manual:
    """A limit that was kept is as good as none, until its start happens again."""
    begins = {"since": "handled", "met_by": done("answer")}
    return manual(
        procedure(
            START, evolve(AGAIN, unless=done("again")), Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Permission(OWN, "answer", CLERK, in_states="handled", unless=done("answer") if wrong else None, zh="答复"),
            Deadline(OWN, "reply", CLERK, hours(2), before_steps="close", zh="答复时限", **begins),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            Step(OWN, "drop", CLERK, "received", "dropped", zh="撤案"),
            states="received > handled", ends="closed dropped",
        )
    )  # fmt: skip


@seed("a step that asks for a case before it is opened", "unreachable_step", "“催办”永远无法办理", "受理")
def asked_before_it_is_opened(wrong: bool) -> Manual:
    """How many of its own cases are open is answered by what a case has opened."""
    where = "received" if wrong else "handled"
    jobs = procedure(
        START, Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
        Permission(OWN, "urge", CLERK, in_states=where, only=child("check_up").is_open(), zh="催办"),
        ChildCase(OWN, procedure="check_up", since=done("handle"), awaited_before="close"),
        Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
        states="received > handled",
    )  # fmt: skip
    return manual(jobs, procedure(START, CLOSE, name="check_up", zh="复查"))


@seed("a count between two bounds that no number is", "unreachable_step", "“加派”永远无法办理", "受理")
def between_two_bounds(wrong: bool) -> Manual:
    """Two earlier cases are less than three; nothing is less than two and three at least."""
    before = earlier("job")
    below, least = (2, 3) if wrong else (3, 2)
    only = ~before.at_least(below) & before.at_least(least)
    return manual(procedure(START, CLOSE, Permission(OWN, "send_more", CLERK, only=only, zh="加派")))


@seed(
    "exceptions that say different things where both hold",
    "exceptions_together",
    "例外“急件”和“重大的”同时成立时，对“答复时限”的规定不一致",
    "受理（紧急：是、重大：是）",
)
def both_exceptions(wrong: bool) -> Manual:
    """One that changes the other leaves both standing; one that lifts it leaves one."""
    over = {"changes": ("reply", "big_ones")} if wrong else {"changes": "reply", "lifts": "big_ones"}
    return manual(
        procedure(
            Start(OWN, CLERK, asks=(URGENT, BIG), zh="受理"), CLOSE, *limit(TOLD),
            Except(OWN, "urgent_ones", owner=SUPERVISOR, only=IS_URGENT, zh="急件", **over),
            Except(OWN, "big_ones", changes="reply", within=hours(8), only=fact("big").is_(True), zh="重大的"),
        )
    )  # fmt: skip
