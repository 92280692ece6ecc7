"""A manual holds procedures and editions; checked as a whole when it is made."""

from __future__ import annotations

from attrs import frozen

from servicedesk.rules.checks.manuals import check_manual
from servicedesk.rules.edition import ManualDeclaration


@frozen
class Manual(ManualDeclaration):
    """A service manual; its fields are those of the declaration.

    Raises:
        InvalidProcedure: everything that only the whole shows to be wrong, at once.

    Example:
        >>> from servicedesk.manuals.fuheng import MANUAL
        >>> MANUAL.name, MANUAL.head.zh
        ('fuheng', '高层领导')
    """

    def __attrs_post_init__(self) -> None:
        check_manual(self)
