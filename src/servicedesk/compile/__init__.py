"""From a declared manual to a rule book that runs. Only this package uses the state machine library."""

from servicedesk.compile.books import compile_edition
from servicedesk.compile.fingerprint import fingerprint

__all__ = ["compile_edition", "fingerprint"]
