"""Fields, categories and classifications."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, cause, procedure, wrong
from servicedesk.declare import Category, Classification, Task, day, text


@wrong("4", "the field 'when' is of two kinds")
def test_field_of_two_kinds() -> None:
    """One field as text here and as a date there."""
    procedure(
        Task("3", "ring", CLERK, asks=text("when", "何时"), zh="办理"),
        Task("4", "visit", CLERK, asks=day("when", "何时"), zh="办理"),
    )


@wrong("3", "a field cannot be called 'item'")
def test_field_with_a_word_of_the_engine() -> None:
    """A field called as the engine calls the item."""
    procedure(Task("3", "ring", CLERK, asks=text("item", "线路"), zh="办理"))


@wrong("3", "a category without a value", "cause.own_service")
def test_category_without_value() -> None:
    """A category without a value."""
    procedure(Category("3"))


@wrong("3", "no step states the classification 'cause'", "sets=")
def test_category_that_nobody_states() -> None:
    """A category of a classification that no step states."""
    procedure(Category("3", cause.own))


@wrong("3", "no step states this classification")
def test_classification_that_nobody_states() -> None:
    """A classification that no step states."""
    procedure(Classification("3", cause))
