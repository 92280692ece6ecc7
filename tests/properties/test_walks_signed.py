"""Walks at random through documents that are signed and changed."""

from __future__ import annotations

import pytest

from sample_manuals import registers
from soak.walks import places, walks

pytestmark = pytest.mark.slow


def test_a_walk_through_documents_that_are_signed_and_changed_breaks_nothing() -> None:
    """Signatures that count, count no more, and are given again; in items, corrected, recorded over."""
    found = list(walks(places(registers.MANUAL, "goods_release"), 40 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    refused = " ".join(str(tried) for walk, _ in found for tried in walk.tried)
    assert "outdated_signature" in refused or "signed_empty" in refused
