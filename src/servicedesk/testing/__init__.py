"""For the test suites of hosts: the contract of a store, wrong stores that prove it, and state machines."""

from servicedesk.testing.contract import Harness, report, run_contract

__all__ = ["Harness", "report", "run_contract"]
