"""A window around nothing."""

from bad.words import procedure
from servicedesk.declare import Window, hours

procedure(Window("3", "visit", early=hours(1), steps="close"))
