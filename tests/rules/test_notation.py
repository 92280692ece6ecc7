"""What the notation means: each short way of writing stands for the same values as the long one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Actor, Desk, Registry
from servicedesk.declare import (
    OPENED,
    SUBJECT,
    Categories,
    Category,
    ChildCase,
    Deadline,
    Document,
    DocumentRequirement,
    EntitlementEnd,
    Fields,
    FollowUp,
    Form,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    category,
    choice,
    done,
    edition,
    entered,
    fact,
    filed,
    flag,
    hours,
    local_rule,
    number,
    role,
    same_day,
    signed,
    text,
)
from servicedesk.errors import DefinitionFault
from servicedesk.program.plans import _limits
from servicedesk.program.steps import ClauseIds
from servicedesk.rules import parts
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import AllOf, AnyOf, Not, classification
from servicedesk.rules.events import EarliestOf
from servicedesk.rules.values import Occurrence

CLERK = role("clerk", "文员")
HEAD = role("head", "经理")
A, B, C = done("a"), done("b"), done("c")


class ComplaintRecord(Form, zh="投诉记录表", gloss="record", aliases=("投诉表",)):
    complainant = text("投诉人", personal=True)
    contents = text("投诉内容")
    telephone = text("电话").optional()
    valid = flag("有效投诉")
    people = number("人数")
    visit_by = choice("回访方式", telephone="电话", in_person="上门")


class IdentityCard(Document, zh="身份证"):
    pass


class Slip2(Form, zh="工单", name="work_slip"):
    assignee = text("责任人")


class Intake(Fields):
    large_impact = flag("影响较大", if_empty=False)


class ComplaintCause(Categories, zh="投诉类别"):
    own_service = category("一类投诉")
    building_quality = category("二类投诉")
    outside = category("三类投诉")


RECORD = parts.form(
    "complaint_record",
    "投诉记录表",
    parts.Field("complainant", "投诉人", "text", personal=True),
    parts.Field("contents", "投诉内容", "text"),
    parts.Field("telephone", "电话", "text", required=False),
    parts.Field("valid", "有效投诉", "flag"),
    parts.Field("people", "人数", "number"),
    parts.Field("visit_by", "回访方式", "choice", options=(("telephone", "电话"), ("in_person", "上门"))),
    gloss="record",
    aliases=("投诉表",),
)
CAUSE = classification(
    "complaint_cause", "投诉类别", own_service="一类投诉", building_quality="二类投诉", outside="三类投诉"
)


# --- conditions ------------------------------------------------------------------------------------------


def test_a_chain_of_one_kind_is_flat() -> None:
    assert (A & B & C) == AllOf((A, B, C)) == (A & (B & C))
    assert AnyOf((A, B, C)) == (A | B | C)
    assert Not(A) == ~A


def test_and_binds_closer_than_or_as_python_reads_it() -> None:
    assert AnyOf((AllOf((A, B)), C)) == (A & B | C)
    assert AllOf((A, AnyOf((B, C)))) == (A & (B | C))


def test_values_of_one_classification_are_one_condition() -> None:
    both = ComplaintCause.own_service | ComplaintCause.outside
    assert both == CAUSE.is_("own_service", "outside") == ComplaintCause.is_("own_service", "outside")


@pytest.mark.parametrize("use", [lambda: A and B, lambda: A or B, lambda: not A, lambda: 1 if A else 2])
def test_a_condition_is_neither_true_nor_false(use: Any) -> None:
    with pytest.raises(DefinitionFault, match=r"A & B, A \| B or ~A"):
        use()


def test_conditions_are_equal_as_values_are() -> None:
    assert done("a") == A
    assert done("b") != A


# --- classes of assignments ----------------------------------------------------------------------------------


def rule_of(**given: Any) -> Task:
    return Task("1", "record", CLERK, **given)


def test_a_form_as_a_class_is_the_form_that_the_function_makes() -> None:
    assert rule_of(files=ComplaintRecord) == rule_of(files=RECORD)
    assert rule_of(files=IdentityCard) == rule_of(files=parts.document("identity_card", "身份证"))
    assert rule_of(files=Slip2) == rule_of(
        files=parts.form("work_slip", "工单", parts.Field("assignee", "责任人", "text"))
    )


def test_fields_of_one_form_are_one_part_of_it() -> None:
    written = rule_of(files=(ComplaintRecord.complainant, ComplaintRecord.contents, Slip2))
    assert written.files[0] == RECORD.part("complainant", "contents")
    assert len(written.files) == 2
    paper = DocumentRequirement("1", (ComplaintRecord.contents, ComplaintRecord.valid), before_steps="close")
    assert paper.form == RECORD.part("contents", "valid")


def test_fields_without_a_form_are_asked() -> None:
    assert rule_of(asks=Intake.large_impact).asks == (
        parts.Field("large_impact", "影响较大", "flag", required=False, if_empty=False),
    )
    with pytest.raises(DefinitionFault, match="stands on no form"):
        rule_of(files=Intake.large_impact)


def test_fields_compare_as_facts_do() -> None:
    assert ComplaintRecord.valid.is_(True) == fact("valid").is_(True)
    assert ComplaintRecord.people.over(5) == fact("people").over(5)
    assert ComplaintRecord.people.is_(Decimal(5)) == fact("people").is_(Decimal(5))
    assert ComplaintRecord.visit_by.is_("telephone") == fact("visit_by").is_("telephone")
    assert ComplaintRecord.telephone.is_known() == fact("telephone").is_known()


def test_signatures_and_events_take_the_class() -> None:
    assert rule_of(signs=(ComplaintRecord, ComplaintRecord.by(HEAD))) == rule_of(signs=(RECORD, RECORD.by(HEAD)))
    assert filed(ComplaintRecord) == filed(RECORD)
    assert signed(ComplaintRecord, HEAD) == signed(RECORD, HEAD)


def test_a_classification_as_a_class_is_the_one_that_the_function_makes() -> None:
    assert rule_of(sets=ComplaintCause) == rule_of(sets=CAUSE)
    assert ComplaintCause.own_service == CAUSE.is_("own_service")
    assert Category("1", ComplaintCause.outside) == Category("1", CAUSE.outside)


def test_a_name_that_every_form_has_is_no_field() -> None:
    with pytest.raises(DefinitionFault, match="'by' is a name that every form has"):

        class _Wrong(Form, zh="表"):
            by = text("经办人")  # type: ignore[assignment]

    with pytest.raises(DefinitionFault, match="'zh' is a name that every form has"):

        class _Other(Form, zh="表"):
            zh = text("中文")  # type: ignore[assignment]


def test_only_fields_stand_in_a_form_and_none_in_a_document() -> None:
    with pytest.raises(DefinitionFault, match="'note' is no field"):

        class _Wrong(Form, zh="表"):
            note = "备注"

    with pytest.raises(DefinitionFault, match="a document has no fields"):

        class Shown(Document, zh="证件"):
            number = text("号码")


def test_a_classification_has_values_and_nothing_else() -> None:
    with pytest.raises(DefinitionFault, match="has no value"):

        class Nothing(Categories, zh="类别"):
            pass

    with pytest.raises(DefinitionFault, match="'is_' is no value"):

        class Wrong(Categories, zh="类别"):
            is_ = category("为")  # type: ignore[assignment]


def test_facts_are_carried_over_by_field() -> None:
    rule = ChildCase(
        "1", procedure="repair", since=A, carries={Slip2.assignee: ComplaintRecord.contents, "at": SUBJECT}
    )
    assert rule.carries == {"assignee": "contents", "at": "subject"}


def test_a_classification_is_carried_over_like_a_field() -> None:
    rule = ChildCase("1", procedure="complaint", since=A, carries={ComplaintCause: ComplaintCause})
    assert rule.carries == {"complaint_cause": "complaint_cause"}


def test_a_document_is_carried_over_like_a_field() -> None:
    rule = ChildCase("1", procedure="complaint", since=A, carries={IdentityCard: IdentityCard})
    assert rule.carries == {"identity_card": "identity_card"}


def test_the_field_of_a_visit_may_be_an_object() -> None:
    assert FollowUp("1", "visit", CLERK, good=ComplaintRecord.valid, zh="办理").good == "valid"


# --- limits ------------------------------------------------------------------------------------------------


def process(*rules: Rule) -> Procedure:
    own = (Start("1", CLERK, zh="受理"), Step("2", "close", CLERK, "received seen", "closed", zh="结案"))
    more = Step("2", "see", CLERK, "received", "seen", zh="查看")
    return Procedure("process", "流程", states="received > seen", ends="closed", rules=(*own, more, *rules))


def test_an_action_with_its_limit_means_the_deadline_beside_it() -> None:
    one = process(
        Task("3", "tell", CLERK, within=hours(2), since=OPENED, owner=HEAD, only=entered("seen"), unless=A2, zh="告知")
    )
    two = process(
        Deadline(
            "3",
            "tell",
            HEAD,
            hours(2),
            since=done("open"),
            met_by=done("tell"),
            only=entered("seen"),
            unless=A2,
            zh="告知",
        ),
        Task("3", "tell", CLERK, only=entered("seen"), unless=A2, zh="告知"),
    )
    assert one.expanded == two.expanded == two.rules
    assert one.rules != one.expanded
    assert _limits(one, ClauseIds("m", "process")) == _limits(two, ClauseIds("m", "process"))


A2 = done("see")


def test_whoever_may_do_it_answers_for_it_where_nobody_is_named() -> None:
    (limit,) = process(Task("3", "tell", CLERK, within=same_day(), since="seen", zh="告知")).of(Deadline)
    assert limit == Deadline("3", "tell", CLERK, same_day(), since="seen", met_by=done("tell"), zh="告知")


def test_a_state_written_as_text_is_the_event_of_entering_it() -> None:
    assert Deadline("3", "x", CLERK, hours(1), since="seen", met_by="closed") == Deadline(
        "3", "x", CLERK, hours(1), since=entered("seen"), met_by=entered("closed")
    )


class Seen:
    """A view in which these states were entered, each with the number of its entry."""

    def __init__(self, **entered: int) -> None:
        self.entered = entered

    def occurrence(self, key: str) -> Occurrence | None:
        seq = self.entered.get(key.removeprefix("entered:"))
        return None if seq is None else Occurrence(1, seq * 60, seq, seq * 60, seq)


def test_a_text_of_several_states_is_the_earliest_entered_since_the_start() -> None:
    limit = Deadline("3", "x", CLERK, hours(1), since="seen", met_by="handled understood")
    assert limit.met_by == EarliestOf("earliest_of", "", "", (entered("handled"), entered("understood")))
    assert limit.met_by is not None
    view: Any = Seen(handled=7, understood=5)
    assert [getattr(limit.met_by.last_from(view, seq), "last_seq", None) for seq in (0, 6, 8)] == [5, 7, None]


def test_one_rule_ends_several_entitlements() -> None:
    rule = EntitlementEnd("4", "a b", condition=A2, reading="From the month on.", reading_zh="自当月起")
    procedure = Procedure.__new__(Procedure)
    object.__setattr__(procedure, "rules", (rule,))
    object.__setattr__(procedure, "exceptions", ())
    assert procedure.expanded == (
        EntitlementEnd("4", "a", condition=A2, reading="From the month on.", reading_zh="自当月起"),
        EntitlementEnd("4", "b", condition=A2),
    )


def test_when_a_limit_reads_its_conditions_is_as_the_page_says(tmp_path: Path) -> None:
    """Anew with every entry: started late it counts from since= all the same; it goes when they no longer hold."""
    page = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
    assert "counts from its `since=` all the same" in page
    catalogue = tmp_path / "catalogue.jsonl"
    catalogue.touch()
    local = local_rule("to show it")
    procedure = Procedure(
        "process",
        "流程",
        states="received",
        ends="closed",
        rules=[
            Start(local, CLERK, zh="受理"),
            Step(local, "close", CLERK, "received", "closed", zh="结案"),
            Permission(local, "ask", CLERK, zh="询问"),
            Permission(local, "settle", CLERK, zh="解决"),
            Task(
                local, "tell", CLERK, within=hours(2), since=OPENED, only=done("ask"), unless=done("settle"), zh="告知"
            ),
        ],
    )
    manual = Manual(
        "small",
        "小手册",
        editions=edition("2026", procedure, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=CLERK,
        head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
        catalogue=str(catalogue),
    )
    desk, by = Desk("small", registry=Registry.of(manual)), Actor("王敏", {"clerk"})
    case = desk.open("process", subject="3-2-501", by=by, at="2026-03-10 09:00", recorded_at="2026-03-10 09:00")
    assert case.limits == {}
    case = desk.act(case.id, "ask", by=by, at="2026-03-10 09:30", recorded_at="2026-03-10 09:30")
    assert (case.limits["tell"].state, case.limits["tell"].due) == (
        "running",
        int(datetime.fromisoformat("2026-03-10T11:00+08:00").timestamp()) * 1_000_000,
    )
    case = desk.act(case.id, "settle", by=by, at="2026-03-10 10:00", recorded_at="2026-03-10 10:00")
    assert case.limits["tell"].state == "cancelled"
