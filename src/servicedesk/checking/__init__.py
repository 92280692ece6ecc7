"""Can what a manual says be meant? A search over what its cases can come to, and what it shows.

The build refuses what needs no search. Here is found what only shows when rules meet: a step that nobody can ever do,
a case that nobody can end, a miss that nobody hears of. Each finding says the shortest way there, decided by the same
engine that a desk runs. And of a clause is said what it is there for: what is otherwise without it.
"""

from servicedesk.checking.checks import check
from servicedesk.checking.finding import Finding
from servicedesk.checking.without import Witness, without, witnesses

__all__ = ["Finding", "Witness", "check", "without", "witnesses"]
