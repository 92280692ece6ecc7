"""A child case of a procedure that the edition has not."""

from bad.words import manual, procedure
from servicedesk.program import compile_edition
from servicedesk.declare import Opens, done

compile_edition(manual(procedure(Opens("3", procedure="repair", on=done("close")))), "undated")
