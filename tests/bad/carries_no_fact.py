"""A child case that is given a fact that no form records."""

from bad.words import procedure
from servicedesk.declare import ChildCase, done

procedure(ChildCase("3", procedure="repair", since=done("close"), carries={"fault": "contents"}))
