"""A procedure without states."""

from bad.words import procedure

procedure(states="")
