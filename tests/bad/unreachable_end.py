"""An end that no step leads to."""

from bad.words import procedure

procedure(ends="closed archived")
