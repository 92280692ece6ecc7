"""What every state machine runs: a complaint of 8 states and 14 transitions, each with a guard and an audit entry."""

from __future__ import annotations

from typing import Final

STATES: Final = ["received", "recorded", "assigned", "investigating", "proposed", "resolved", "closed", "rejected"]
TRANSITIONS: Final = [  # event, source, target
    ("record", "received", "recorded"),
    ("reject", "received", "rejected"),
    ("reject", "recorded", "rejected"),
    ("assign", "recorded", "assigned"),
    ("start", "assigned", "investigating"),
    ("reassign", "investigating", "assigned"),
    ("propose", "investigating", "proposed"),
    ("dispute", "proposed", "investigating"),
    ("accept", "proposed", "resolved"),
    ("reopen", "resolved", "investigating"),
    ("close", "resolved", "closed"),
    ("appeal", "rejected", "received"),
    ("renew", "closed", "received"),
    ("retract", "recorded", "closed"),
]
EVENTS: Final = list(dict.fromkeys(event for event, _, _ in TRANSITIONS))
LAP: Final = [
    *("record", "assign", "start", "propose", "dispute", "propose"),
    *("accept", "reopen", "propose", "accept", "close", "renew"),
]
"""One life of a complaint, back to where it began."""


def big() -> tuple[list[str], list[tuple[str, str, str]]]:
    """20 states and 60 transitions: three exits from each, 12 events."""
    states = [f"s{number:02}" for number in range(20)]
    return states, [
        (f"e{number % 4 * 3 + exit_:02}", state, states[(number + 1 + 3 * exit_) % 20])
        for number, state in enumerate(states)
        for exit_ in range(3)
    ]
