"""A procedure is a rule book: one clause, one rule, in the manual's order; checked when it is made."""

from __future__ import annotations

from attrs import frozen

from servicedesk.rules.checks.procedures import check_procedure
from servicedesk.rules.declaration import ProcedureDeclaration


@frozen
class Procedure(ProcedureDeclaration):
    """One procedure of a manual (流程); its fields are those of the declaration.

    Raises:
        InvalidProcedure: everything that is wrong, at once, each fault with clause and place.

    Example:
        >>> from servicedesk.declare import Start, Step, role
        >>> clerk = role("clerk", "文员")
        >>> rules = [Start("1", clerk, zh="受理"), Step("2", "close", clerk, "taken", "closed", zh="办结")]
        >>> Procedure("loan", "借用", states="taken", ends="closed", rules=rules).name
        'loan'
    """

    def __attrs_post_init__(self) -> None:
        check_procedure(self)
