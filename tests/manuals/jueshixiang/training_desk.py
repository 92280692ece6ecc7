"""The duties of training over people, kinds of posts and the company."""

from __future__ import annotations

from attrs import define

from manuals.fuheng.case_desk import Walk
from manuals.jueshixiang.case_desk import everybody, new_desk, put_to_test
from manuals.jueshixiang.standing_desk import LATER, site
from servicedesk import Policy

__all__ = ["COMPANY", "SITE", "Duty", "put_to_test", "standing"]

COMPANY = "company"
SITE = Policy.from_data({
    "override": [
        {"clause": "jueshixiang/training/5.3", "span": "1 year", "since": "2026-01-01", "cites": "培训制度"},
        {"clause": "jueshixiang/training/give_protection", "span": "1 year", "since": "2026-01-01", "cites": "培训制度"},
        {"clause": "jueshixiang/training/5.6", "span": "6 months", "since": "2026-01-01", "cites": "培训制度"},
    ],
})  # fmt: skip


@define
class Duty(Walk):
    """One duty over one subject."""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"jueshixiang/training/{short}"

    def dues(self) -> list[tuple[str, str]]:
        """What is due of it, to the minute."""
        return [(d.name, d.due.format("YYYY-MM-DD HH:mm")) for d in self.desk.due() if d.due and d.case_id == self.id]


def standing(clause: str, kind: str, *names: str, at: str = "2026-01-01 00:00") -> Duty:
    """The duty of that clause over the first of some subjects of a kind."""
    desk = new_desk(policy=site() if kind == "company" else SITE, clock=lambda: LATER)
    started = desk.start_standing_tasks({kind: names or ["王敏"]}, by=everybody(), at=at, recorded_at=at)
    return Duty(desk, next(each for each in started if f"training/{clause}/" in each), at)
