"""What a miss or a breach brings, by what was missed and by the clause that was not kept."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from servicedesk.program.steps import ClauseIds
from servicedesk.rules.actions import Sanction, Task
from servicedesk.rules.exceptions import names_rule
from servicedesk.rules.guards import Prohibition, Requirement
from servicedesk.rules.procedure import Procedure

Following = Task | Sanction

# The refusals of a prohibition or a requirement that become its breach, where something is recorded over them.
BREACHES = {
    Prohibition: frozenset({"forbidden"}),
    Requirement: frozenset(
        {
            "required",
            "outstanding",
            "missing_document",
            "empty_field",
            "missing_signature",
            "unpaid",
            "limit_open",
            "child_not_ended",
        }
    ),
}


@frozen
class Consequences:
    """The rules that arise: by the limit whose miss brings them, and by refusal and clause whose breach does."""

    of_limits: Mapping[str, tuple[Following, ...]] = field(factory=dict[str, "tuple[Following, ...]"])
    of_breaches: Mapping[tuple[str, str], tuple[Following, ...]] = field(
        factory=dict[tuple[str, str], "tuple[Following, ...]"]
    )

    @property
    def any(self) -> bool:
        """Whether the procedure has any such rule."""
        return bool(self.of_limits or self.of_breaches)

    @classmethod
    def of(cls, procedure: Procedure, ident: ClauseIds) -> Consequences:
        """Those of one procedure."""
        limits: dict[str, tuple[Following, ...]] = {}
        breaches: dict[tuple[str, str], tuple[Following, ...]] = {}
        rules: list[Following] = [*procedure.of(Task), *procedure.of(Sanction)]
        for rule in rules:
            if rule.for_missed:
                limits[rule.for_missed] = (*limits.get(rule.for_missed, ()), rule)
            for guard in procedure.expanded if rule.for_breach_of else ():
                if isinstance(guard, Prohibition | Requirement) and names_rule(rule.for_breach_of, guard):
                    for kind in BREACHES[type(guard)]:
                        key = (kind, ident(guard))
                        if rule not in breaches.get(key, ()):
                            breaches[key] = (*breaches.get(key, ()), rule)
        return cls(limits, breaches)
