"""The forms of a report by name, each from the same contents."""

from __future__ import annotations

from typing import Literal, get_args

from .contents import Contents

ReportForm = Literal["xlsx", "ics", "html"]
FORMS: tuple[ReportForm, ...] = get_args(ReportForm)

_MEDIA: dict[ReportForm, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def render_report(
    form: ReportForm, contents: Contents, upcoming: int = 366, base: str | None = None
) -> bytes:
    """Return a report's bytes.

    In the calendar file a recurring order has its instances of `upcoming` days after T, and `base` is the
    address of a running application, which its entries then link to.
    """
    if form == "xlsx":
        from .workbook import render_workbook

        return render_workbook(contents)
    if form == "html":
        from .printable import render_printable

        return render_printable(contents).encode()
    from .deadlines import render_deadlines

    return render_deadlines(contents, upcoming, base)


def media_type(form: ReportForm) -> str:
    """Return the media type that a form is sent as."""
    return _MEDIA[form]


def file_name(form: ReportForm, contents: Contents) -> str:
    """Return a name to save a report under: plain ASCII, with whom and T in it."""
    whom, day = contents.asked.whom, contents.asked.at.value.date()
    about = str(whom.cohort) if whom.cohort else "addressee" if whom.addressee else "all"
    return f"obligraph-{about}-{day}.{form}"
