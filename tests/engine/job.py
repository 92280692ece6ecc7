"""A repair job of the sample manual that has one of nearly everything, for the tests of single modules."""

from __future__ import annotations

from engine.scene import Scene, actor
from properties import sample as m

DAY = "2026-03-10"  # a plain Tuesday
WORKER = actor(m.WORKER, name="wang")
LEADER = actor(m.LEADER, name="li")
ROW = "sample/job/"


def at(clock: str) -> str:
    """A time on the day of the job."""
    return f"{DAY} {clock}"


def job() -> Scene:
    """Received at 09:00: somebody reports a leak and gives a name."""
    scene = Scene(m.MANUAL)
    scene.open("job", at("09:00"), m.CLERK, note="漏水", caller="张三")
    return scene


def working(grade: str = "小修") -> Scene:
    """Begun at 10:00."""
    scene = job()
    scene.do("begin", at("10:00"), WORKER, grade=grade)
    return scene


def finished(grade: str = "小修") -> Scene:
    """Finished at 11:00."""
    scene = working(grade)
    scene.do("finish", at("11:00"), WORKER)
    return scene
