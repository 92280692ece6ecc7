"""Requirements, prohibitions, documents, who keeps and who reads a form."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, SLIP, procedure, wrong
from servicedesk.declare import Access, DocumentRequirement, Prohibition, Requirement, Retention, Task, filed


@wrong("4", "can be waived and names nobody who may", "waived_by=")
def test_waivable_by_nobody() -> None:
    """A waivable rule that nobody may waive."""
    procedure(
        Task("3", "note", CLERK, files=SLIP, zh="办理"),
        Requirement("4", filed(SLIP), before_steps="close", waivable=True),
    )


@wrong("4", "names who may waive it and cannot be waived", "waivable=True")
def test_waiver_of_a_rule_that_is_not_waivable() -> None:
    """A rule that cannot be waived, and names who may waive it."""
    procedure(
        Task("3", "note", CLERK, files=SLIP, zh="办理"),
        Requirement("4", filed(SLIP), before_steps="close", waived_by=HEAD),
    )


@wrong("4", "there is no step 'withdrawn'", "did you mean 'withdraw'?")
def test_advises_an_unknown_step() -> None:
    """What a refusal advises is a step of the procedure, or a built-in action."""
    procedure(
        Task("3", "note", CLERK, files=SLIP, zh="办理"),
        Requirement("4", filed(SLIP), before_steps="close", advises="withdrawn"),
    )


@wrong("3", "requires nothing")
def test_requires_nothing() -> None:
    """A requirement of nothing."""
    procedure(Requirement("3", before_steps="close"))


@wrong("4", "stands before no step")
def test_requires_before_nothing() -> None:
    """A requirement before no step."""
    procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Requirement("4", filed(SLIP)))


@wrong("3", "no rule with the clause '9.9'")
def test_requires_an_unknown_clause() -> None:
    """A requirement that every clause of a list be met, one of which no rule has."""
    procedure(Requirement("3", clauses=("2", "9.9"), before_steps="close"))


@wrong("4", "forbids nothing")
def test_forbids_nothing() -> None:
    """A prohibition without steps."""
    procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Prohibition("4", filed(SLIP)))


@wrong("3", "requires a document and names no form")
def test_document_without_form() -> None:
    """A document without a form."""
    procedure(DocumentRequirement("3", before_steps="close"))


@wrong("3", "no step fills the form 'slip' (工单)", "files=")
def test_document_that_nobody_fills() -> None:
    """A document that no step fills."""
    procedure(DocumentRequirement("3", SLIP, before_steps="close"))


@wrong("4", "no step lets 'head' sign 'slip'", "signs=")
def test_document_that_nobody_signs() -> None:
    """A document with a signature that no step gives."""
    procedure(
        Task("3", "note", CLERK, files=SLIP, zh="办理"),
        DocumentRequirement("4", SLIP, signed_by=HEAD, before_steps="close"),
    )


@wrong("4", "which form who keeps")
def test_kept_by_nobody() -> None:
    """A form that nobody keeps."""
    procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Retention("4", SLIP))


@wrong("3", "no filled form 'slip'")
def test_kept_and_never_filled() -> None:
    """A form that is kept and that no step fills."""
    procedure(Retention("3", SLIP, CLERK))


@wrong("4", "which form who reads")
def test_read_by_nobody() -> None:
    """A form that nobody may read."""
    procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Access("4", SLIP))


@wrong("3", "no filled form 'slip'")
def test_read_and_never_filled() -> None:
    """A form that may be read and that no step fills."""
    procedure(Access("3", SLIP, readers=HEAD))
