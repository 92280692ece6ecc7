"""The manual of the walks at random uses every word of the language, so that each is met by every other."""

from __future__ import annotations

import ast
from pathlib import Path

from sample_manuals import everything
from servicedesk import declare

# What builtin_roles(...) and edition(...) make: nobody writes them out.
MADE = {"BuiltinRoles", "Edition"}


def test_the_manual_that_uses_everything_uses_every_word() -> None:
    tree = ast.parse(Path(everything.__file__).read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert sorted(set(declare.__all__) - MADE - used) == []
