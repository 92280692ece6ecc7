"""A child case that is given a fact that no form records."""

from bad.words import procedure
from servicedesk.declare import Opens, done

procedure(Opens("3", procedure="repair", on=done("close"), carry={"fault": "contents"}))
