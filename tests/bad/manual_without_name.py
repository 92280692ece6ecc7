"""A manual called by its title."""

from bad.words import manual, procedure

manual(procedure(), name="样例")
