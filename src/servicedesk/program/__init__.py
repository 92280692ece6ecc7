"""From a declared manual to a rule book that runs. Only this package uses the state machine library."""

from servicedesk.program.build import build_program
from servicedesk.program.fingerprint import fingerprint

__all__ = ["build_program", "fingerprint"]
