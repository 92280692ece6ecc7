"""Can what a manual says be meant? A search over what its cases can come to, and what it shows.

The build refuses what needs no search. Here is found what only shows when rules meet: a step that nobody can ever do,
a case that nobody can end, a miss that nobody hears of. Each finding says the shortest way there, decided by the same
engine that a desk runs.
"""

from servicedesk.checking.checks import check
from servicedesk.checking.finding import Finding

__all__ = ["Finding", "check"]
