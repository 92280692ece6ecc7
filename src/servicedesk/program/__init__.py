"""What does a manual compile to? The rules of an edition, sorted to the action, limit or end that they bear on.

Only this package uses the state machine library.
"""

from servicedesk.program.build import build_program
from servicedesk.program.fingerprint import fingerprint

__all__ = ["build_program", "fingerprint"]
