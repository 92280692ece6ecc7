"""Delete and alter each rule of a procedure of a shipped manual in turn, and see whether a test fails.

    python tests/mutate_rules.py [--manual fuheng] [--procedure complaint] [--clause 4.2.3d] [--jobs 1] [--verbose]

It is :mod:`servicedesk.testing.mutation` on the tests of the procedure in ``tests/manuals/MANUAL``, which reach the
manual through ``put_to_test`` of ``case_desk.py`` there. Exit code 1 if a change survives.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from servicedesk.testing.mutation import mutate
from servicedesk.testing.reach import manual_named

TESTS = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--manual", default="fuheng")
    parser.add_argument("--procedure", default="complaint")
    parser.add_argument("--clause", help="rules of this clause only")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="say what killed each change")
    asked = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    # A manual that is not whole yet is not announced: it is taken from its package.
    manual = manual_named(f"servicedesk.manuals.{asked.manual}:MANUAL")
    # Random walks say little about one rule and take long.
    found = (TESTS / "manuals" / manual.name).glob(f"test_{asked.procedure}*.py")
    files = sorted(str(file) for file in found if not file.stem.endswith("_machine"))
    how = {"clause": asked.clause, "jobs": asked.jobs, "verbose": asked.verbose}
    return mutate(manual, asked.procedure, files, cut=True, **how)


if __name__ == "__main__":
    sys.exit(main())
