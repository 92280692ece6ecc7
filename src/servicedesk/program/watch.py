"""Which limits of a procedure an entry can concern: found once, in what their rules read.

A limit that never began is looked at once one of the events is there that it can begin with. One that is open, and that
no condition, pause or stated time bears on, is looked at when it may have been kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from servicedesk.program.steps import LimitPlan
from servicedesk.rules.events import Arisen, CaseEvent, ItemOpened, Joined
from servicedesk.rules.signing import Signed
from servicedesk.spans import Span

_OF_LIMITS = frozenset({"met", "late", "known_late", "missed"})
"""What limits bring about themselves, while others are being looked at."""


@frozen
class Watched:
    """The limits of one name. ``plain`` says that nothing but its end concerns one that is open: one of ``ends``.

    ``arises`` says that a miss or a breach may have brought what they count from. ``keys`` are those of its start and
    its end, where it is plain, of the case as a whole, and each of the two is one event; else they are empty.
    ``of_items`` and ``of_whole`` are those of the group that run in an item, and in the case as a whole.
    """

    name: str
    group: tuple[LimitPlan, ...]
    of_case: bool
    item_kinds: frozenset[str]
    arises: bool
    plain: bool
    ends: tuple[str, ...]
    keys: tuple[str, str]
    of_items: tuple[LimitPlan, ...]
    of_whole: tuple[LimitPlan, ...]

    @classmethod
    def of(cls, name: str, group: tuple[LimitPlan, ...]) -> Watched:
        """The limits of a name as they are watched."""
        kinds = frozenset(plan.per_item for plan in group)
        plain = len(group) == 1 and _is_plain(group[0])
        arises = any(isinstance(plan.since, Arisen) for plan in group)
        return cls(
            name=name,
            group=group,
            of_case="" in kinds,
            item_kinds=kinds - {""},
            arises=arises,
            plain=plain,
            ends=keys_of(group[0].until) if plain else (),
            keys=_both_keys(group[0], kinds, plain=plain),
            of_items=tuple(each for each in group if each.per_item),
            of_whole=tuple(each for each in group if not each.per_item),
        )


@frozen
class Watch:
    """The limits of a procedure in its order, and by the events that they begin with.

    ``always`` are those that may begin with something else than an event of the case.
    """

    watched: tuple[Watched, ...]
    places: Mapping[str, int]
    always: frozenset[int]
    begun_with: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...]) -> Watch:
        """What a procedure's limits are found by."""
        watched = tuple(Watched.of(name, group) for name, group in limits)
        begun_with: dict[str, tuple[int, ...]] = {}
        always: set[int] = set()
        for place, each in enumerate(watched):
            keys = [keys_of(plan.since) for plan in each.group]
            if each.item_kinds or not all(keys):
                always.add(place)
            for key in dict.fromkeys(key for known in keys for key in known):
                begun_with[key] = (*begun_with.get(key, ()), place)
        places = {each.name: place for place, each in enumerate(watched)}
        return cls(watched, places, frozenset(always), begun_with)


def _both_keys(plan: LimitPlan, kinds: frozenset[str], *, plain: bool) -> tuple[str, str]:
    since, until = plan.since, plan.until
    told = plain and not any(kinds) and type(since) is CaseEvent and type(until) is CaseEvent
    return (since.item_key, until.item_key) if told else ("", "")


def keys_of(event: CaseEvent) -> tuple[str, ...]:
    """The keys without one of which an event has not happened; none where that cannot be told by keys."""
    if isinstance(event, Joined):
        parts = [keys_of(choice) for choice in event.choices]
        return tuple(key for part in parts for key in part) if all(parts) else ()
    told = type(event) in (CaseEvent, ItemOpened, Signed) and event.kind not in _OF_LIMITS
    return (event.item_key,) if told else ()


def _is_plain(plan: LimitPlan) -> bool:
    free = plan.only is None and plan.unless is None and not plan.in_states and plan.season is None
    keyed = bool(keys_of(plan.since) and keys_of(plan.until))
    return free and keyed and isinstance(plan.span, Span) and not (plan.pauses or plan.per_event or plan.recurs)
