"""Two posts that report to each other."""

from bad.words import CLERK, HEAD, manual, procedure
from servicedesk.declare import role

GUARD = role("guard", "秩序员", reports_to="leader")
LEADER = role("leader", "班长", reports_to="guard")
manual(procedure(), roles=(CLERK, HEAD, GUARD, LEADER))
