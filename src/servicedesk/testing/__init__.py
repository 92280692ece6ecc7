"""For test suites of hosts: the contract of a store, wrong stores, state machines."""
