"""A paper with a signature that no step gives."""

from bad.words import CLERK, HEAD, SLIP, procedure
from servicedesk.declare import DocumentRequirement, Task

procedure(
    Task("3", "note", CLERK, files=SLIP, zh="办理"),
    DocumentRequirement("4", SLIP, signed_by=HEAD, before_steps="close"),
)
