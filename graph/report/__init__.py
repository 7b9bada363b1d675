"""Reports to hand on: an Excel workbook, a calendar file, a control list to print.

`gather` asks once what all of them show; `sheets_of` words it as tables; `workbook`, `deadlines` and
`printable` write a form each. The same register, moments and language give the same bytes.
"""

from __future__ import annotations

from .contents import Asked, Contents, due_after, gather, overdue_among
from .forms import FORMS, ReportForm, file_name, media_type, render_report

__all__ = [
    "FORMS",
    "Asked",
    "Contents",
    "ReportForm",
    "due_after",
    "file_name",
    "gather",
    "media_type",
    "overdue_among",
    "render_report",
]
