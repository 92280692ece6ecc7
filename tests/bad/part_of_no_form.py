"""A part of a form that names a blank it has not."""

from bad.words import SLIP

SLIP.part("remark")
