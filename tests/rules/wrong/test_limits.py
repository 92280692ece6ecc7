"""Limits, waits, windows, pauses, extensions, warnings and standing tasks."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, SLIP, procedure, wrong
from servicedesk.declare import (
    OPENED,
    Deadline,
    Escalation,
    Extension,
    NotBefore,
    Pause,
    Permission,
    StandingTask,
    Task,
    Window,
    before,
    calendar,
    days,
    done,
    fact,
    flag,
    hours,
    missed,
    moment,
    months,
    or_stated,
    party,
    reached,
    reported,
    role,
    same_day,
    season,
    stated,
    subjects,
    text,
    weeks,
)
from servicedesk.rules.conditions import classification


@wrong("4", "the limits 'close' of 3 and 4 can apply together", "disjoint")
def test_limits_that_overlap() -> None:
    """Two limits of one name that apply together."""
    procedure(
        Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
        Deadline("4", "close", CLERK, days(3), since="received", met_by=done("close")),
    )


@wrong("5", "no limit 'close' where kind is three", "none_for=")
def test_category_without_limit() -> None:
    """Two categories have a limit of this name, and nothing is said of the third."""
    kind = classification("kind", "种类", one="甲", two="乙", three="丙")
    procedure(
        Permission("3", "sort", CLERK, sets=kind, zh="办理"),
        Deadline("4", "close", CLERK, days(1), only=kind.is_("one"), since="received", met_by=done("close")),
        Deadline("5", "close", CLERK, days(3), only=kind.is_("two"), since="received", met_by=done("close")),
    )


@wrong("5", "no limit 'close' where kind is something else", "none_for=")
def test_open_list_without_limit() -> None:
    """Every value of an open list has a limit of this name, and nothing is said of what else may be stated."""
    kind = classification("kind", "种类", open_list=True, one="甲", two="乙")
    procedure(
        Permission("3", "sort", CLERK, sets=kind, zh="办理"),
        Deadline("4", "close", CLERK, days(1), only=kind.is_("one"), since="received", met_by=done("close")),
        Deadline("5", "close", CLERK, days(3), only=kind.is_("two"), since="received", met_by=done("close")),
    )


@wrong("3", "'kind' takes the values listed and no other", "open_list=True")
def test_something_else_of_a_closed_list() -> None:
    """A condition that something else was stated, of a list that takes nothing else."""
    kind = classification("kind", "种类", one="甲", two="乙")
    procedure(Permission("3", "sort", CLERK, sets=kind, only=kind.is_other(), zh="办理"))


@wrong("3", "has no length")
def test_limit_without_span() -> None:
    """A limit without a length."""
    procedure(Deadline("3", "close", CLERK, since="received", met_by=done("close")))


@wrong("3", "counts from nothing", "since=")
def test_limit_without_start() -> None:
    """A limit that counts from nothing."""
    procedure(Deadline("3", "close", CLERK, days(1), met_by=done("close")))


@wrong("3", "is kept by nothing", "met_by=")
def test_limit_without_end() -> None:
    """A limit that nothing keeps."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received"))


