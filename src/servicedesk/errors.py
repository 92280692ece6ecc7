"""Every error and warning of the package.

A message says what was asked, what stands against it and what would help. ``code`` is stable over releases;
``fields`` holds the same facts as data. All errors pickle. No message carries the value of a filed field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from servicedesk.said import Listed, Said, write

__all__ = [
    "AlreadyOpen",
    "CalendarError",
    "CalendarHorizonError",
    "CalendarHorizonWarning",
    "CaseBusy",
    "CaseNotFound",
    "CommitUnknown",
    "ConcurrencyConflict",
    "CorruptRecord",
    "DefinitionError",
    "DefinitionFault",
    "EditionChanged",
    "InvalidInstant",
    "InvalidLog",
    "InvalidPayload",
    "InvalidPolicy",
    "InvalidProcedure",
    "InvalidRoster",
    "KeyReused",
    "LookupFailed",
    "NaiveDatetime",
    "OutOfBounds",
    "RefusedStep",
    "SchemaMismatch",
    "ServicedeskDeprecationWarning",
    "ServicedeskError",
    "ServicedeskWarning",
    "SpanError",
    "StoreError",
    "StoreMisuse",
    "StoreUnavailable",
    "TransientStoreError",
    "UnknownManual",
    "UnknownName",
    "UnsetIntervalWarning",
    "UnsetSeasonWarning",
]


class ServicedeskError(Exception):
    """Base of every error that the package raises on purpose.

    Example:
        >>> from servicedesk import Desk, ServicedeskError
        >>> try:
        ...     Desk("fuhen")
        ... except ServicedeskError as error:
        ...     print(error.code, error.fields)
        lookup.manual {'manual': 'fuhen'}
    """

    code: ClassVar[str] = "servicedesk"

    def __init__(self, message: str, *, remedy: str = "", **fields: Any) -> None:
        super().__init__(message)
        self.reason = message
        self.remedy = remedy
        self.fields: Mapping[str, Any] = fields

    @property
    def kind(self) -> str:
        """Which sentence of the package it says; empty where a host has worded it."""
        return self.reason.kind if isinstance(self.reason, Said) else ""

    @property
    def said(self) -> Said:
        """The whole sentence, what would help with it."""
        if self.remedy:
            return Said("helped", what=self.reason, how=self.remedy)
        return self.reason if isinstance(self.reason, Said) else Said("worded", what=self.reason)

    def text(self, lang: str = "en") -> str:
        r"""The error and what would help, ``zh`` or ``en``; what a host has worded stands as he wrote it.

        Example:
            >>> from servicedesk import Desk, ServicedeskError
            >>> try:
            ...     Desk("fuheng").case("TS-1")
            ... except ServicedeskError as error:
            ...     print(error.text("zh"), error.text("en"), sep="\n")
            没有案件“TS-1”
            there is no case 'TS-1'
        """
        return self.said.text(lang)

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.reason, self.remedy, dict(self.fields))


def _rebuild(kind: type[ServicedeskError], message: str, remedy: str, fields: dict[str, Any]) -> ServicedeskError:
    return kind(message, remedy=remedy, **fields)


# --- while declaring -------------------------------------------------------------------------------


class DefinitionError(ServicedeskError):
    """A declaration is wrong: the fault of whoever wrote the manual module."""

    code = "definition"


class DefinitionFault(DefinitionError, ValueError):
    """One fault of a declaration; ``fields`` has ``clause`` and ``place``."""

    code = "definition.fault"


class InvalidProcedure(ExceptionGroup[DefinitionFault], DefinitionError):
    """All faults of one declaration, each a :class:`DefinitionFault` with clause and place."""

    code = "definition.procedure"

    def __new__(cls, message: str, faults: Sequence[DefinitionFault]) -> InvalidProcedure:
        return super().__new__(cls, message, faults)

    def __init__(self, message: str, faults: Sequence[DefinitionFault]) -> None:
        ServicedeskError.__init__(self, message)
        self.faults = tuple(faults)

    @property
    def said(self) -> Said:
        """The whole sentence, every fault in a line."""
        return Said("declared_faults", what=self.reason, count=len(self.faults), faults=Listed(self.faults))

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason, list(self.faults))

    def derive(self, excs: Sequence[DefinitionFault]) -> InvalidProcedure:  # type: ignore[override]  # of faults only, as it was made
        """A group of some of the faults, for ``split`` and ``subgroup``."""
        return InvalidProcedure(self.reason, excs)


class InvalidPolicy(DefinitionError, ValueError):
    """A policy cannot be used: an unknown key, clause, switch, fee or role, two overrides at one level, a wrong span.

    ``fields['faults']`` has every fault, each with its place.
    """

    code = "definition.policy"


class InvalidRoster(InvalidPolicy):
    """A roster cannot be used: a role that the manual does not know, no list of people, an empty name, a wrong day.

    ``fields['faults']`` has every fault, each with its place. Where more of the policy is wrong, all of it comes as an
    :class:`InvalidPolicy`.
    """

    code = "definition.roster"


class InvalidLog(ServicedeskError, ValueError):
    """A log or its mapping cannot be used at all: not UTF-8, a column missing or twice, an unknown key.

    ``fields['faults']`` has every fault. A row that is wrong is no such error: it is reported, the rest goes on.
    """

    code = "log"


class EditionChanged(DefinitionError):
    """A case was opened under other rules of the same edition, and the manual does not say that they agree.

    ``fields`` has ``id``, the fingerprints ``stored`` and ``present``, and the clauses that were ``added``, ``removed``
    and ``changed`` between them; these are empty where the store has not kept what the rules were.
    """

    code = "definition.edition_changed"


# --- time --------------------------------------------------------------------------------------------


class CalendarError(DefinitionError, ValueError):
    """A calendar cannot be made or read: overlapping hours, no working time, a wrong date."""

    code = "calendar"


class CalendarHorizonError(ServicedeskError, LookupError):
    """An answer would need a year for which no notice of rest days is known; ``fields['years']`` names it."""

    code = "calendar.horizon"


class SpanError(DefinitionError, ValueError):
    """A length of time is written wrongly, or is zero or below."""

    code = "span"


class NaiveDatetime(ServicedeskError, ValueError):
    """A datetime without a zone, or one that the zone's clock change makes ambiguous or absent."""

    code = "time.naive"


