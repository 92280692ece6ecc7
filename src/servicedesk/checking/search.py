"""An explicit search over what a case can come to: breadth first, so that the first way found is the shortest.

A search is exact where it is small: every order of everything that can be done. Where that is too much, what only ever
helps is done at once (it shuts nobody out, so that nothing is lost by it), and what moves nothing is done once a stay
in a state. A search that is still too large is cut, and says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import Final

from attrs import define, evolve, field, frozen

from servicedesk.checking.help import last_move
from servicedesk.checking.world import SEVERAL, Came, Tried, World
from servicedesk.desk.inputs import number_of
from servicedesk.engine.case import Case
from servicedesk.engine.refusals import Refusal
from servicedesk.errors import InvalidPayload
from servicedesk.program.steps import StepPlan
from servicedesk.rules.keys import EventKey
from servicedesk.said import Said, word

EXACT: Final = 1_000
"""How many cases a search may tell apart that leaves nothing out."""

MOST: Final = 6_000
"""How many cases a search may tell apart before it is cut."""

Key = Hashable


def bounded_search(most: int) -> None:
    """Return if so many cases can be a bound.

    Raises:
        InvalidPayload: it is no whole number, or below 1.
    """
    if number_of(most, "most") < 1:
        raise InvalidPayload(
            Said("is_value", what=word("most"), value=str(most)), remedy=Said("one_or_more"), name="most"
        )


@define(eq=False)
class Node:
    """One case that was come to: how, from where, and where to from here."""

    key: Key
    case: Case
    before: Node | None = None
    tried: tuple[Tried, ...] = ()
    after: set[Key] = field(factory=set[Key])

    def path(self) -> tuple[Tried, ...]:
        """Everything that was done to come here."""
        return (*(() if self.before is None else self.before.path()), *self.tried)


@frozen(eq=False)
class Refused:
    """A step that was tried at a node and refused."""

    node: Node
    tried: Tried
    refusals: tuple[Refusal, ...]


@define(eq=False)
class Search:
    """One search of a procedure, which :func:`explore` fills: what was come to, done, refused, and brought about.

    ``known`` are the steps that were refused at some case, ``barred`` those that were shown to be impossible, here or
    on a slice of their own.
    """

    world: World
    exact: bool
    most: int
    nodes: dict[Key, Node] = field(factory=dict[Key, Node])
    done: dict[str, Node] = field(factory=dict[str, Node])
    refused: dict[str, Refused] = field(factory=dict[str, Refused])
    ends: dict[str, Node] = field(factory=dict[str, Node])
    events: set[str] = field(factory=set[str])
    entries: set[tuple[str, str]] = field(factory=set[tuple[str, str]])
    sentences: dict[tuple[str, str], Refused] = field(factory=dict[tuple[str, str], Refused])
    barred: set[str] = field(factory=set[str])
    known: set[str] = field(factory=set[str])
    tries: int = 0
    cut: bool = False
    parts: list[Search] = field(factory=list["Search"])
    """The searches of which this one is made up, each of a part of what can happen; none where it is one."""
    refusing: Wanted | None = None
    found: Node | None = None

    def is_over(self) -> bool:
        """Whether there is no more to search: what was wanted is found, or there are too many cases."""
        return self.found is not None or self.cut or len(self.nodes) >= self.most


Wanted = Callable[[Came], bool]


def explore(
    world: World, *, wanted: Wanted | None = None, refused: Wanted | None = None, exact: int = EXACT, most: int = MOST
) -> Search:
    """Search a procedure to the end: exactly where so many cases are enough, else without what makes no difference.

    With ``wanted`` it ends with the first thing that came and is wanted, with ``refused`` with the first such refusal.
    """
    search = Search(world, exact=True, most=min(exact, most), refusing=refused)
    _run(search, wanted)
    if search.cut and search.found is None:
        search = Search(world, exact=False, most=most, refusing=refused)
        for part in parts_of(world, whole=wanted is None and not world.without):
            one = Search(part, exact=False, most=most, done=search.done, refused=search.refused, known=search.known)
            one.refusing = refused
            _run(one, wanted)
            _add(search, one)
            if search.is_over():
                break
    return search


def parts_of(world: World, *, whole: bool = True) -> list[World]:
    """What can happen in parts, of which each is searched by itself.

    Of one kind of items there are several at a time, of the others as many as something asks for; and what should be
    answered in one way is; where the ``whole`` is searched, each such question is answered otherwise in a part too.
    """
    plan, reading = world.plan, world.reading
    asked = {
        kind: int(any(EventKey.done(s) in reading.keys for s in rule.opened_by)) for kind, rule in plan.items.items()
    }
    kinds = [{**asked, kind: SEVERAL} for kind in plan.items] or [{}]
    parts = [evolve(world, several=several, best=True) for several in kinds]
    filled = {each.field.name for s in plan.steps.values() for step in s.alternatives for each in step.fields}
    spoiled = sorted(filled & world.values.wanted.keys()) if whole else []
    return parts + [evolve(world, several=asked, best=True, spoiled=frozenset({name})) for name in spoiled]


def _add(search: Search, one: Search) -> None:
    search.parts.append(one)
    search.nodes = one.nodes | search.nodes
    search.ends = one.ends | search.ends
    search.sentences = one.sentences | search.sentences
    search.events |= one.events
    search.entries |= one.entries
    search.tries += one.tries
    search.cut |= one.cut
    search.found = one.found


def _run(search: Search, wanted: Wanted | None, case: Case | None = None) -> None:
    world, waiting = search.world, deque[Node]()
    if case is not None:
        _start(search, case, waiting)
    for came in () if case is not None else world.openings():
        _take(search, None, came, waiting, wanted)
    while waiting and not search.is_over():
        node = waiting.popleft()
        for came in _next(search, node):
            _take(search, node, came, waiting, wanted)
            if search.is_over():
                break
    search.cut = bool(waiting) and search.found is None


def _next(search: Search, node: Node) -> Iterator[Came]:
    world, case = search.world, node.case
    free = frozenset[str]() if search.exact else world.help.now(case)
    since = 0 if search.exact else last_move(case)

    def skip(step: StepPlan) -> bool:
        if step.name in free:
            return True
        if step.name not in world.reading.steps:
            return step.name in search.done  # it is enough that it can be done at all
        if search.exact or step.moves or step.item_kind or step.name in world.stating:
            return False
        occurred = case.occurrences.get(EventKey.done(step.name))
        return occurred is not None and occurred.last_seq > since

    for tried in world.tries(case, skip, search.known if search.refusing is None else ()):
        yield world.decided(case, tried)
    yield from world.of_itself(case)
    if world.waiving:
        yield from world.waivers(case)


def _start(search: Search, case: Case, waiting: deque[Node]) -> None:
    """Begin with a case as it stands."""
    node = Node(search.world.key(case), case)
    search.nodes[node.key] = node
    if not search.exact:
        _help(search, node, None)
    waiting.append(node)


def _take(search: Search, node: Node | None, came: Came, waiting: deque[Node], wanted: Wanted | None) -> None:
    search.tries += 1
    if came.refusals:
        _refused(search, node, came)
        return
    key = search.world.key(came.case)
    known = search.nodes.get(key)
    new = Node(key, came.case, node, (came.tried,)) if known is None else known
    if node is not None:
        node.after.add(key)
    _note(search, new if known is None else Node(key, came.case, node, (came.tried,)), came, wanted)
    if known is not None:
        return
    search.nodes[key] = new
    if not came.case.open:
        search.ends.setdefault(came.case.state, new)
        return
    if not search.exact:
        _help(search, new, wanted)
        if new.key != key:
            ahead = search.nodes.setdefault(new.key, new)
            if ahead is not new:
                search.nodes[key] = Node(key, came.case, node, (came.tried,), {new.key})
                return
            search.nodes[key] = Node(key, came.case, node, (came.tried,), {new.key})
    waiting.append(new)


def _help(search: Search, node: Node, wanted: Wanted | None) -> None:
    """Do at once whatever can only help."""
    while (came := _helped(search, node, wanted)) is not None:
        node.key, node.case, node.tried = search.world.key(came.case), came.case, (*node.tried, came.tried)


def _helped(search: Search, node: Node, wanted: Wanted | None) -> Came | None:
    """The next thing that only helps and changes what can be told of the case; ``None`` where there is none."""
    world, case = search.world, node.case
    helping, since = world.help.now(case), last_move(case)
    done = {k.split(":")[1]: o.last_seq for k, o in case.occurrences.items() if k.startswith("done:")}
    late = (helping - world.help.free) | world.help.others
    over = {name for name, seq in done.items() if name in world.help.plain or (name in late and seq > since)}
    for tried in world.tries(case, lambda step: step.name not in helping or step.name in over, search.known):
        came = world.decided(case, tried)
        search.tries += 1
        if came.refusals:
            _refused(search, node, came)
            continue
        key = world.key(came.case)
        if tried.name not in search.done or key != node.key:
            _note(search, Node(key, came.case, node.before, (*node.tried, came.tried)), came, wanted)
        if key != node.key:
            return came
    return None


def _note(search: Search, node: Node, came: Came, wanted: Wanted | None) -> None:
    if came.tried.kind == "step":
        search.done.setdefault(came.tried.name, node)
    for entry in came.entries:
        search.events.update(entry.events)
        search.entries.add((entry.kind, entry.name.partition("@")[0]))
    if wanted is not None and search.found is None and wanted(came):
        search.found = node


def _refused(search: Search, node: Node | None, came: Came) -> None:
    if node is None:
        return
    if search.refusing is not None and search.found is None and search.refusing(came):
        search.found = node
    name, known = came.tried.name, search.refused.get(came.tried.name)
    search.known.add(name)
    if name not in search.done and (known is None or len(came.refusals) < len(known.refusals)):
        search.refused[name] = Refused(node, came.tried, came.refusals)
    for refusal in came.refusals:
        search.sentences.setdefault((refusal.kind, refusal.clause), Refused(node, came.tried, (refusal,)))


def trapped(search: Search) -> Iterator[Node]:
    """The cases from which no end can be come to, each where it was first come into; the nearest first."""
    before: dict[Key, set[Key]] = {}
    for key, node in search.nodes.items():
        for after in node.after:
            before.setdefault(after, set()).add(key)
    ways_out = {key for key, node in search.nodes.items() if not node.case.open}
    waiting = list(ways_out)
    while waiting:
        for key in before.get(waiting.pop(), ()):
            if key not in ways_out:
                ways_out.add(key)
                waiting.append(key)
    for key, node in search.nodes.items():
        entered = node.before is None or node.before.key in ways_out
        if key not in ways_out and entered:
            yield node


def way_out(world: World, case: Case, most: int = MOST) -> bool | None:
    """Whether a case can be ended after all, whatever an authority may waive waived; ``None`` where it was not shown.

    First with what helps done at once, which finds most ways; then with nothing left out.
    """
    world = evolve(world, without=frozenset(), several={}, spoiled=frozenset(), best=True, waiving=True)
    for exact in (False, True):
        search = Search(evolve(world, best=not exact), exact=exact, most=most)
        _run(search, lambda came: not came.case.open, case)
        if search.found is not None:
            return True
    return None if search.cut else False


def replayed(world: World, path: tuple[Tried, ...]) -> Node | None:
    """The case that a sequence comes to, decided anew; ``None`` where something in it is refused."""
    case: Case | None = None
    for tried in path:
        came = _again(world, case, tried)
        if came is None or came.refusals:
            return None
        case = came.case
    return None if case is None else Node(world.key(case), case, None, path)


def _again(world: World, case: Case | None, tried: Tried) -> Came | None:
    if case is None:
        same = (
            came for came in world.openings() if came.tried.payload == tried.payload and came.tried.roles == tried.roles
        )
        return next((came for came in same if not came.refusals), None)
    if not case.open:
        return None
    if tried.kind == "step":
        return world.decided(case, tried)
    if tried.kind == "waive":
        return next((came for came in world.waivers(case) if came.tried.name == tried.name), None)
    return next(
        (came for came in world.of_itself(case) if came.tried.kind == tried.kind and came.tried.name == tried.name),
        None,
    )


def shortened(world: World, node: Node, holds: Callable[[Node], bool], *, last: bool = True) -> tuple[Tried, ...]:
    """The path to a node without what it does not need: dropped one by one while ``holds`` is true of where it leads.

    With ``last`` the last thing done stays.
    """
    path = node.path()
    place = len(path) - (2 if last else 1)
    while place > 0:
        without = path[:place] + path[place + 1 :]
        again = replayed(world, without)
        if again is not None and holds(again):
            path = without
        place -= 1
    return path
