"""What a procedure says of itself beside its rules: what was not modelled, and how its open texts are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from servicedesk.answers import Answer, Answers
from servicedesk.desk.reporting import unset_intervals
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.record import record
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.guards import Unmodelled
from servicedesk.texts.obligations import CAUSES
from servicedesk.texts.term import Term

T_co = TypeVar("T_co", covariant=True)


@record(repr=False)
class ClauseNote(Answer):
    """One clause with why it was not modelled, or how a text that leaves something open is read.

    Example:
        >>> note = ClauseNote("fuheng/complaint/4.2.1b", "自投诉时起算", "Counted from the complaint.")
        >>> note.text("zh"), note.to_data()["clause"]
        ('自投诉时起算', 'fuheng/complaint/4.2.1b')
    """

    clause: str
    zh: str
    en: str

    def text(self, lang: str = "en") -> str:
        """The reason or the reading, ``zh`` or ``en``."""
        return Term(self.zh, self.en).text(lang)


class Options(Answers[T_co]):
    """The actions of a case, and beside them what its procedure does not enforce or reads in one way.

    ``not_modelled`` are the clauses for which nothing is enforced, each with the reason; ``readings`` those whose text
    leaves something open, each as it is read. Both are in the manual's order.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> options = desk.options(case.id, by=clerk)
        >>> [(note.clause, note.zh) for note in options.not_modelled]
        [('fuheng/complaint/5', '来源提及而未收录的文件，以4.2.6b的维修代之')]
        >>> next(note.zh for note in options.readings if note.clause.endswith("/4.2.4b"))
        '可以上报，自上报上级之日起算'
    """

    BESIDE = "not_modelled readings"

    not_modelled: tuple[ClauseNote, ...] = ()
    readings: tuple[ClauseNote, ...] = ()


def with_notes(options: Iterable[T_co], plan: ProcedurePlan, site: SitePolicy) -> Options[T_co]:
    """The options with what their procedure says of itself."""
    made: Options[T_co] = Options(options)
    made.not_modelled, made.readings = not_modelled(plan, site), readings(plan)
    return made


def not_modelled(plan: ProcedurePlan, site: SitePolicy) -> tuple[ClauseNote, ...]:
    """The clauses of a procedure for which nothing is enforced, each with the reason.

    One is that the site's policy does not give the interval that the text leaves open.
    """
    unset = (key for _, group in plan.index.begun_by_site for key in unset_intervals(group, site))
    return (
        *(
            ClauseNote(plan.id_of(rule), rule.reason_zh or rule.reason, rule.reason)
            for rule in plan.procedure.rules
            if isinstance(rule, Unmodelled)
        ),
        *(ClauseNote(key, *CAUSES["unset_interval"]) for key in unset),
    )


def readings(plan: ProcedurePlan) -> tuple[ClauseNote, ...]:
    """The clauses of a procedure whose text leaves something open, each as it is read."""
    return tuple(
        ClauseNote(plan.id_of(rule), rule.reading_zh or rule.reading, rule.reading)
        for rule in (*plan.procedure.rules, *plan.procedure.exceptions)
        if rule.reading
    )
