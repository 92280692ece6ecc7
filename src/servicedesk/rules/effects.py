"""Rules about what follows: items, entitlements, money, custody, child cases, shares over many cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, as_condition, walk
from servicedesk.rules.events import CaseEvent, as_event
from servicedesk.rules.given import fact_map, fact_name
from servicedesk.rules.numbers import Number, in_quantity, in_span, start_of
from servicedesk.rules.parts import Role
from servicedesk.rules.several import as_tuple, names
from servicedesk.rules.values import Quantity
from servicedesk.spans import Span


@frozen
class Items(Rule):
    """Keyed sub-items with a little life of their own (明细): violations, defects, keys, passes, notices.

    The action ``opened_by`` makes one, ``closed_by`` ends it; both name it in the payload under ``item``.
    """

    kind: ClassVar[str] = "items"
    keys: ClassVar[Mapping[str, str]] = {
        "opened_by": "opened_by",
        "closed_by": "closed_by",
        "promised_to": "promised_to",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    opened_by: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    closed_by: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)


@frozen
class Milestone(Rule):
    """A named point of the case (节点): reached when a condition over several events is met, and moving nothing.

    It is read after every entry, the clock's too; its moment is the latest of the events it reads. Once a case; with
    ``in_states`` while the case is in one of these, and with ``again=True`` once each time that it comes into the
    first of them. ``achieved("name")`` is a condition and a start. What is corrected later does not undo it.
    """

    kind: ClassVar[str] = "milestone"
    keys: ClassVar[Mapping[str, str]] = {"condition": "condition", "in_states": "in", "again": "again"}
    condition: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    in_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    again: bool = field(default=False, kw_only=True)


@frozen
class Entitlement(Rule):
    """An effect with a beginning and an end (优惠, 许可): time ends it, unlike states.

    It starts with ``since`` and runs from the date in ``from_fact`` to the date in ``until_fact``, both included, or
    from the day on which it is given for as long as it ``lasts``. Given again, it runs anew.
    """

    kind: ClassVar[str] = "entitlement"
    keys: ClassVar[Mapping[str, str]] = {
        "amount": "amount",
        "of_fee": "fee",
        "since": "since",
        "from_fact": "from",
        "until_fact": "until",
        "lasts": "lasts",
        "only": "only",
    }
    amount: Quantity | None = None
    of_fee: str = field(default="", kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    from_fact: str = field(default="", converter=fact_name, kw_only=True)
    until_fact: str = field(default="", converter=fact_name, kw_only=True)
    lasts: Span | None = field(default=None, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        if self.lasts is None:
            return in_quantity(self.amount)
        return in_span(self.lasts, "exact", start_of(self.since))


@frozen
class EntitlementEnd(Rule):
    """Ends an entitlement before its time when a condition is met, from a ``month`` or a ``day`` on.

    ``name`` is that entitlement's, or several, which end together.

    It is the one of the date in ``of_fact``, else of the action that meets the condition; a later end changes nothing.
    ``amount`` is what holds after it. Without ``condition`` the rule says what holds after the entitlement's own time.
    """

    kind: ClassVar[str] = "entitlement_end"
    keys: ClassVar[Mapping[str, str]] = {
        "condition": "condition",
        "from_start_of": "from_start_of",
        "of_fact": "of",
        "amount": "amount",
    }
    turned: ClassVar[bool] = True

    condition: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    from_start_of: str = field(default="month", kw_only=True)
    of_fact: str = field(default="", converter=fact_name, kw_only=True)
    amount: Quantity | None = field(default=None, kw_only=True)


@frozen
class Fee(Rule):
    """An amount that is due (费用) before the steps in ``before_steps``, paid in a field of its own name.

    ``amount`` is fixed, ``rate`` a share of the fact ``of``, ``of`` alone what that fact says (a quote, a bill); with
    none the amount is what the payer states. The site's policy overrides it. Paid by a step with ``pays=``, and
    rounded half up to the fen where it is recorded.
    """

    kind: ClassVar[str] = "fee"
    keys: ClassVar[Mapping[str, str]] = {
        "amount": "amount",
        "rate": "rate",
        "of_fact": "of",
        "payer": "payer",
        "before_steps": "before",
        "only": "only",
        "unless": "unless",
        "promised_to": "promised_to",
        "waivable": "waivable",
        "waived_by": "waived_by",
    }
    refundable: ClassVar[bool] = False
    amount: Quantity | None = None
    rate: Quantity | None = field(default=None, kw_only=True)
    of_fact: str = field(default="", converter=fact_name, kw_only=True)
    payer: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)


@frozen
class Deposit(Fee):
    """An amount that is given back (押金, 保证金)."""

    kind: ClassVar[str] = "deposit"
    refundable: ClassVar[bool] = True


@frozen
class Refund(Rule):
    """What happens to a part of a deposit: it goes back to the payer or is kept, by the step ``by``.

    What was filed of the fact ``less``, added up, stays: it never comes to more than was paid, by no correction either,
    and the rest goes back.
    """

    kind: ClassVar[str] = "refund"
    keys: ClassVar[Mapping[str, str]] = {
        "amount": "amount",
        "fee": "fee",
        "on_step": "by",
        "kept": "kept",
        "less": "less",
    }
    amount: Quantity | None = None
    fee: str = field(default="", kw_only=True)
    on_step: str = field(default="", kw_only=True)
    kept: bool = field(default=False, kw_only=True)
    less: str = field(default="", converter=fact_name, kw_only=True)


@frozen
class Custody(Rule):
    """Who keeps an article (保管): with the step ``by`` it goes to the role."""

    kind: ClassVar[str] = "custody"
    keys: ClassVar[Mapping[str, str]] = {"article": "article", "on_step": "by", "to_role": "to"}
    name: str = field(default="", kw_only=True)
    article: str = ""
    on_step: str = field(default="", kw_only=True)
    to_role: Role | None = field(default=None, kw_only=True)


@frozen
class ChildCase(Rule):
    """Opens a child case of another procedure; ``carries`` maps the child's fields to facts of this case.

    The steps in ``awaited_before`` wait until the child has ended. With that, or with ``notifies``, the case follows
    its child: it is told of the end, and so are the roles in ``notifies``, else whoever may do what opened it.
    """

    kind: ClassVar[str] = "child_case"
    keys: ClassVar[Mapping[str, str]] = {
        "procedure": "procedure",
        "since": "since",
        "only": "only",
        "carries": "carries",
        "awaited_before": "awaited_before",
        "notifies": "notifies",
    }
    procedure: str = field(default="", kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    carries: Mapping[str, str] = field(factory=dict[str, str], converter=fact_map, kw_only=True, hash=False)
    awaited_before: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    notifies: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @property
    def called(self) -> str:
        """What the history calls it: by its own name, else as the procedure."""
        return self.name or self.procedure

    @property
    def is_followed(self) -> bool:
        """Whether the case that opened it is told of its end."""
        return bool(self.awaited_before or self.notifies)

    def openers(self) -> frozenset[str]:
        """The actions that open it."""
        done = (part for part in walk(self.since) if isinstance(part, CaseEvent) and part.kind == "done")
        return frozenset(event.name for event in done)


@frozen
class Target(Rule):
    """A share over many cases (合格率): of those where ``among`` holds, how many have ``reached``.

    With ``standing_tasks`` it is the share of their subjects for which the task was done, ``reached``
    met by what was filed with it once in the time, or with ``latest`` by what was filed with it last (电脑普及率: a
    state, which a later count may undo). ``of_year`` is the field that says which year a filing is of: it counts in
    that year, on its last day where it was filed after it. ``bound="max"`` is a share that must not be exceeded
    (返修率不高于1%).
    """

    kind: ClassVar[str] = "target"
    keys: ClassVar[Mapping[str, str]] = {
        "share": "share",
        "bound": "bound",
        "among": "among",
        "reached": "reached",
        "standing_tasks": "over",
        "latest": "latest",
        "of_year": "of_year",
        "every": "every",
    }
    share: Quantity | None = None
    among: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    reached: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    standing_tasks: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    latest: bool = field(default=False, kw_only=True)
    of_year: str = field(default="", converter=fact_name, kw_only=True)
    every: Span | None = field(default=None, kw_only=True)
    bound: str = field(default="min", kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_quantity(self.share, self.bound)
        yield from in_span(self.every)
