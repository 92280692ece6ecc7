"""An early end of a grant that is not declared."""

from bad.words import procedure
from servicedesk.declare import EntitlementEnd, done

procedure(EntitlementEnd("3", "discount", condition=done("close")))
