"""Rules about what people do: steps that move a case, tasks that are mandatory, permissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule, fields_in
from servicedesk.rules.conditions import Categories, CategoryValue, Condition, as_condition
from servicedesk.rules.events import CaseEvent, Stated, as_event, entered
from servicedesk.rules.given import (
    as_categories,
    as_category,
    as_classification,
    as_fields,
    as_forms,
    as_signatures,
    fact_name,
)
from servicedesk.rules.numbers import Number, in_span, start_of
from servicedesk.rules.parts import Field, Form, FormPart, NamedCalendar, Role, Signature
from servicedesk.rules.several import as_tuple, names
from servicedesk.rules.values import OrStated
from servicedesk.spans import Before, Span


@frozen
class Action(Rule):
    """Base of everything that a person does in a case.

    ``performers`` are the roles that may do it. ``files`` are the forms, or parts of forms, that are filled in with
    it, ``asks`` further fields that belong to no form, ``sets`` the classifications it states. ``signs`` are forms
    signed with it (in the actor's role, or ``FORM.by(ROLE)`` where the form brings another's signature). ``pays`` are
    fees paid with it, ``hands`` items given to a role, ``per_item`` the kind of item it is about. ``notifies`` are the
    roles that get a message when it is done: a report (上报, 通知) reaches whom it is made to.

    An action may carry its own limit: it is to be done ``within`` a span of ``since``, and ``owner`` answers for it
    (who may do it, if left out); ``calendar`` names the hours it counts by, else the owners' do. That means the same
    as a Deadline of its clause and name beside it. ``switch`` names a switch of the site's policy: where that is off,
    the action is refused and nobody has to do it.

    ``promised_to`` names the party to which an action that is owed is owed (对业主的承诺).

    A case, or an item of it, may have a holder (责任人): one person who answers for it in one role. Whoever does an
    action that ``takes`` holds it from then on; one that ``assigns`` names somebody of these roles (in ``holder``, and
    an empty one takes it away); one that ``rotates`` gives it to the next of these roles whom the roster has on duty;
    after one that ``releases`` nobody holds it. With ``holder=True`` the holder alone may do the action, where there
    is one in a role that may; without one anybody of its roles.
    """

    fills: ClassVar[bool] = True
    keys: ClassVar[Mapping[str, str]] = {
        "performers": "by",
        "only": "only",
        "unless": "unless",
        "files": "files",
        "asks": "asks",
        "sets": "sets",
        "signs": "signs",
        "pays": "pays",
        "hands": "hands",
        "reports": "reports",
        "per_item": "each",
        "notifies": "notifies",
        "within": "within",
        "since": "since",
        "owner": "owner",
        "switch": "switch",
        "holder": "holder",
        "takes": "takes",
        "assigns": "assigns",
        "rotates": "rotates",
        "releases": "releases",
        "promised_to": "promised_to",
        "calendar": "calendar",
    }

    performers: tuple[Role, ...] = field(default=(), converter=as_tuple)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    files: tuple[Form | FormPart, ...] = field(default=(), converter=as_forms, kw_only=True)
    asks: tuple[Field, ...] = field(default=(), converter=as_fields, kw_only=True)
    sets: tuple[Categories, ...] = field(default=(), converter=as_categories, kw_only=True)
    signs: tuple[Form | Signature, ...] = field(default=(), converter=as_signatures, kw_only=True)
    pays: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    hands: tuple[tuple[str, Role], ...] = field(default=(), converter=as_tuple, kw_only=True)
    reports: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    per_item: str = field(default="", kw_only=True)
    notifies: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    within: Span | OrStated | Stated | None = field(default=None, kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    owner: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    switch: str = field(default="", kw_only=True)
    holder: bool = field(default=False, kw_only=True)
    takes: bool = field(default=False, kw_only=True)
    assigns: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    rotates: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    releases: bool = field(default=False, kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    calendar: NamedCalendar | None = field(default=None, kw_only=True)

    def forms(self) -> Iterator[Form]:
        return (part.form if isinstance(part, FormPart) else part for part in self.files)

    def fields(self) -> Iterator[Field]:
        return (each for part in (*self.files, *self.asks, *self.sets) for each in fields_in(part))

    def people(self) -> Iterator[Role]:
        """Who does it and who answers for its limit; whoever is notified has no part in it."""
        yield from dict.fromkeys((*self.performers, *self.owner))


@frozen
class Start(Action):
    """How a case comes in (接待): it is opened, by whom, with what. Its step is called ``open``."""

    kind: ClassVar[str] = "start"
    name: str = field(default="open", init=False)


@frozen
class Step(Action):
    """Moves the case from one of the states to another. ``from_states`` is a text of state names."""

    kind: ClassVar[str] = "step"
    keys: ClassVar[Mapping[str, str]] = {"from_states": "from", "to_state": "to"}
    from_states: tuple[str, ...] = field(default=(), converter=names)
    to_state: str = ""


@frozen
class Task(Action):
    """Moves nothing and is mandatory: before the steps named in ``before_steps``, else before the case can end.

    A task whose clause stands in a ``Requirement(clauses=...)`` is due before the steps of that rule instead.
    ``in_states`` are the states in which it can be done, any open one where empty; a case that came into none of them
    ends without it. It may be done again; with ``again=True`` it is due anew each time the case comes into the first
    of ``in_states``, with ``again_after`` each time that this happens.

    With ``for_missed`` it arises at each miss of that limit, with ``for_breach_of`` at each action that was recorded
    over that prohibition or requirement (by name or row), and is owed from then on; its own limit counts from there.
    ``waivable=True`` lets the role ``waived_by`` waive it.
    """

    kind: ClassVar[str] = "task"
    keys: ClassVar[Mapping[str, str]] = {
        "in_states": "in",
        "before_steps": "before",
        "again": "again",
        "again_after": "again_after",
        "for_missed": "for_missed",
        "for_breach_of": "for_breach",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    in_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    again: bool = field(default=False, kw_only=True)
    again_after: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    for_missed: str = field(default="", kw_only=True)
    for_breach_of: str = field(default="", kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @property
    def arises(self) -> bool:
        """Whether it is owed only where a miss or a breach has brought it."""
        return bool(self.for_missed or self.for_breach_of)

    @property
    def renewals(self) -> tuple[CaseEvent, ...]:
        """What makes it due anew."""
        come = (entered(self.in_states[0]),) if self.again else ()
        return come if self.again_after is None else (*come, self.again_after)


@frozen
class Sanction(Action):
    """What a miss or a breach may bring (处罚): a permission of its authority from then on, which blocks no end.

    It arises as a ``Task`` does with ``for_missed`` or ``for_breach_of``; with ``since=opened("violation")`` for each
    item. With ``mandatory=True`` it is owed.
    """

    kind: ClassVar[str] = "sanction"
    keys: ClassVar[Mapping[str, str]] = {
        "in_states": "in",
        "mandatory": "mandatory",
        "for_missed": "for_missed",
        "for_breach_of": "for_breach",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    in_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    mandatory: bool = field(default=False, kw_only=True)
    for_missed: str = field(default="", kw_only=True)
    for_breach_of: str = field(default="", kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @property
    def arises(self) -> bool:
        """Whether it is possible only where a miss or a breach has brought it."""
        return bool(self.for_missed or self.for_breach_of)


@frozen
class Permission(Action):
    """Is enabled and never mandatory (可). ``wait`` counts from ``since``: not before it is over.

    With ``decline=True`` (必要时, 视情况) whoever may do it may record instead that it was considered and why it is
    not done. That ends with a use, and with a new round: the case comes again into the first of ``in_states``.
    """

    kind: ClassVar[str] = "permission"
    keys: ClassVar[Mapping[str, str]] = {"in_states": "in", "wait": "wait", "decline": "decline"}
    in_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    wait: Span | None = field(default=None, kw_only=True)
    decline: bool = field(default=False, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.wait, "min", start_of(self.since))


@frozen
class Decision(Action):
    """A decision; each of its outcomes is a rule of its own (``Outcome``), and the payload names one."""

    kind: ClassVar[str] = "decision"
    keys: ClassVar[Mapping[str, str]] = {"from_states": "from"}
    from_states: tuple[str, ...] = field(default=(), converter=names)


@frozen
class Outcome(Rule):
    """One outcome of a decision, with where it leads and what is filed with it.

    ``name`` is the decision's name, ``outcome`` that of the outcome. ``only`` limits when it may be chosen.
    """

    kind: ClassVar[str] = "outcome"
    keys: ClassVar[Mapping[str, str]] = {
        "outcome": "outcome",
        "to_state": "to",
        "only": "only",
        "files": "files",
        "asks": "asks",
        "signs": "signs",
    }
    fills: ClassVar[bool] = True

    outcome: str = ""
    to_state: str = field(default="", kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    files: tuple[Form | FormPart, ...] = field(default=(), converter=as_forms, kw_only=True)
    asks: tuple[Field, ...] = field(default=(), converter=as_fields, kw_only=True)
    signs: tuple[Form | Signature, ...] = field(default=(), converter=as_signatures, kw_only=True)

    def forms(self) -> Iterator[Form]:
        return (part.form if isinstance(part, FormPart) else part for part in self.files)

    def fields(self) -> Iterator[Field]:
        return (each for part in (*self.files, *self.asks) for each in fields_in(part))


@frozen
class FollowUp(Action):
    """A return visit (回访): due within ``span`` of ``since``, and where a good and a bad one lead.

    ``good`` is the flag field of the visit form that tells them apart. The visit moves the case from ``from_states``
    to ``to_state``, or to ``bad_to_state`` when the flag is no; without that a bad visit moves nothing.
    """

    kind: ClassVar[str] = "follow_up"
    keys: ClassVar[Mapping[str, str]] = {
        "span": "span",
        "from_states": "from",
        "to_state": "to",
        "good": "good",
        "bad_to_state": "bad_to",
    }
    span: Span | None = None
    from_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    to_state: str = field(default="", kw_only=True)
    good: str = field(default="", converter=fact_name, kw_only=True)
    bad_to_state: str = field(default="", kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.span, "min" if isinstance(self.span, Before) else "max", start_of(self.since))


@frozen
class Classification(Rule):
    """An attribute of the case that other rules depend on; a step states it (``sets=``)."""

    kind: ClassVar[str] = "classification"
    keys: ClassVar[Mapping[str, str]] = {"classification": "of"}
    name: str = field(default="", init=False)
    classification: Categories | None = field(default=None, converter=as_classification)


@frozen
class Category(Rule):
    """One class of cases (类别): a value of a classification that the manual defines."""

    kind: ClassVar[str] = "category"
    keys: ClassVar[Mapping[str, str]] = {"category": "of"}
    name: str = field(default="", init=False)
    category: CategoryValue | None = field(default=None, converter=as_category)
