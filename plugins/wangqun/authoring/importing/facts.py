"""What is known of an old piece: its date, status and slug, and the address that shall lead to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ...domain.ids import slugify
from ...render.old_site import OldPage
from .headers import Rows, first, written_date

_DATED = re.compile(r"\{date:([^}]*)\}")
_PARTS = re.compile(r"%-?([A-Za-z])")
_ALL = frozenset("aAbBcdGgHIjmMpSuUVwWxXyYzZ")
_DATE_PARTS = {0: frozenset[str](), 4: frozenset("yY"), 7: frozenset("yYmbB"), 10: _ALL, 16: _ALL}  # by length of a date


class Note(NamedTuple):
    """A word on one thing of the old site: `grave` when readers lose it. `subject` is its file or address."""

    subject: str
    line: int
    text: str
    grave: bool = False


@dataclass(slots=True)
class Plan:
    """Files to write, by path below the site's content; which of them public pieces use; how many pieces and drafts are among
    them; what is to be told.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    pieces: int = 0
    drafts: int = 0
    notes: list[Note] = field(default_factory=list)

    def tell(self, subject: str, text: str, line: int = 0, grave: bool = False) -> None:
        """One more word."""
        self.notes.append(Note(subject, line, text, grave))


def status_of(rows: Rows, page: OldPage | None, values: Mapping[str, Any]) -> str:
    """What was public stays so; what waited for its day still does; what was not public is a draft."""
    if page is None:
        return "skip" if first(rows, "status").lower() == "skip" else "draft"
    default = values.get("DEFAULT_METADATA")
    named = first(rows, "status") or (default.get("status") if isinstance(default, dict) else "")
    return "published" if page.status == "draft" and not named else page.status


def why_unread(rows: Rows, kind: str) -> str:
    """Why the old engine left a piece out."""
    if not first(rows, "title"):
        return "没有标题"
    if kind == "article" and not first(rows, "date"):
        return "没有日期"
    return "文件头读不懂，或者那里不放稿件"


def date_of(rows: Rows, source: str, page: OldPage | None, values: Mapping[str, Any]) -> tuple[str, str]:
    """What `date` says here, "" for nothing, and a word on it."""
    raw = first(rows, "date")
    if raw:
        return written_date(raw, page, str(values.get("TIMEZONE") or ""))
    if not page or not page.day:
        return "", ""
    if values.get("DEFAULT_DATE") == "fs" and page.day not in source:
        return "", "没有日期，旧网站用的是文件的时间；请补上 date"
    return page.day, ""


def modified_of(rows: Rows) -> str:
    """When it was changed, where that is a full date."""
    date, word = written_date(first(rows, "modified"), None, "") if first(rows, "modified") else ("", "")
    return date if len(date) > 7 and not word else ""


def address_of(made: Plan, source: str, page: OldPage | None, date: str, values: Mapping[str, Any]) -> str:
    """The old address that shall lead to a piece, "" when there is none."""
    if not page or page.status == "draft" or not page.save_as:
        return ""
    pattern = str(values.get(f"{page.kind.upper()}_SAVE_AS", ""))
    if not _DATE_PARTS[len(date)].issuperset(_PARTS.findall("".join(_DATED.findall(pattern)))):
        made.tell(source, "日期不全，旧网址随旧网站生成的那一天而变，没有设转向；知道的，请写进 aliases", grave=True)
        return ""
    if "." in PurePosixPath(page.save_as).name and not page.save_as.endswith((".html", ".htm")):
        made.tell(source, f"旧网址 /{page.save_as} 不是 .html，不能设转向", grave=True)
        return ""
    return page.save_as


def suffix_of(slug: str, lang: str) -> str:
    """What the engine adds to the slug of a piece in another language."""
    return f"-{lang.lower()}" if lang and not lang.lower().startswith("zh") and not slug.endswith(f"-{lang.lower()}") else ""


def slug_of(kind: str, page: OldPage | None, source: str, place: str, lang: str, used: dict[tuple[str, str], str]) -> str:
    """A slug that nothing else has: the old one, else with its category, else numbered."""
    plain = slugify(page.slug if page else "") or slugify(PurePosixPath(source).stem) or "p"
    wanted = [plain, *([f"{slugify(page.category)}-{plain}"] if page and slugify(page.category) else [])]
    wanted += [f"{plain}-{number}" for number in range(2, 10_000)]
    slug = next(each for each in wanted if used.get((kind, each + suffix_of(each, lang)), place) == place)
    used[kind, slug + suffix_of(slug, lang)] = place
    return slug
