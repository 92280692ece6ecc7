"""Who calls? A host, through the desk: the one object that it works with."""

from servicedesk.answers import Answer, Answers, Failure
from servicedesk.desk.case_views import Held, KeptDocument, TargetFigure
from servicedesk.desk.desk import Desk
from servicedesk.desk.explain import Explanation
from servicedesk.desk.finding import FoundCase
from servicedesk.desk.keeping import DestroyableDocument, DestroyablePage, KeptCopy
from servicedesk.desk.listing import FoundPage, Listing, Page
from servicedesk.desk.move import CaseMove, LimitChange, Move, MoveReport, Refused
from servicedesk.desk.notes import ClauseNote, Options
from servicedesk.desk.outlook_views import ActionOutlook, Dependence, LeadsTo, Outlook
from servicedesk.desk.recalculate import MovedLimit, Recalculation
from servicedesk.desk.records import RecordRow
from servicedesk.desk.reports import Report, ReportRow
from servicedesk.desk.results import ActResult, Brought
from servicedesk.desk.sheets import FiledField, Sheet, SheetSignature
from servicedesk.desk.staffing import HeadCountFigure
from servicedesk.desk.views import (
    CaseEntry,
    DeviationView,
    DueLimit,
    EntitlementView,
    HistoryLine,
    ObligationView,
    Option,
    TickReport,
)
from servicedesk.desk.worklists import OutstandingRow
from servicedesk.engine.entry import EscalationEntry
from servicedesk.program.form_fields import FieldChoice, FormField

__all__ = [
    "ActResult",
    "ActionOutlook",
    "Answer",
    "Answers",
    "Brought",
    "CaseEntry",
    "CaseMove",
    "ClauseNote",
    "Dependence",
    "Desk",
    "DestroyableDocument",
    "DestroyablePage",
    "DeviationView",
    "DueLimit",
    "EntitlementView",
    "EscalationEntry",
    "Explanation",
    "Failure",
    "FieldChoice",
    "FiledField",
    "FormField",
    "FoundCase",
    "FoundPage",
    "HeadCountFigure",
    "Held",
    "HistoryLine",
    "KeptCopy",
    "KeptDocument",
    "LeadsTo",
    "LimitChange",
    "Listing",
    "Move",
    "MoveReport",
    "MovedLimit",
    "ObligationView",
    "Option",
    "Options",
    "Outlook",
    "OutstandingRow",
    "Page",
    "Recalculation",
    "RecordRow",
    "Refused",
    "Report",
    "ReportRow",
    "Sheet",
    "SheetSignature",
    "TargetFigure",
    "TickReport",
]
