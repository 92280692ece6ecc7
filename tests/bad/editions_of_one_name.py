"""Two editions of one name."""

from bad.words import manual, procedure
from servicedesk.declare import edition

FIRST = edition("2020", procedure(), in_force_from="2020-01-01", verified_on="2026-11-24")
SECOND = edition("2020", procedure(), in_force_from="2021-01-01", verified_on="2026-11-24")
manual(editions=(FIRST, SECOND))
