"""An edition without a procedure."""

from bad.words import manual

manual()
