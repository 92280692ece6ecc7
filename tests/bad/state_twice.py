"""One state named twice."""

from bad.words import procedure

procedure(states="received received")
