"""Papers that need not be kept any longer, as a page."""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.desk import DestroyableDocument, DestroyablePage
from servicedesk.render.page import Block, Page
from servicedesk.rules.manual import Manual
from servicedesk.texts.keeping import DESTROYABLE, DESTROYABLE_HEADS, GO_ON, NOTHING_DESTROYABLE, WITHOUT_START
from servicedesk.texts.pages import RULES_CHANGED, noted
from servicedesk.texts.term import Term


def destroyable_page(page: DestroyablePage, manual: Manual, lang: str = "en") -> Page:
    """The documents whose period is over, those without a start, where to go on."""
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
