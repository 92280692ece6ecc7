"""Write servicedesk/answers/answers.schema.json: what the data of each answer look like, as JSON Schema 2020-12.

``python scripts/answer_schemas.py`` writes it anew, ``schemas()`` gives it: each class of answers by its name, and what
each call of a desk gives, under ``Desk.`` and the name of the call.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any, get_type_hints

import servicedesk
from servicedesk import Desk, desk
from servicedesk.answers import Answer
from servicedesk.answers.schemas import schemas_of

PAGE = Path(__file__).parents[1] / "src" / "servicedesk" / "answers" / "answers.schema.json"
OTHERWISE = {
    "as_of": "a case and its entries, each with data of its own",
    "calendar_of": "a calendar",
    "close": "nothing",
    "now": "an instant",
    "programs": "the rules themselves",
    "recorded_ahead_until": "an instant",
    "rules_changed": "yes or no",
    "rules_of": "the rules themselves",
    "schema": "a JSON Schema",
    "words_of": "the rules themselves",
}
"""Calls of a desk that give something else than an answer."""


def kinds() -> list[type[Answer]]:
    """Every public class of answers."""
    named = [getattr(room, name) for room in (desk, servicedesk) for name in room.__all__]
    return [each for each in named if isinstance(each, type) and issubclass(each, Answer) and each is not Answer]


def calls() -> dict[str, Any]:
    """What each call of a desk gives, as its signature says."""
    methods = inspect.getmembers(Desk, inspect.isfunction)
    public = [(name, each) for name, each in methods if not name.startswith("_") and name not in OTHERWISE]
    return {f"Desk.{name}": get_type_hints(each)["return"] for name, each in public}


def schemas() -> dict[str, Any]:
    """The whole document."""
    return dict(schemas_of(kinds(), calls()))


def text() -> str:
    """As it is written down."""
    return json.dumps(schemas(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
