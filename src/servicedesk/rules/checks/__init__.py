"""Checks of a declaration, all faults at once."""

from servicedesk.rules.checks.manuals import check_manual
from servicedesk.rules.checks.procedures import check_procedure

__all__ = ["check_manual", "check_procedure"]
