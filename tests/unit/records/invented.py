"""A kind that the engine does not know: 会场 `venue`, open until a day, of provinces and cities alone, for some piece."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pydantic import Field

from clusters import NOW, write_cluster
from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.item import Item
from wangqun.domain.level import Level
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.record import Day, Line, Names
from wangqun.records import KINDS
from wangqun.records.kind import Kind, Kinds
from wangqun.stages.load import load
from wangqun.stages.resolve import resolve


class Venue(Item):
    """Header of a venue."""

    hall: Line = Field(description="会场名称")
    open_until: Day | None = Field(None, description="开放截止日")
    for_piece: Line | None = Field(None, description="所为的材料")
    rooms: Names = Field((), description="房间")
    keeper: Line | None = Field(None, description="保管人")


def turns(document: Document) -> Iterator[tuple[str, datetime]]:
    """The end of its last day."""
    last: date | None = document.item.open_until  # type: ignore[attr-defined]
    if last:
        yield "open_until", datetime.combine(last + timedelta(days=1), time(), SHANGHAI)


def state(document: Document, now: datetime) -> str:
    """开放 or 已关闭."""
    return "已关闭" if any(moment <= now for _, moment in turns(document)) else "开放"


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The piece it is for."""
    if document.item.for_piece:  # type: ignore[attr-defined]
        yield "for_piece", document.item.for_piece  # type: ignore[attr-defined]


VENUE = Kind(
    "venue",
    "会场",
    folder="venues",
    levels=frozenset({Level.PROVINCE, Level.CITY}),
    record=Venue,
    sample={"hall": "人民会堂", "open_until": "2026-12-01", "for_piece": "sheng:article/dam"},
    state=state,
    turns=turns,
    references=references,
    private=frozenset({"keeper"}),
)
MORE = KINDS | {VENUE.name: VENUE}
ELSEWHERE = KINDS | {VENUE.name: replace(VENUE, levels=frozenset(Level))}


def venue(hall: str = "东厅", extra: str = "", body: str = "正文一段。") -> str:
    """A venue's file that no check complains of; `extra` are more header lines, each with its line end."""
    imported = "imported: {original_url: https://old.test.example/1, original_date: 2026-03-01}\n"
    return f"---\ntitle: {hall}的会场\ndate: 2026-03-02 09:00\n{imported}hall: {hall}\n{extra}---\n{body}\n"


def resolved(root: Path, files: Mapping[str, str | bytes], kinds: Kinds = MORE, now: datetime = NOW) -> Federation:
    """The base cluster with some files over it, of some kinds, at a moment."""
    return resolve(load(write_cluster(root, files), kinds=kinds), now)
