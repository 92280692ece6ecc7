"""The clock run by procrastinate, over its PostgreSQL: one periodic task, never a job for each deadline.

Install the extra ``procrastinate``. A limit is moved, paused and met far more often than it is missed; with a tick
each of these is one column of the case, and nothing in the queue can be stale, stuck or lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, field

from servicedesk.arguments import of_kind
from servicedesk.characters import type_of
from servicedesk.desk import Desk, TickReport
from servicedesk.errors import InvalidPayload
from servicedesk.said import Said, word

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.tasks import Task

__all__ = ["periodic_tick"]


@define
class _Kept:
    """One desk a process, made at its first tick and not before."""

    make: Callable[[], Desk]
    desk: Desk | None = None
    making: threading.Lock = field(factory=threading.Lock)

    def get(self) -> Desk:
        with self.making:
            if self.desk is None:
                self.desk = of_kind(self.make(), Desk, "make_desk")
            return self.desk


def periodic_tick(
    app: App,
    make_desk: Callable[[], Desk],
    *,
    cron: str = "* * * * *",
    name: str = "servicedesk.tick",
    queue: str = "default",
    then: Callable[[TickReport], None] | None = None,
) -> Task[[int], None, []]:
    """Let the workers of an app run the clock of a desk, each time on one of them.

    A tick waits in the queue once at most, however many workers there are and however long they were away. One that
    dies with its worker is not repeated: the next finds what it left.

    Args:
        app: the app whose workers do it; its database need not be that of the desk.
        make_desk: makes the desk, in each worker process at its first tick; it is kept until the process ends.
        cron: when; a sixth column counts seconds. The latest that something is noticed is so long after it fell due.
        name: of the task and of its lock in the queue; a second desk of one app needs a name of its own.
        queue: which the workers listen to.
        then: is given each report. A worker that dies before it leaves what it would have been told to the
            histories (:meth:`~servicedesk.Desk.messages`).

    Returns:
        The task, to be deferred by hand too: ``task.defer()``.

    Raises:
        InvalidPayload: ``make_desk`` cannot be called, such as a desk itself; or, at the first tick, gives no desk.
        procrastinate.exceptions.TaskAlreadyRegistered: the app has a task of this name.
    """
    if not callable(make_desk):
        raise InvalidPayload(
            Said("is_of_type", what=word("make_desk"), type=type_of(make_desk)),
            remedy=Said("give_desk_maker"),
            name="make_desk",
        )
    kept = _Kept(make_desk)

    def tick(timestamp: int = 0) -> None:  # noqa: ARG001  when it was meant to be; the store's clock says when it is
        report = kept.get().tick()
        if then is not None:
            then(report)

    # No lock=: a job that died with its worker would hold it, and no tick would follow.
    return app.periodic(cron=cron)(app.task(name=name, queue=queue, queueing_lock=name)(tick))