@wrong("3", "reopening='again'", "restart, resume or none")
def test_limit_that_reopens_somehow() -> None:
    """A limit with an unknown word for what a new start does."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), reopening="again"))


@wrong("3", "no fact 'time_allowed'")
def test_stated_nowhere() -> None:
    """A limit as long as a field says that is not there."""
    procedure(Deadline("3", "close", CLERK, stated("time_allowed"), since="received", met_by=done("close")))


@wrong("4", "the fact 'note' is a text", "span_of_time(")
def test_stated_in_words() -> None:
    """A limit as long as a field of words says."""
    procedure(
        Task("3", "ring", CLERK, files=SLIP, zh="办理"),
        Deadline("4", "close", CLERK, or_stated(days(1), "note"), since="received", met_by=done("close")),
    )


@wrong("3", "no limit 'close'")
def test_warning_of_no_limit() -> None:
    """A warning on the way of a limit that is not declared."""
    procedure(Escalation("3", "warn", CLERK, notifies=HEAD, since=reached("close", 80)))


@wrong("4", "100 % of the way", "from 1 to 99")
def test_warning_at_the_end() -> None:
    """A warning when all of the time is used."""
    procedure(
        Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
        Escalation("4", "warn", CLERK, notifies=HEAD, since=reached("close", 100)),
    )


@wrong("3", "what waits how long for what", "steps=")
def test_wait_for_nothing() -> None:
    """A waiting time that no step waits for."""
    procedure(NotBefore("3", "settle", days(7), since="received"))


@wrong("3", "is no window", "around=")
def test_window_around_nothing() -> None:
    """A window around nothing."""
    procedure(Window("3", "visit", early=hours(1), steps="close"))


@wrong("3", "no limit 'close'")
def test_pause_of_no_limit() -> None:
    """A pause of a limit that is not declared."""
    procedure(Pause("3", "wait", limits="close", since=done("open"), resumed_by=done("close")))


@wrong("4", "what stands still from when until when", "resumed_by=")
def test_pause_without_end() -> None:
    """A pause that does not say until when."""
    procedure(
        Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
        Pause("4", "wait", limits="close", since=done("open")),
    )


@wrong("3", "no limit 'close'")
def test_extension_of_no_limit() -> None:
    """An extension of a limit that is not declared."""
    procedure(Extension("3", "extend", HEAD, limit="close", span=days(1)))


@wrong("4", "by how much and how often", "span=")
def test_extension_by_nothing() -> None:
    """An extension that does not say by how much."""
    procedure(
        Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
        Extension("4", "extend", HEAD, limit="close"),
    )


@wrong("3", "either a rhythm or an event", "every= or on_event=")
def test_standing_task_without_rhythm() -> None:
    """A standing task without rhythm or event."""
    procedure(StandingTask("3", "inspect", CLERK, subjects=subjects("unit")))


@wrong("3", "no time to be done in after the event", "within=")
def test_standing_task_on_an_event_without_time() -> None:
    """A standing task on an event without the time to do it in."""
    procedure(StandingTask("3", "inspect", CLERK, on_event=reported("storm"), subjects=subjects("unit")))


@wrong("3", "rhythm='lunar'", "interval or calendar")
def test_standing_task_with_a_strange_rhythm() -> None:
    """A standing task with an unknown word for its rhythm."""
    procedure(StandingTask("3", "inspect", CLERK, every=months(1), subjects=subjects("unit"), rhythm="lunar"))


@wrong("3", "starts nowhere", "subjects=subjects(")
def test_standing_task_that_starts_nowhere() -> None:
    """A standing task inside a case that starts nowhere."""
    procedure(StandingTask("3", "inspect", CLERK, every=months(1)))


@wrong("3", "no states of this procedure", "leave in_states= out")
def test_standing_task_over_subjects_in_a_state() -> None:
    """A standing task over subjects, whose cases know no state of the procedure."""
    procedure(StandingTask("3", "inspect", CLERK, every=months(1), subjects=subjects("unit"), in_states="received"))


@wrong("3", "'recieved'", "received")
def test_standing_task_in_a_state_that_is_none() -> None:
    """A standing task in a state, by a slip of the pen."""
    procedure(StandingTask("3", "inspect", CLERK, every=months(1), since="received", in_states="recieved"))


@wrong("3", "no fact 'rain_beginns'", "did you mean 'rain_begins'?")
def test_standing_task_until_no_moment() -> None:
    """A standing task due at a moment that nobody states, by a slip of the pen."""
    procedure(
        StandingTask(
            "3", "inspect", CLERK, on_event=reported("rain"),
            within=stated("rain_beginns"), asks=moment("rain_begins", "降雨时间"),
            subjects=subjects("unit"),
        ),
    )  # fmt: skip


@wrong("3", "the fact 'rain' is a text", "span_of_time(")
def test_standing_task_until_a_text() -> None:
    """A standing task due at what is stated in words."""
    procedure(
        StandingTask(
            "3",
            "inspect",
            CLERK,
            on_event=reported("storm"),
            within=stated("rain"),
            asks=text("rain", "雨情"),
            subjects=subjects("unit"),
        )
    )


@wrong("3", "asks what nobody reports", "the action that reports the event")
def test_standing_task_that_nobody_reports() -> None:
    """A standing task with a rhythm that asks for the particulars of an event."""
    procedure(
        StandingTask("3", "inspect", CLERK, every=months(1), asks=moment("rain", "降雨时间"), subjects=subjects("unit"))
    )


@wrong("4", "if_early='ignored'", "refused or recorded")
def test_wait_that_is_neither_refused_nor_recorded() -> None:
    """A wait with a strange idea of what comes too early."""
    procedure(
        Permission("3", "visit", CLERK, zh="办理"),
        NotBefore("4", "durability", weeks(1), since="received", steps="visit", if_early="ignored"),
    )


@wrong("4", "two limits 'answer' rest on 4", "the row of each")
def test_limits_of_one_row() -> None:
    """Two limits of one name that rest on one row."""
    procedure(
        Permission("3", "ring", CLERK, asks=flag("urgent", "紧急"), zh="办理"),
        Deadline("4", "answer", CLERK, hours(1), only=fact("urgent").is_(True), since="received", met_by=done("ring")),
        Deadline("4", "answer", CLERK, hours(4), only=fact("urgent").is_(False), since="received", met_by=done("ring")),
    )


@wrong("5", "counted back from an event", "before_due(")
def test_way_back_from_an_event() -> None:
    """A share of the way of a limit that is counted back from an event."""
    procedure(
        Permission("3", "invite", CLERK, asks=moment("feast", "活动时间"), zh="办理"),
        Permission("4", "announce", CLERK, zh="办理"),
        Deadline("4", "announced", CLERK, before(weeks(1)), since=stated("feast"), met_by=done("announce")),
        Escalation("5", "half", notifies=HEAD, since=reached("announced", 50)),
    )


@wrong("3", "span= holds a wrong span", "")
def test_span_of_no_length() -> None:
    """A limit of no hours."""
    procedure(Deadline("3", "close_soon", CLERK, hours(0), since=done("open"), met_by="closed"))


@wrong("3", "says from when or who answers and not how long", "give within=")
def test_owner_of_no_limit() -> None:
    """Who answers for no limit."""
    procedure(Task("3", "tell", CLERK, owner=HEAD, zh="办理"))


@wrong("3", "waits and has a limit from one event", "a Deadline beside it")
def test_wait_beside_a_limit() -> None:
    """A permission that waits and runs out from one event."""
    procedure(Permission("3", "tell", CLERK, wait=days(2), within=hours(2), since=OPENED, zh="办理"))


@wrong("3", "has a limit that would run with the switch off", "leave out within= or switch=")
def test_switch_of_a_limit() -> None:
    """A limit of what the policy may switch off."""
    procedure(Task("3", "fine", CLERK, within=hours(2), since=OPENED, switch="fines", zh="办理"))


FRONT = calendar("front_desk", "前台作息")
PORTER = role("porter", "前台", calendar=FRONT)


@wrong("3", "go by several calendars: 'front_desk' and the desk's", "calendar=")
def test_limit_of_two_calendars() -> None:
    """A limit for which two roles answer that work by different hours."""
    procedure(Deadline("3", "close", (PORTER, CLERK), days(1), since="received", met_by=done("close")))


@wrong("3", "names a calendar and counts nothing", "within=")
def test_calendar_of_no_limit() -> None:
    """An action that names the hours of a limit that it does not have."""
    procedure(Task("3", "ring", CLERK, calendar=FRONT, zh="办理"))


@wrong("3", "'front_desk' is no calendar in calendar=", 'calendar("name", "term")')
def test_calendar_by_its_name() -> None:
    """A calendar given as text."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), calendar="front_desk"))  # type: ignore[arg-type]


