"""The ledger of a manual as pytest items, one a fault: subclass, and name the manual.

::

    class TestMyLedger(ManualLedger):
        manual = MANUAL
        known = {"open rooms/booking/7"}  # rows that nothing stands for yet

There is an item for each kind of fault, which says that there is none but those that have items of their own, and one
for the witnesses, which says that ``witnesses.json`` is what the marks say. ``known`` names faults that may be there;
one that is not there any more fails too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, ClassVar, cast

import pytest

from servicedesk.rules.manual import Manual
from servicedesk.testing.witnesses import Witnesses, witness_file
from servicedesk.traceability import ledger

__all__ = ["ManualLedger", "faults_of"]

KINDS = ("open", "uncited", "disagreements", "decorative", "unwitnessed")


def faults_of(manual: Manual | str, procedure: str | None = None, *, edition: str = "") -> dict[str, str]:
    """Everything that keeps a ledger from being closed: ``kind row`` by which it is known, and what it says.

    Args:
        manual: a manual, or the name of an installed one.
        procedure: one procedure only.
        edition: its name; the one latest in force where left out.

    Example:
        >>> from servicedesk.testing.pytest_ledger import faults_of
        >>> faults_of("fuheng", "goods_release")
        {}
    """
    found = ledger(manual, procedure, edition=edition)
    unwitnessed = [row for row in found.modelled if row not in found.witnessed]
    lists = (("open", found.open), ("uncited", found.uncited), ("decorative", found.decorative))
    rows = {f"{kind} {row}": row for kind, several in (*lists, ("unwitnessed", unwitnessed)) for row in several}
    disagreements: dict[str, str] = {}
    for each in found.disagreements:
        name = f"disagreements {each.id} {each.about}"
        disagreements[name] = "; ".join(filter(None, (disagreements.get(name), each.what)))
    return {**rows, **disagreements}


class ManualLedger:
    """The ledger of ``manual``, of one ``procedure`` or ``edition``, is closed: each fault is a test that fails."""

    manual: ClassVar[Manual | str]
    procedure: ClassVar[str | None] = None
    edition: ClassVar[str] = ""
    known: ClassVar[Collection[str]] = ()

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Draw the ledger up once, when the tests are collected."""
        if "fault" in metafunc.fixturenames:
            found = faults_of(self.manual, self.procedure, edition=self.edition)
            metafunc.parametrize("fault", [*KINDS, *sorted({*found, *self.known})])

    def test_ledger(self, fault: str, request: pytest.FixtureRequest) -> None:
        """Nothing is missing but what is known, and that is."""
        found = faults_of(self.manual, self.procedure, edition=self.edition)
        if fault in KINDS:
            items = set(_collected(request))
            more = {name: what for name, what in found.items() if name.startswith(f"{fault} ") and name not in items}
            assert not more, "\n".join(f"{name}: {what}" for name, what in more.items())  # noqa: S101  a test asserts
        elif fault in self.known:
            assert fault in found, f"not there any more: {fault}"  # noqa: S101  the same
        else:
            assert fault not in found, f"{fault}: {found[fault]}"  # noqa: S101  the same

    def test_witnesses(self, collected_witnesses: Witnesses) -> None:
        """The file beside the catalogue is what the marks say; ``pytest --write-witnesses`` writes it."""
        file = witness_file(self.manual)
        if file is None:
            pytest.skip("a manual without a catalogue has no rows to be witnessed")
        kept: Any = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        name = self.manual if isinstance(self.manual, str) else self.manual.name
        assert kept == collected_witnesses.get(name, {}), f"{file} is stale: run pytest --write-witnesses"  # noqa: S101  a test asserts


def _collected(request: pytest.FixtureRequest) -> Iterator[str]:
    """The faults that the class had when its tests were collected."""
    own = request.node.parent
    for item in cast("Sequence[Any]", request.session.items):
        if item.parent is own and hasattr(item, "callspec"):
            yield str(item.callspec.params["fault"])
