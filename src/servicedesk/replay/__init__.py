"""What would the manual have said? A log replayed: what was promised, kept, missed and refused."""

from servicedesk.figures import CaseFigure, Figures, LimitFigure, Notified
from servicedesk.replay.jumps import TimeGap
from servicedesk.replay.log import Log, LogRow, read_log
from servicedesk.replay.mapping import EventMapping, LogMapping
from servicedesk.replay.run import RefusedRow, Replayed, replay

__all__ = [
    "CaseFigure",
    "EventMapping",
    "Figures",
    "LimitFigure",
    "Log",
    "LogMapping",
    "LogRow",
    "Notified",
    "RefusedRow",
    "Replayed",
    "TimeGap",
    "read_log",
    "replay",
]
