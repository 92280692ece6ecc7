"""Stores: implementations of :mod:`servicedesk.ports` for one medium each."""
