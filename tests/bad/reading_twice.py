"""A reading that two rules of a row give."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(
    Task("3", "tell", CLERK, zh="告知", reading="At once.", reading_zh="立即"),
    Task("3", "write", CLERK, zh="记录", reading="At once.", reading_zh="立即"),
)
