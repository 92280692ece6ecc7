"""A head that reports to somebody."""

from bad.words import CLERK, manual, procedure

manual(procedure(), head=CLERK)
