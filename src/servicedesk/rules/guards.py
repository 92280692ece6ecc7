"""Rules that stand in the way: what must be there, what must not, who signs, who may, who may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, as_condition
from servicedesk.rules.events import CaseEvent, as_event
from servicedesk.rules.given import as_form, as_whole_form
from servicedesk.rules.numbers import Number, in_span, start_of
from servicedesk.rules.parts import Form, FormPart, Role, Signature
from servicedesk.rules.several import as_tuple, names
from servicedesk.spans import Span


@frozen
class Requirement(Rule):
    """The steps in ``before_steps`` are refused until ``condition`` is met.

    ``clauses`` names clauses whose tasks, documents, fees and items must all be fulfilled. ``outcome`` narrows it to
    one outcome of a decision. ``waivable=True`` (原则上) lets the role ``waived_by`` waive it, with a reason,
    on record. ``advises`` names the actions that a refusal tells of as what is left, built-in ones too (撤销).
    """

    kind: ClassVar[str] = "requirement"
    words: ClassVar[frozenset[str]] = frozenset({"advises"})
    keys: ClassVar[Mapping[str, str]] = {
        "condition": "condition",
        "before_steps": "before",
        "outcome": "outcome",
        "only": "only",
        "unless": "unless",
        "clauses": "clauses",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    name: str = field(default="", kw_only=True)
    condition: Condition | None = field(default=None, converter=as_condition)
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    outcome: str = field(default="", kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    clauses: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    advises: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


@frozen
class Prohibition(Rule):
    """The steps in ``steps`` are refused while ``condition`` is met; ``advises`` as of a requirement."""

    kind: ClassVar[str] = "prohibition"
    words: ClassVar[frozenset[str]] = frozenset({"advises"})
    keys: ClassVar[Mapping[str, str]] = {
        "condition": "condition",
        "steps": "steps",
        "only": "only",
        "unless": "unless",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    turned: ClassVar[bool] = True

    name: str = field(default="", kw_only=True)
    condition: Condition | None = field(default=None, converter=as_condition)
    steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    advises: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


@frozen
class Separation(Rule):
    """Whoever did one of ``others`` may not do ``step`` (不相容岗位, four eyes)."""

    kind: ClassVar[str] = "separation"
    keys: ClassVar[Mapping[str, str]] = {"step": "step", "others": "others"}
    name: str = field(default="", kw_only=True)
    step: str = ""
    others: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


@frozen
class DocumentRequirement(Rule):
    """A form or document row: who fills it, who signs it, before which steps it must be there.

    Of a form all required fields must be filled by then, of named fields all of these. ``signed_by`` may hold
    ``ROLE.or_(OTHER, when=...)`` for a substitute. Before ``end`` means before the case can end.
    """

    kind: ClassVar[str] = "document_requirement"
    keys: ClassVar[Mapping[str, str]] = {
        "form": "form",
        "filled_by": "by",
        "signed_by": "signed_by",
        "before_steps": "before",
        "only": "only",
        "unless": "unless",
        "promised_to": "promised_to",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    name: str = field(default="", kw_only=True)
    form: Form | FormPart | None = field(default=None, converter=as_form)
    filled_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    signed_by: tuple[Role | Signature, ...] = field(default=(), converter=as_tuple, kw_only=True)
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @property
    def decides(self) -> bool:
        """What stands before nothing is listed among the documents, and keeps nobody from anything."""
        return bool(self.before_steps)


@frozen
class Authorization(Rule):
    """A role row (岗位职责): the role may do these steps, beside those that the steps name themselves.

    With ``instead=True`` it does them in their place: where ``only`` holds, nobody else may.
    """

    kind: ClassVar[str] = "authorization"
    keys: ClassVar[Mapping[str, str]] = {"role": "role", "actions": "actions", "only": "only", "instead": "instead"}
    name: str = field(default="", kw_only=True)
    role: Role | None = None
    actions: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    instead: bool = field(default=False, kw_only=True)


@frozen
class Retention(Rule):
    """Who keeps a form (保存归档), which copy, and for how long; ``None`` is without end.

    The period counts from ``since``, else from the step in ``after_step``, else from the last filing of the form.
    """

    kind: ClassVar[str] = "retention"
    keys: ClassVar[Mapping[str, str]] = {
        "form": "form",
        "keepers": "by",
        "copy": "copy",
        "period": "period",
        "after_step": "after",
        "since": "since",
    }
    name: str = field(default="", kw_only=True)
    form: Form | None = field(default=None, converter=as_whole_form)
    keepers: tuple[Role, ...] = field(default=(), converter=as_tuple)
    copy: str = field(default="original", kw_only=True)
    period: Span | None = field(default=None, kw_only=True)
    after_step: str = field(default="", kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.period, "min", start_of(self.since))


@frozen
class Access(Rule):
    """Who may read a form of the case (查阅); nobody else may, once one rule names the form."""

    kind: ClassVar[str] = "access"
    keys: ClassVar[Mapping[str, str]] = {"form": "form", "readers": "by"}
    name: str = field(default="", kw_only=True)
    form: Form | None = field(default=None, converter=as_whole_form)
    readers: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)


@frozen
class Unmodelled(Rule):
    """Stands in place of a row that is not modelled, with the reason; ``reason_zh`` is the reason in Chinese."""

    kind: ClassVar[str] = "unmodelled"
    words: ClassVar[frozenset[str]] = frozenset({"reason", "reason_zh"})
    name: str = field(default="", init=False)
    reason: str = ""
    reason_zh: str = field(default="", kw_only=True)
