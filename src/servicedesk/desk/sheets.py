"""A form of a case as it was filed: each field with who filed it when, each signature with what it still covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pendulum
from attrs import frozen

from servicedesk.answers import Answer
from servicedesk.calendars import to_datetime
from servicedesk.characters import brief, is_a
from servicedesk.desk.forms import with_values
from servicedesk.engine.case import Case
from servicedesk.engine.entry import ActionEntry, BuiltinEntry, Entry
from servicedesk.engine.items import item_called
from servicedesk.engine.signatures import given_in
from servicedesk.engine.view import CaseView
from servicedesk.errors import UnknownName
from servicedesk.program.form_fields import FormField, english_of
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Form
from servicedesk.rules.values import Value
from servicedesk.said import Said, both


@frozen(repr=False)
class FiledField(Answer):
    """One field of a form as it was filed: by whom, when, with which entry; and by whom it was corrected last.

    Nobody filed a field where ``filed_at`` is ``None``. ``field`` says what it holds now.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> line = desk.sheet(case.id, "complaint_record", by=clerk).fields[0]
        >>> line.field.zh, line.field.value_zh, line.filed_by
        ('投诉人', '张先生', '王小红')
    """

    field: FormField
    filed_by: str = ""
    filed_at: pendulum.DateTime | None = None
    filed_with: int | None = None
    corrected_by: str = ""
    corrected_at: pendulum.DateTime | None = None
    corrected_with: int | None = None


@frozen(repr=False)
class SheetSignature(Answer):
    """One signature of a form: in which role, by whom, when, and whether it covers the form as it stands.

    It covers the fields that were filled when it was given. ``changed`` are those of them that were filed anew or
    corrected since; where there is one, the signature ``covers`` the form no longer.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> given = desk.sheet(case.id, "complaint_record", by=clerk).signatures[0]
        >>> given.role, given.by, given.covers, given.changed
        ('recipient', '王小红', True, ())
    """

    role: str
    role_zh: str
    role_en: str
    by: str
    at: pendulum.DateTime
    covers: bool
    changed: tuple[str, ...] = ()
    changed_zh: tuple[str, ...] = ()
    changed_en: tuple[str, ...] = ()


@frozen(repr=False)
class Sheet(Answer):
    """A form of a case, or of an item of it, as it was filed.

    ``filed_at`` is when something was first filed on it, ``None`` where nothing was. ``fields`` are in the
    order of the form, ``signatures`` those that were given; what is still owed is said by ``desk.obligations``.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> sheet = desk.sheet(case.id, "complaint_record", by=clerk)
        >>> sheet.zh, [line.field.name for line in sheet.fields if line.filed_at][:2]
        ('业主投诉/建议处理记录表', ['complainant', 'contents'])
    """

    case_id: str
    subject: str
    procedure: str
    procedure_zh: str
    procedure_en: str
    form: str
    zh: str
    en: str
    filed_at: pendulum.DateTime | None
    fields: tuple[FiledField, ...]
    signatures: tuple[SheetSignature, ...]
    item: str = ""
    item_zh: str = ""
    item_en: str = ""


def forms_of(plan: ProcedurePlan) -> dict[str, Form]:
    """Every form that a procedure knows, in the manual's order: that an outcome fills too."""
    rules = [each for step in plan.steps.values() for each in step.alternatives]
    outcomes = [outcome for step in rules for outcome in step.outcomes.values()]
    several = [*(step.forms for step in rules), *(tuple(outcome.forms()) for outcome in outcomes)]
    forms = {form.name: form for each in several for form in each}
    return forms | {rule.form.name: rule.form for rule in plan.retentions if rule.form is not None}


def form_named(plan: ProcedurePlan, name: str) -> Form:
    """The form of a name.

    Raises:
        UnknownName: the procedure has none.
    """
    forms = forms_of(plan)
    if not is_a(name, str) or name not in forms:
        raise UnknownName(
            Said("procedure_no_form", zh=both(plan.procedure.zh, plan.procedure.name), form=brief(name)),
            remedy=Said("it_has", known=tuple(forms) or Said("none")),
            manual=plan.manual,
        )
    return forms[name]


def sheet_of(
    program: Program, case: Case, entries: Sequence[Entry], form: Form, vault: Mapping[str, Value], zone: str, item: str
) -> Sheet:
    """A form as it was filed, with the personal values that may be read."""
    plan, view = program.plans[case.procedure], CaseView(case, item=item or None)
    clause = next((each.clause for each in _asking(plan, form)), "")
    described = [plan.described.of(field, clause) for field in form.fields]
    stated = with_values(described, case, vault, zone, item)
    filed = view.occurrence(EventKey.filed(form.name))
    procedure, called = plan.term_of("procedure", case.procedure), item_called(plan, case, item)
    return Sheet(
        case.id,
        case.subject,
        case.procedure,
        procedure.zh,
        procedure.en,
        form.name,
        form.zh,
        english_of(form),
        None if filed is None else to_datetime(filed.first_at, zone),
        tuple(_fields(stated, entries, zone, item)),
        tuple(_signatures(program, plan, form, view, entries, zone)),
        item,
        called.zh,
        called.en,
    )


def _asking(plan: ProcedurePlan, form: Form) -> Iterator[FormField]:
    """What actions ask of a form, so that its fields have a clause."""
    names = {field.name for field in form.fields}
    for step in plan.steps.values():
        for each in step.alternatives:
            yield from (field for field in plan.described.fields_of(each) if field.name in names)


def _fields(fields: Iterable[FormField], entries: Sequence[Entry], zone: str, item: str) -> Iterator[FiledField]:
    filed: dict[str, Entry] = {}
    corrected: dict[str, Entry] = {}
    for entry in entries:
        if entry.item not in ("", item):
            continue
        if isinstance(entry, ActionEntry):
            filed |= dict.fromkeys(entry.facts, entry)
            corrected = {name: each for name, each in corrected.items() if name not in entry.facts}
        elif isinstance(entry, BuiltinEntry):
            corrected |= dict.fromkeys(entry.facts, entry)
    for field in fields:
        by, anew = filed.get(field.name), corrected.get(field.name)
        yield FiledField(
            field,
            "" if by is None else by.by,
            None if by is None else to_datetime(by.at, zone),
            None if by is None else by.seq,
            "" if anew is None else anew.by,
            None if anew is None else to_datetime(anew.at, zone),
            None if anew is None else anew.seq,
        )


def _signatures(
    program: Program, plan: ProcedurePlan, form: Form, view: CaseView, entries: Sequence[Entry], zone: str
) -> Iterator[SheetSignature]:
    """Those that were given, in the order of the manual's roles."""
    by_number = {entry.seq: entry for entry in entries}
    for role in (each.name for each in program.manual.roles):
        found = given_in(form, role, view)
        if found is None:
            continue
        term, entry = program.role_term(role), by_number.get(found.occurrence.last_seq)
        terms = [plan.term_of("fact", each.name) for each in found.changed]
        yield SheetSignature(
            role,
            term.zh,
            term.en,
            "" if entry is None else entry.by,
            to_datetime(found.occurrence.last_at, zone),
            not found.changed,
            tuple(each.name for each in found.changed),
            tuple(each.zh for each in terms),
            tuple(each.en for each in terms),
        )
