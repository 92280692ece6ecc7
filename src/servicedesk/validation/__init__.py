"""Checks of a declaration, all faults at once."""

from servicedesk.validation.manuals import check_manual
from servicedesk.validation.procedures import check_procedure

__all__ = ["check_manual", "check_procedure"]
