"""A form as it was filed, as a page."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import FiledField, Sheet, SheetSignature
from servicedesk.render.page import Block, Page
from servicedesk.texts import filed as texts
from servicedesk.texts.items import with_item
from servicedesk.texts.moments import moment_text
from servicedesk.texts.term import Term, listed


def filed_page(sheet: Sheet, lang: str = "en") -> Page:
    """Every field with what it holds, who filed it and when; below them the signatures, and whether they still cover.

    It is made of :class:`~servicedesk.Sheet` alone: what that hides is not on the page.
    """
    form = with_item(Term(sheet.zh, sheet.en), Term(sheet.item_zh, sheet.item_en)).text(lang)
    title = texts.title_text(lang, form=form, case=sheet.case_id, subject=sheet.subject)
    fields = Block(title, texts.FIELD_HEADS.text(lang), [_line(each, lang) for each in sheet.fields])
    signed = [_signature(each, lang) for each in sheet.signatures]
    nothing = () if signed else (texts.NO_SIGNATURE.text(lang),)
    heads = texts.SIGNATURE_HEADS.text(lang) if signed else ()
    return Page((fields, Block(texts.SIGNATURES.text(lang), heads, signed, lines=nothing)))


def _line(line: FiledField, lang: str) -> tuple[object, ...]:
    field = line.field
    return (
        Term(field.zh, field.en).text(lang),
        Term(field.value_zh, field.value_en).text(lang),
        texts.filed_by_text(lang, who=line.filed_by, corrected_by=line.corrected_by),
        _at(line.corrected_at or line.filed_at),
    )


def _signature(given: SheetSignature, lang: str) -> tuple[object, ...]:
    changed = Term(listed(given.changed_zh, "zh"), listed(given.changed_en, "en")).text(lang)
    standing = texts.COVERS.text(lang) if given.covers else texts.NO_LONGER.text(lang, fields=changed)
    return Term(given.role_zh, given.role_en).text(lang), given.by, _at(given.at), standing


def _at(moment: datetime | None) -> str:
    return "" if moment is None else moment_text(moment)
