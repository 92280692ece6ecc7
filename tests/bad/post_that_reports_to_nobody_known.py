"""A post that reports to one that is not there."""

from bad.words import CLERK, HEAD, manual, procedure
from servicedesk.declare import role

manual(procedure(), roles=(CLERK, HEAD, role("guard", "秩序员", reports_to="haed")))
