"""Reports to hand on: an Excel workbook, a calendar file, a control list to print.

`gather` asks once what all of them show; `sheets_of` words it as tables; `workbook`, `deadlines` and
`printable` write a form each. The same register, moments and language give the same bytes.
"""

from __future__ import annotations

from .contents import Asked, Contents, gather
from .forms import FORMS, ReportForm, file_name, media_type, render_report

__all__ = [
    "FORMS",
    "Asked",
    "Contents",
    "ReportForm",
    "file_name",
    "gather",
    "media_type",
    "render_report",
]
