"""What must be asked before a step can be decided, all in one round."""

from __future__ import annotations

from servicedesk.arguments import as_text
from servicedesk.engine.case import Case
from servicedesk.engine.record import record
from servicedesk.program.program import Program
from servicedesk.rules.facts import Expected
from servicedesk.rules.other_cases import OtherCases


@record
class Question:
    """One thing to be answered: by the host, or where ``others`` is set, by the store's other cases of the subject.

    Example:
        >>> from servicedesk import Question
        >>> asked = Question("arrears", "3-2-501", "7", "4.3.1")
        >>> {asked.name: 0} if asked.subject == "3-2-501" else {}  # what a host's ``answer`` gives back
        {'arrears': 0}
    """

    name: str
    subject: str
    case_id: str
    clause: str
    others: OtherCases | None = None
    expects: Expected = ""
    """As what the answer is compared: ``number``, ``flag``, ``text``; empty where anything will do."""


def questions(program: Program, case: Case, step: str) -> tuple[Question, ...]:
    """Pure, and complete in one round: conditions are data, so nothing new is asked after the answers.

    Raises:
        InvalidPayload: the step is no text.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> from servicedesk.program.registry import Registry
        >>> program = Registry.installed().program("fuheng", "undated")
        >>> questions(program, case, "register")
        ()
    """
    asked = program.plans[case.procedure].questions(as_text(step, "step"))
    if not asked:
        return ()
    return tuple(Question(q.name, case.subject, case.id, q.clause, q.others, q.expects) for q in asked)
