"""Two posts of one name."""

from bad.words import CLERK, HEAD, manual, procedure
from servicedesk.declare import role

manual(procedure(), roles=(CLERK, HEAD, role("clerk", "文员", reports_to="head")))
