"""The service manual as a program.

``Desk`` runs cases through the rules of a manual, keeps their limits on a working calendar, refuses what the manual
refuses and says why in Chinese and English, over a store that the host chooses.
"""

import logging

from servicedesk._version import __version__
from servicedesk.calendars import Calendar, statutory_calendar
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.decide import Decision, decide
from servicedesk.engine.entry import Actor, Entry, Limit, Message, Refusal
from servicedesk.engine.questions import Question, questions
from servicedesk.program.program import RuleBook
from servicedesk.program import compile_edition
from servicedesk.desk import (
    Desk,
    DueLimit,
    Explanation,
    Grants,
    Held,
    HistoryLine,
    KeptPaper,
    MovedLimit,
    Option,
    Outcome,
    Reprojection,
    TargetFigure,
    TickReport,
)
from servicedesk.errors import RefusedStep, ServicedeskError, ServicedeskWarning
from servicedesk.policy import Policy
from servicedesk.rules.manual import Edition, Manual, Procedure
from servicedesk.program.registry import Registry

__all__ = [
    "Actor",
    "Calendar",
    "Case",
    "Context",
    "Decision",
    "Desk",
    "DueLimit",
    "Edition",
    "Entry",
    "Explanation",
    "Grants",
    "Held",
    "HistoryLine",
    "KeptPaper",
    "Limit",
    "Manual",
    "Message",
    "MovedLimit",
    "Option",
    "Outcome",
    "Policy",
    "Procedure",
    "Question",
    "Refusal",
    "RefusedStep",
    "Registry",
    "Reprojection",
    "RuleBook",
    "ServicedeskError",
    "ServicedeskWarning",
    "TargetFigure",
    "TickReport",
    "__version__",
    "compile_edition",
    "decide",
    "questions",
    "statutory_calendar",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())
