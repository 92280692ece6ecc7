"""A manual without an edition."""

from bad.words import manual

manual(editions=())
