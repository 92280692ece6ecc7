"""A form with one blank twice."""

from servicedesk.declare import form, text

form("slip", "工单", text("note", "内容"), text("note", "备注"))
