"""An edition in force from no day of the calendar."""

from bad.words import procedure
from servicedesk.declare import edition

edition("2020", procedure(), in_force_from="2020-13-01", verified_on="2026-11-24")
