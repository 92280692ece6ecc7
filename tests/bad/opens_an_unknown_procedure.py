"""A child case of a procedure that the edition has not."""

from bad.words import manual, procedure
from servicedesk.declare import ChildCase, done
from servicedesk.program import build_program

build_program(manual(procedure(ChildCase("3", procedure="repair", since=done("close")))), "undated")
