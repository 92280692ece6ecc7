"""For the test suites of hosts: does a store keep its contract, and does a manual do what its text says?

Stores: the contract, wrong stores that prove it, machines. Manuals: a clock, assertions, strategies, machines.
"""

from servicedesk.testing.assertions import assert_due, assert_notified, assert_refused
from servicedesk.testing.clock import FrozenClock
from servicedesk.testing.contract import Harness, report, run_contract

__all__ = ["FrozenClock", "Harness", "assert_due", "assert_notified", "assert_refused", "report", "run_contract"]
