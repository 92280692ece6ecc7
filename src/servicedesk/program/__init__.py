"""From a declared manual to a rule book that runs. Only this package uses the state machine library."""

from servicedesk.program.build import compile_edition
from servicedesk.program.fingerprint import fingerprint

__all__ = ["compile_edition", "fingerprint"]
