"""Answers from memory to what the rules ask of a host: for tests, examples and small hosts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Self

from servicedesk.arguments import as_text, of_kind
from servicedesk.calendars import to_instant
from servicedesk.stores import Question

__all__ = ["KnownFacts"]

_ALWAYS = datetime(1, 1, 1, tzinfo=UTC)


class KnownFacts:
    """What is known of subjects, and since when: a :class:`~servicedesk.stores.Facts` in memory.

    What was never said is unknown, and a step that depends on it is refused by name.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[tuple[datetime, object]]] = {}

    def know(self, name: str, value: object, *, subject: str = "", since: datetime | None = None) -> Self:
        """Say what a fact is, of one subject or where it is left out of every one, from an instant on or always.

        Raises:
            NaiveDatetime: ``since`` has no zone.
            OutOfBounds: it lies before 1900 or after 9000.
            InvalidPayload: name or subject is no text, or ``since`` no datetime.
        """
        name, subject = as_text(name, "name"), as_text(subject, "subject")
        start = _ALWAYS if since is None else of_kind(since, datetime, "moment")
        if since is not None:
            to_instant(start)
        known = self._known.setdefault((subject, name), [])
        known.append((start, value))
        known.sort(key=lambda each: each[0])
        return self

    def answer(self, questions: Sequence[Question], *, as_of: datetime) -> Mapping[str, object]:
        """The latest that was known by then; what is known of the subject comes before what holds for all."""
        answers: dict[str, object] = {}
        for question in questions:
            for subject in (question.subject, ""):
                found = [value for since, value in self._known.get((subject, question.name), ()) if since <= as_of]
                if found:
                    answers[question.name] = found[-1]
                    break
        return answers
