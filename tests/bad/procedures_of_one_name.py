"""Two procedures of one name."""

from bad.words import manual, procedure

manual(procedure(), procedure())
