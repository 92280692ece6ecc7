"""The service manual as a program.

``Desk`` runs cases through the rules of a manual, keeps their limits on a working calendar, refuses what the manual
refuses and says why in Chinese and English, over a store that the host chooses.

Example:
    >>> from servicedesk import Actor, Desk
    >>> desk = Desk("fuheng")
    >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
    >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
    >>> case.state
    'received'
    >>> [limit.clause for limit in desk.due()]
    ['fuheng/complaint/4.2.3a']
"""

import logging
from typing import TYPE_CHECKING

from servicedesk import _starting  # noqa: F401  # pyright: ignore[reportUnusedImport]  first of all: an interrupt from here on ends a command quietly
from servicedesk._lazy import face
from servicedesk._version import __version__

if TYPE_CHECKING:
    from servicedesk.calendars import Calendar, statutory_calendar
    from servicedesk.desk import (
        ActionOutlook,
        ActResult,
        Brought,
        CaseMove,
        Dependence,
        Desk,
        DestroyableDocument,
        DestroyablePage,
        DeviationView,
        DueLimit,
        EntitlementView,
        Explanation,
        HeadCountFigure,
        Held,
        HistoryLine,
        KeptCopy,
        KeptDocument,
        LeadsTo,
        LimitChange,
        Listing,
        Move,
        MovedLimit,
        MoveReport,
        ObligationView,
        Option,
        Outlook,
        Recalculation,
        RecordRow,
        TargetFigure,
        TickReport,
    )
    from servicedesk.engine.case import Case
    from servicedesk.engine.context import Context
    from servicedesk.engine.decide import Decided, decide
    from servicedesk.engine.entry import Actor, Entry
    from servicedesk.engine.message import Message
    from servicedesk.engine.parts import Limit
    from servicedesk.engine.questions import Question, questions
    from servicedesk.engine.refusals import Refusal
    from servicedesk.errors import RefusedStep, ServicedeskError, ServicedeskWarning
    from servicedesk.policy import Policy
    from servicedesk.program import build_program
    from servicedesk.program.program import Program
    from servicedesk.program.registry import Registry
    from servicedesk.roster import Holder, Shift, Vacancy
    from servicedesk.rules.edition import Edition
    from servicedesk.rules.manual import Manual
    from servicedesk.rules.procedure import Procedure
else:
    __getattr__, __dir__ = face(
        __name__,
        {
            "servicedesk.calendars": "Calendar statutory_calendar",
            "servicedesk.desk": (
                "ActionOutlook ActResult Brought CaseMove Dependence Desk DestroyableDocument DestroyablePage "
                "DeviationView DueLimit "
                "EntitlementView Explanation HeadCountFigure Held HistoryLine KeptCopy KeptDocument "
                "LeadsTo LimitChange Listing Move MovedLimit MoveReport ObligationView Option Outlook "
                "Recalculation RecordRow "
                "TargetFigure TickReport"
            ),
            "servicedesk.engine.case": "Case",
            "servicedesk.engine.context": "Context",
            "servicedesk.engine.decide": "Decided decide",
            "servicedesk.engine.entry": "Actor Entry",
            "servicedesk.engine.message": "Message",
            "servicedesk.engine.parts": "Limit",
            "servicedesk.engine.questions": "Question questions",
            "servicedesk.engine.refusals": "Refusal",
            "servicedesk.errors": "RefusedStep ServicedeskError ServicedeskWarning",
            "servicedesk.policy": "Policy",
            "servicedesk.program": "build_program",
            "servicedesk.program.program": "Program",
            "servicedesk.program.registry": "Registry",
            "servicedesk.roster": "Holder Shift Vacancy",
            "servicedesk.rules.edition": "Edition",
            "servicedesk.rules.manual": "Manual",
            "servicedesk.rules.procedure": "Procedure",
        },
    )

__all__ = [
    "ActResult",
    "ActionOutlook",
    "Actor",
    "Brought",
    "Calendar",
    "Case",
    "CaseMove",
    "Context",
    "Decided",
    "Dependence",
    "Desk",
    "DestroyableDocument",
    "DestroyablePage",
    "DeviationView",
    "DueLimit",
    "Edition",
    "EntitlementView",
    "Entry",
    "Explanation",
    "HeadCountFigure",
    "Held",
    "HistoryLine",
    "Holder",
    "KeptCopy",
    "KeptDocument",
    "LeadsTo",
    "Limit",
    "LimitChange",
    "Listing",
    "Manual",
    "Message",
    "Move",
    "MoveReport",
    "MovedLimit",
    "ObligationView",
    "Option",
    "Outlook",
    "Policy",
    "Procedure",
    "Program",
    "Question",
    "Recalculation",
    "RecordRow",
    "Refusal",
    "RefusedStep",
    "Registry",
    "ServicedeskError",
    "ServicedeskWarning",
    "Shift",
    "TargetFigure",
    "TickReport",
    "Vacancy",
    "__version__",
    "build_program",
    "decide",
    "questions",
    "statutory_calendar",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())
