"""An early end of a grant that is not declared."""

from bad.words import procedure
from servicedesk.declare import Ends, done

procedure(Ends("3", "discount", when=done("close")))
