"""For the test suites of hosts: does a store keep its contract, and does a manual do what its text says?

Stores: the contract, wrong stores that prove it, machines. Manuals: a clock, assertions, strategies, machines, the
ledger and the check as pytest items, the mutation of rules.
"""

from typing import TYPE_CHECKING

from servicedesk._lazy import face

if TYPE_CHECKING:
    from servicedesk.testing.assertions import assert_due, assert_notified, assert_refused
    from servicedesk.testing.clock import FrozenClock
    from servicedesk.testing.contract import Harness, report, run_contract
else:  # pytest imports this package in every run where it is installed
    __getattr__, __dir__ = face(
        __name__,
        {
            "servicedesk.testing.assertions": "assert_due assert_notified assert_refused",
            "servicedesk.testing.clock": "FrozenClock",
            "servicedesk.testing.contract": "Harness report run_contract",
        },
    )

__all__ = ["FrozenClock", "Harness", "assert_due", "assert_notified", "assert_refused", "report", "run_contract"]
