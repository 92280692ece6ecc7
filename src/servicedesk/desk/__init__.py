"""The desk: the one object that a host works with."""

from servicedesk.desk.views import DueLimit, Grants, HistoryLine, Option, Outcome, TickReport
from servicedesk.desk.desk import Desk
from servicedesk.desk.explain import Explanation
from servicedesk.desk.figures_of_cases import Held, KeptPaper, TargetFigure
from servicedesk.desk.recalculate import MovedLimit, Reprojection

__all__ = [
    "Desk",
    "DueLimit",
    "Explanation",
    "Grants",
    "Held",
    "HistoryLine",
    "KeptPaper",
    "MovedLimit",
    "Option",
    "Outcome",
    "Reprojection",
    "TargetFigure",
    "TickReport",
]
