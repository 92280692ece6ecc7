"""Parts that refuse to be made at all: roles, forms, classifications, shares, samples."""

from __future__ import annotations

from rules.wrong.declarations import SLIP, wrong
from servicedesk.declare import by_hash, role, share, text
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form


@wrong("", "'接待员' is no name for a role", "snake_case")
def test_role_without_name() -> None:
    """A role called by its Chinese term."""
    role("接待员", "接待员")


@wrong("", "two fields named note")
def test_form_with_a_field_twice() -> None:
    """A form with one field twice."""
    form("slip", "工单", text("note", "内容"), text("note", "备注"))


@wrong("", "has no field 'remark'", "its fields are note")
def test_part_of_no_form() -> None:
    """A part of a form that names a field it has not."""
    SLIP.part("remark")


@wrong("", "classification 'cause' has no value")
def test_classification_without_values() -> None:
    """A classification without values."""
    classification("cause", "类别")


@wrong("", "a share of 1.5", "from 0 to 1")
def test_more_than_the_whole() -> None:
    """A share of more than the whole."""
    share("1.5")


@wrong("", "a sample of 0 %", "from 1 to 100")
def test_sample_of_none() -> None:
    """A sample of no case."""
    by_hash(0)
