"""A wait with a strange idea of what comes too early."""

from bad.words import CLERK, procedure
from servicedesk.declare import May, NotBefore, weeks

procedure(
    May("3", "visit", CLERK),
    NotBefore("4", "durability", weeks(1), since="received", blocks="visit", early="ignored"),
)
