"""Papers that need not be kept any longer, as JSON-ready data and as a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servicedesk.desk import DestroyableDocument, DestroyablePage
from servicedesk.render.page import Block, Page
from servicedesk.rules.manual import Manual
from servicedesk.texts.keeping import DESTROYABLE, DESTROYABLE_HEADS, GO_ON, NOTHING_DESTROYABLE, WITHOUT_START
from servicedesk.texts.pages import RULES_CHANGED, noted
from servicedesk.texts.term import Term


def destroyable_data(page: DestroyablePage) -> dict[str, Any]:
    """One page: the documents whose period is over, those without a start, what could not be read, where to go on."""
    return {
        "on": page.on.isoformat(),
        "documents": [_data(document) for document in page.documents],
        "without_start": [_data(document) for document in page.without_start],
        "failed": [{"case": case, "code": code} for case, code in page.failed],
        "after": page.after,
    }


def _data(document: DestroyableDocument) -> dict[str, Any]:
    kept = document.kept
    return {
        "case": document.case_id,
        "subject": document.subject,
        "procedure": document.procedure,
        "form": document.form,
        "zh": document.zh,
        "role": kept.role,
        "copy": kept.copy,
        "clause": kept.clause,
        "period_zh": kept.period.zh,
        "period_en": kept.period.en,
        "since": None if kept.since is None else kept.since.isoformat(),
        "until": None if kept.until is None else kept.until.isoformat(),
        "start_zh": kept.start.zh,
        "start_en": kept.start.en,
        "rules_changed": document.rules_changed,
    }


def destroyable_page(page: DestroyablePage, manual: Manual, lang: str = "en") -> Page:
    """The page for :func:`destroyable_data`."""
    heads = DESTROYABLE_HEADS.text(lang)
    over = Block(
        DESTROYABLE.text(lang, day=page.on.isoformat()),
        heads,
        list(_rows(page.documents, manual, lang)),
        lines=() if page.documents else (NOTHING_DESTROYABLE.text(lang),),
    )
    blocks = [over]
    if page.without_start:
        blocks.append(Block(WITHOUT_START.text(lang), heads, list(_rows(page.without_start, manual, lang))))
    if page.after:
        blocks.append(Block("", (), (), lines=(GO_ON.text(lang, after=page.after),)))
    return Page(tuple(blocks))


def _rows(documents: Iterable[DestroyableDocument], manual: Manual, lang: str) -> Iterable[tuple[object, ...]]:
    for document in documents:
        kept, role = document.kept, manual.role(document.kept.role)
        note = RULES_CHANGED if document.rules_changed else None
        yield (
            document.case_id,
            document.subject,
            noted(Term(f"《{document.zh}》", document.form), lang, note),
            kept.clause.rpartition("/")[2],
            Term(kept.role if role is None else role.zh, kept.role.replace("_", " ")).text(lang),
            "" if kept.since is None else f"{kept.since:%Y-%m-%d}",
            kept.text(lang),
        )
