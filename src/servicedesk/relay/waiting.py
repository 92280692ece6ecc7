"""What could not be passed on, and comes after the others: whose it is, and in which order it is tried again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import define, field


@define
class Waiting:
    """Cases that wait, by tenant, ``None`` where nobody can tell whose one is.

    Whoever was tried himself comes after those who wait for another's sake, and the last that was tried last.
    """

    _queues: dict[str | None, dict[str, None]] = field(factory=dict[str | None, dict[str, None]])
    _tried: set[str] = field(factory=set[str])
    _tenants: dict[str, str | None] = field(factory=dict[str, str | None])

    def __contains__(self, case: object) -> bool:
        return case in self._tenants

    def __iter__(self) -> Iterator[str]:
        return iter(self._tenants)

    def add(self, case: str, tenant: str | None) -> None:
        """Let a case wait, behind the others of its tenant; where it waits already it keeps its place."""
        if self._tenants.get(case, tenant) != tenant:
            self.remove(case)
        self._tenants[case] = tenant
        self._queues.setdefault(tenant, {}).setdefault(case)

    def remove(self, case: str) -> None:
        """It waits no more."""
        tenant = self._tenants.pop(case)
        self._tried.discard(case)
        queue = self._queues[tenant]
        del queue[case]
        if not queue:
            del self._queues[tenant]

    def to_the_end(self, case: str) -> None:
        """Let the others of its tenant go first."""
        tenant = self._tenants[case]
        self.remove(case)
        self.add(case, tenant)
        self._tried.add(case)

    def first(self, count: int, of: Collection[str], but: Collection[str | None]) -> dict[str, str | None]:
        """So many of each tenant but of these, in the order in which they wait, of those that are named."""
        found: dict[str, str | None] = {}
        for tenant, queue in self._queues.items():
            if tenant not in but:
                named = [case for case in queue if case in of]
                named = [case for case in named if case not in self._tried] or named
                found.update(dict.fromkeys(named[:count], tenant))
        return found
