"""What was given to a desk, in order: as a script that gives it again, and as a log to replay.

A failure that a search has found is told by these: whoever reads it runs the script, or replays the log, and needs
nothing of the search.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from servicedesk.engine.entry import Actor
from servicedesk.roster import RosterEntry

__all__ = ["Given", "GivenInput", "Tick", "log_of", "script_of"]

_LOG = ("occurred_at", "recorded_at", "case", "subject", "procedure", "step", "actor", "roles")


@frozen
class GivenInput:
    """One input: an action of a case, or its opening, which has a procedure and a subject; and what came of it."""

    case: str
    step: str
    payload: Mapping[str, object]
    by: Actor
    at: datetime
    recorded_at: datetime
    key: str = ""
    procedure: str = ""
    subject: str = ""
    came: str = field(default="", eq=False)

    def call(self) -> str:
        """The call of a desk that gives it."""
        about = f"{self.procedure!r}, {self._filed}, subject={self.subject!r}, id={self.case!r}"
        given = f"{self.case!r}, {self.step!r}, {self._filed}"
        name, said = ("try_open", about) if self.procedure else ("try_act", given)
        key = f", key={self.key!r}" if self.key else ""
        roles = ", ".join(repr(role) for role in sorted(self.by.roles))
        by = f"Actor({self.by.name!r}, {{{roles}}})" if roles else f"Actor({self.by.name!r})"
        return f"desk.{name}({said}, by={by}, at={_text(self.at)!r}, recorded_at={_text(self.recorded_at)!r}{key})"

    @property
    def _filed(self) -> str:
        return repr({name: _plain(value) for name, value in self.payload.items()})

    def row(self) -> dict[str, str]:
        """Its row in a log."""
        facts = {name: _cell(value) for name, value in self.payload.items()}
        roles = ";".join(sorted(self.by.roles))
        told = (_text(self.at), _text(self.recorded_at), self.case, self.subject, self.procedure, self.step)
        return {**dict(zip(_LOG, (*told, self.by.name, roles), strict=True)), **facts}


@frozen
class Tick:
    """The clock is run."""

    at: datetime

    def call(self) -> str:
        """The call of a desk that runs it."""
        return f"desk.tick({_text(self.at)!r})"


Given = GivenInput | Tick


def script_of(
    given: Iterable[Given],
    manual: str,
    *,
    roster: Mapping[str, Sequence[RosterEntry]] | None = None,
    policy: Mapping[str, object] | None = None,
    answers: Mapping[str, object] | None = None,
) -> str:
    """A program that gives these inputs to a desk of its own, one call a line, with what came of each.

    Args:
        given: the inputs, in order.
        manual: the name of an installed manual.
        roster: who holds which role, as the desk was made with it.
        policy: what the site says, as the data that ``Policy.from_data`` takes.
        answers: what the host answers, by question.

    Example:
        >>> from datetime import UTC, datetime
        >>> from servicedesk import Actor
        >>> from servicedesk.testing.inputs import GivenInput, script_of
        >>> noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
        >>> one = GivenInput("c", "tell_desk", {}, Actor("王敏", {"recipient"}), noon, noon, came="-> received")
        >>> print(script_of([one], "fuheng"))
        from datetime import UTC, datetime
        from decimal import Decimal
        <BLANKLINE>
        from servicedesk import Actor, Desk, Holder, Policy, Vacancy
        from servicedesk.desk.facts import KnownFacts
        <BLANKLINE>
        desk = Desk("fuheng", clock=lambda: datetime(8999, 1, 1, tzinfo=UTC))
        desk.try_act('c', 'tell_desk', {}, by=Actor('王敏', {'recipient'}), at='2026-03-02T04:00:00+00:00', \
recorded_at='2026-03-02T04:00:00+00:00')  # -> received
    """
    more = "" if roster is None else f", roster={dict(roster)!r}"
    more += f", policy=Policy.from_data({dict(policy)!r})" if policy else ""
    known = "".join(f".know({name!r}, {value!r})" for name, value in (answers or {}).items())
    more += f", facts=KnownFacts(){known}" if known else ""
    head = (
        "from datetime import UTC, datetime",
        "from decimal import Decimal",
        "",
        "from servicedesk import Actor, Desk, Holder, Policy, Vacancy",
        "from servicedesk.desk.facts import KnownFacts",
        "",
        f'desk = Desk("{manual}", clock=lambda: datetime(8999, 1, 1, tzinfo=UTC){more})',
    )
    return "\n".join([*head, *(_line(each) for each in given)])


def log_of(given: Iterable[Given]) -> str:
    """The inputs as a log that :func:`servicedesk.replay.replay` takes: CSV, a row an input, a column a field.

    A log has no runs of the clock: these are left out, since a history does not depend on them.

    Example:
        >>> from datetime import UTC, datetime
        >>> from servicedesk import Actor
        >>> from servicedesk.testing.inputs import GivenInput, log_of
        >>> noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
        >>> one = GivenInput("c", "tell_desk", {}, Actor("王敏", {"recipient"}), noon, noon)
        >>> log_of([one]).splitlines()[0]
        'occurred_at,recorded_at,case,subject,procedure,step,actor,roles'
    """
    rows = [each.row() for each in given if isinstance(each, GivenInput)]
    columns = dict.fromkeys([*_LOG, *(name for row in rows for name in row)])
    page = io.StringIO()
    writer = csv.DictWriter(page, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()


def _line(given: Given) -> str:
    came = given.came if isinstance(given, GivenInput) else ""
    return given.call() + (f"  # {came}" if came else "")


def _text(at: datetime) -> str:
    return at.isoformat()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(_plain(value))
