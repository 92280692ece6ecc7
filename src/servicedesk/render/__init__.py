"""How is it shown? Tables, pages, diagrams and sheets from what the desk answers and the manuals say."""

from typing import TYPE_CHECKING

from servicedesk._lazy import face
from servicedesk.render.width import pad, table, width

if TYPE_CHECKING:
    from servicedesk.render.answers import (
        deviations_page,
        due_page,
        due_rows,
        explanation_page,
        history_page,
        manuals_data,
        manuals_page,
        obligations_page,
        options_page,
        tick_page,
    )
    from servicedesk.render.cases import cases_page
    from servicedesk.render.changes import move_page, recalculation_page
    from servicedesk.render.checked import checked_data, checked_page
    from servicedesk.render.diagram import mermaid
    from servicedesk.render.differences import differences_data, differences_page
    from servicedesk.render.filed import filed_page
    from servicedesk.render.found import found_data, found_page
    from servicedesk.render.keeping import destroyable_page
    from servicedesk.render.outlook import outlook_page
    from servicedesk.render.page import Block, Page, csv_text
    from servicedesk.render.procedures import steps_data, steps_page
    from servicedesk.render.replayed import replayed_page
    from servicedesk.render.reports import report_heads, report_page, report_rows
    from servicedesk.render.sheet import clause_sheet, sheet_data
    from servicedesk.render.targets import targets_page
    from servicedesk.render.worklist import worklist_page
else:
    __getattr__, __dir__ = face(
        __name__,
        {
            "servicedesk.render.answers": (
                "deviations_page due_page due_rows explanation_page "
                "history_page manuals_data manuals_page obligations_page "
                "options_page tick_page"
            ),
            "servicedesk.render.cases": "cases_page",
            "servicedesk.render.worklist": "worklist_page",
            "servicedesk.render.changes": "move_page recalculation_page",
            "servicedesk.render.checked": "checked_data checked_page",
            "servicedesk.render.diagram": "mermaid",
            "servicedesk.render.differences": "differences_data differences_page",
            "servicedesk.render.filed": "filed_page",
            "servicedesk.render.found": "found_data found_page",
            "servicedesk.render.keeping": "destroyable_page",
            "servicedesk.render.outlook": "outlook_page",
            "servicedesk.render.page": "Block Page csv_text",
            "servicedesk.render.procedures": "steps_data steps_page",
            "servicedesk.render.replayed": "replayed_page",
            "servicedesk.render.reports": "report_heads report_page report_rows",
            "servicedesk.render.sheet": "clause_sheet sheet_data",
            "servicedesk.render.targets": "targets_page",
        },
    )

__all__ = [
    "Block",
    "Page",
    "cases_page",
    "checked_data",
    "checked_page",
    "clause_sheet",
    "csv_text",
    "destroyable_page",
    "deviations_page",
    "differences_data",
    "differences_page",
    "due_page",
    "due_rows",
    "explanation_page",
    "filed_page",
    "found_data",
    "found_page",
    "history_page",
    "manuals_data",
    "manuals_page",
    "mermaid",
    "move_page",
    "obligations_page",
    "options_page",
    "outlook_page",
    "pad",
    "recalculation_page",
    "replayed_page",
    "report_heads",
    "report_page",
    "report_rows",
    "sheet_data",
    "steps_data",
    "steps_page",
    "table",
    "targets_page",
    "tick_page",
    "width",
    "worklist_page",
]