@wrong("3", "may be declined, and its limit would run on", "leave out one of them")
def test_declined_with_a_limit() -> None:
    """A permission that may be declined, and carries a limit."""
    procedure(Permission("3", "look", CLERK, within=days(1), since="received", decline=True, zh="查看"))


@wrong("4", "'decline' is said of what may be declined", "choose another name")
def test_declined_and_an_action_of_that_name() -> None:
    """An action takes the word by which another is declined."""
    procedure(Permission("3", "look", CLERK, decline=True, zh="查看"), Permission("4", "decline", CLERK, zh="谢绝"))


RAINY = season("rainy_season", "雨季")


@wrong("3", "only= asks for a season, and the clock never asks", "season= of a StandingTask")
def test_limit_of_a_season() -> None:
    """A limit that holds in a season."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), only=RAINY))


@wrong("3", "work of a season without a rhythm", "every=")
def test_event_of_a_season() -> None:
    """Work with each event, and of a season."""
    procedure(
        StandingTask(
            "3", "walk", CLERK, on_event=reported("storm"), within=days(1), subjects=subjects("unit"), season=RAINY
        )
    )


@wrong("3", "'rainy_season' is no season in season=", 'season("name", "term")')
def test_season_by_its_name() -> None:
    """A season given as text."""
    procedure(StandingTask("3", "walk", CLERK, every=days(1), subjects=subjects("unit"), season="rainy_season"))  # type: ignore[arg-type]


@wrong("3", "no step 'look_at'", "did you mean 'look'?")
def test_pause_of_an_unknown_action() -> None:
    """A pause holds an action that there is not."""
    procedure(
        Permission("2", "look", CLERK, zh="查看"),
        Pause("3", "held", actions="look_at", since=done("look"), resumed_by=done("close")),
    )


@wrong("3", "no entitlement 'permit'")
def test_pause_of_an_unknown_entitlement() -> None:
    """A pause holds an entitlement that there is not."""
    procedure(Pause("3", "held", entitlements="permit", since="received", resumed_by=done("close")))


@wrong("3", "holds more than limits and has no name", "name it after the clause")
def test_pause_of_actions_without_a_name() -> None:
    """A pause that holds an action and has no name for the history."""
    procedure(
        Permission("2", "look", CLERK, zh="查看"),
        Pause("3", actions="look", since="received", resumed_by=done("close")),
    )


@wrong("3", "holds 'look', which alone ends it", "take it out of actions=")
def test_pause_of_what_ends_it() -> None:
    """A pause holds the action that alone could end it."""
    procedure(
        Permission("2", "look", CLERK, zh="查看"),
        Pause("3", "held", actions="look", since="received", resumed_by=done("look")),
    )


@wrong("3", "holds 'end', which is nothing that is done in a case", "name an action")
def test_pause_of_the_end() -> None:
    """A pause holds the end, which is no action."""
    procedure(Pause("3", "held", actions="end", since="received", resumed_by=done("close")))


def _close() -> Deadline:
    return Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"))


@wrong("4", "repeats without end", "times=")
def test_notice_that_never_stops() -> None:
    """A notice that repeats, and does not say how often."""
    procedure(_close(), Escalation("4", "urge", CLERK, notifies=HEAD, since=missed("close"), repeats=days(1)))


@wrong("4", "is no time by the clock", "write minutes(...) or hours(...)")
def test_a_day_of_at_least_so_many_days() -> None:
    """A day that lasts at least so many days."""
    procedure(Deadline("4", "close_soon", CLERK, same_day(at_least=days(1)), since=done("open"), met_by="closed"))


@wrong("4", "says how often and not how far apart", "repeats=")
def test_notice_so_many_times() -> None:
    """A notice that says how often, and not at which distance."""
    procedure(_close(), Escalation("4", "urge", CLERK, notifies=HEAD, since=missed("close"), times=3))


@wrong("4", "repeats=same day is no distance", "days(1)")
def test_notice_that_repeats_the_same_day() -> None:
    """A notice whose distance is no length."""
    day = same_day()
    procedure(_close(), Escalation("4", "urge", CLERK, notifies=HEAD, since=missed("close"), repeats=day, times=3))


@wrong("4", "repeats a level on the way", "missed(...)")
def test_level_that_repeats() -> None:
    """A level on the way of a limit that repeats."""
    half = reached("close", 50)
    procedure(_close(), Escalation("4", "urge", CLERK, notifies=HEAD, since=half, repeats=days(1), times=3))


@wrong("3", "repeats until nothing", "unless=")
def test_notice_that_nothing_ends() -> None:
    """A notice of an action that repeats, and does not say until when."""
    procedure(Escalation("3", "urge", CLERK, notifies=HEAD, since=done("open"), repeats=days(1), times=3))


@wrong("3", "is promised to 'head', who is no party", "party(...)")
def test_promise_to_a_role() -> None:
    """What is promised to somebody of the company."""
    procedure(Task("3", "call", CLERK, promised_to=HEAD, zh="电话告知"))


@wrong("3", "is owed by nobody, so nobody promises it", "make it a Task")
def test_promise_of_what_is_not_owed() -> None:
    """A permission that is promised."""
    procedure(Permission("3", "call", CLERK, promised_to=party("owner", "业主"), zh="电话告知"))
