"""The texts of a law as a table: since when and until when each is in force, and what made it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ...domain.document import Document
from ...domain.said import said
from ...pages.site import Pages
from .context import VersionRow
from .law import Law, day_of
from .record import Regulation, of
from .shelf import stands

_ACT = re.compile("修正|修订|修改")


def versions(pages: Pages, law: Law, shown: Document) -> Iterator[VersionRow]:
    """A row for each text of a law, the newest first."""
    for text in law.newest_first:
        item = of(text)
        day = day_of(item)
        yield VersionRow(
            day_text=iso(day) or said("日期不详"),
            day_iso=iso(day),
            act=act_of(item),
            since_text=iso(item.effective_on),
            until_text=iso(last_day(item)),
            state=text.phase,
            url=pages.url(stands(pages, text)),
            is_shown=text.id == shown.id,
            is_current=text.id == law.current.id,
        )


def act_of(item: Regulation) -> str:
    """What was done on the day of a text: 修正, 修订, 批准, 通过; "" where nobody knows."""
    day = day_of(item)
    for amendment in item.amendments:
        if amendment.date == day and day:
            found = _ACT.findall(amendment.text or "")
            return found[-1] if found else said("修改")
    if day and day == item.approved_on:
        return said("批准")
    return said("通过") if day and day == item.passed_on else said("公布") if day and day == item.promulgated_on else ""


def last_day(item: Regulation) -> date | None:
    """The last day on which a text is in force; None where no end is known."""
    ends = [day for day in (item.replaced_on, item.repealed_on) if day]
    return min(ends) - timedelta(days=1) if ends else None


def validity(document: Document) -> str:
    """While when a text is in force, in words; "" where nobody knows."""
    item = of(document)
    since, last = item.effective_on, last_day(item)
    if not since and item.first_effective_on:
        told = f"法规自 {iso(item.first_effective_on)} 起施行，这个文本从哪天起施行没有写明"
        amended = f"；{iso(item.amended_on)} 又有修改" if item.amended_on else ""
        return told + (f"，到 {iso(last)} 为止" if last else amended)
    if since and last and last >= since:
        return said("自 %(first)s 起施行，到 %(last)s 为止", first=iso(since), last=iso(last))
    return said("自 %(first)s 起施行", first=iso(since)) if since else said("到 %(last)s 为止", last=iso(last)) if last else ""


def name_of(law: Law, text: Document) -> str:
    """How one cites a text of a law: 《云泽省灯会条例》, with its year and what was done then where the law has several."""
    item = of(text)
    day, act = day_of(item), act_of(item)
    told = f"（{day.year}年{act or '文本'}）" if day and len(law.texts) > 1 else ""
    return f"《{law.title}》{told}"


def iso(day: date | None) -> str:
    """A day as ISO; "" for none."""
    return day.isoformat() if day else ""
