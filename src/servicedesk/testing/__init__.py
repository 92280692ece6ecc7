"""Does a store keep its contract? For the test suites of hosts: the contract, wrong stores that prove it, machines."""

from servicedesk.testing.contract import Harness, report, run_contract

__all__ = ["Harness", "report", "run_contract"]