class InvalidInstant(ServicedeskError, ValueError):
    """A text that names no instant, or no date or time of day that exists."""

    code = "time.text"


class OutOfBounds(ServicedeskError, ValueError):
    """A moment or a day before 1900 or after 9000: given, or what would come out."""

    code = "time.bounds"


# --- at run time -------------------------------------------------------------------------------------


class LookupFailed(ServicedeskError, LookupError):
    """Something was asked for by a name that is not there."""

    code = "lookup"


class UnknownManual(LookupFailed):
    """No manual of that name is installed, or none of its editions is in force on that date."""

    code = "lookup.manual"


class UnknownName(LookupFailed):
    """The manual has no procedure, step, limit or clause of that name."""

    code = "lookup.name"


class RefusedStep(ServicedeskError):
    """The manual says no. ``refusals`` holds every reason at once, each with its clause.

    ``fields`` has ``step`` and ``id`` beside them. Nothing was written. Where refusals are wanted as values,
    ``desk.try_act`` gives them without an exception.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> desk = Desk("fuheng")
        >>> try:
        ...     desk.open("complaint", {}, subject="3-2-501", by=Actor("张三", {"owner"}))
        ... except RefusedStep as refused:
        ...     kinds = {refusal.kind for refusal in refused.refusals}
        >>> sorted(kinds)
        ['missing_field', 'wrong_role']
    """

    code = "refused"

    @property
    def refusals(self) -> tuple[Any, ...]:
        """Every reason why not, as ``servicedesk.Refusal``."""
        return tuple(self.fields["refusals"])


class InvalidPayload(ServicedeskError, ValueError):
    """What was filed does not fit the form. ``fields['faults']`` has every path with its reason, no values."""

    code = "payload"


class KeyReused(ServicedeskError, ValueError):
    """The idempotency key was used before, for something else."""

    code = "key_reused"


# --- stores ------------------------------------------------------------------------------------------


class StoreError(ServicedeskError):
    """Base of what a store may raise."""

    code = "store"


class StoreMisuse(StoreError, ValueError):
    """The caller broke the contract of the port. Nothing was written."""

    code = "store.misuse"


class CaseNotFound(StoreError, LookupError):
    """No case has this id (``fields['id']``)."""

    code = "store.case_not_found"


class CaseBusy(StoreError):
    """Somebody else holds the case, and the caller asked not to wait."""

    code = "store.case_busy"


class ConcurrencyConflict(StoreError):
    """The stored version moved on: ``fields`` has ``id``, ``expected`` and ``found``. Nothing was written."""

    code = "store.conflict"


class AlreadyOpen(StoreError):
    """The ``opening_key`` or the ``exclusive_key`` is taken: ``fields['existing_id']`` is the case that holds it."""

    code = "store.already_open"


class TransientStoreError(StoreError):
    """Nothing was written; the unit may be repeated."""

    code = "store.transient"


class CommitUnknown(StoreError):
    """The connection was lost while committing: repeat with the same idempotency key."""

    code = "store.commit_unknown"


class StoreUnavailable(StoreError):
    """The store cannot be written or reached: disk full, read-only, no connection."""

    code = "store.unavailable"


class SchemaMismatch(StoreError):
    """The database was made by an older or newer version of the package."""

    code = "store.schema"


class CorruptRecord(StoreError):
    """A stored record cannot be read: ``fields`` has ``id`` and ``why``."""

    code = "store.corrupt"


# --- warnings ----------------------------------------------------------------------------------------


class ServicedeskWarning(UserWarning):
    """Base of every warning of the package."""

    def text(self, lang: str = "en") -> str:
        """The warning, ``zh`` or ``en``; what a host has worded stands as he wrote it.

        Example:
            >>> from servicedesk.errors import ServicedeskWarning
            >>> ServicedeskWarning("the archive is full").text("zh")
            'the archive is full'
        """
        return write(self.args[0], lang) if self.args else ""


class CalendarHorizonWarning(ServicedeskWarning):
    """A due time uses a year whose notice of rest days is not known; it is provisional."""


class UnsetIntervalWarning(ServicedeskWarning):
    """A case was opened with work whose interval only the site gives, and the policy does not give it."""


class UnsetSeasonWarning(ServicedeskWarning):
    """A case was opened in which work of a season is to be done, and the policy does not say when that season is."""


class ServicedeskDeprecationWarning(ServicedeskWarning, DeprecationWarning):
    """Something will go in a later minor release."""
