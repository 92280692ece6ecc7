"""What a form says as it was filed: its headings, and whether a signature still covers it."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

FIELD_HEADS: Final = Heads(
    Term("栏目", "field"), Term("内容", "contents"), Term("填写人", "filed by"), Term("填写时间", "filed at")
)
SIGNATURE_HEADS: Final = Heads(
    Term("签字岗位", "role"), Term("签字人", "signed by"), Term("签字时间", "signed at"), Term("效力", "standing")
)
SIGNATURES: Final = Term("签字", "signatures")
NO_SIGNATURE: Final = Term("没有签字", "nobody has signed")
COVERS: Final = Term("有效", "covers the form as it stands")
NO_LONGER: Final = Term("签字后有改动：{fields}", "given before these were changed: {fields}")
_CORRECTED: Final = Term("{who}（{by}更正）", "{who} (corrected by {by})")
_TITLE: Final = Term("{form}（{case}，{subject}）", "{form} ({case}, {subject})")


def filed_by_text(lang: str, *, who: str, corrected_by: str) -> str:
    """Who filed a field, and who corrected it after that."""
    return _CORRECTED.text(lang, who=who, by=corrected_by) if corrected_by else who


def title_text(lang: str, *, form: str, case: str, subject: str) -> str:
    """A form with the case that it is of."""
    return _TITLE.text(lang, form=form, case=case, subject=subject)
