"""A text of a law as a table: a row for each article, and for each heading and paragraph that stands in none, in their order."""

from collections.abc import Iterator
from typing import NamedTuple

from ....domain.law.text import Article, Division, Part, Table, words_of
from ....domain.said import said, together
from ....pages.context import DataField
from ....pages.opendata import csv_text
from .facts import Facts
from .reading import Words

SORTS = {
    "book": "编",
    "subbook": "分编",
    "chapter": "章",
    "section": "节",
    "preamble": "序言",
    "contents": "目录",
    "supplement": "附则",
    "annex": "附件",
    "heading": "标题",
}
FIELDS = (
    DataField("sort", said("种类"), said("条、%(sorts)s、段（不属于任何一条的文字）、表", sorts=together("、", SORTS.values()))),
    DataField("number", said("编号"), said("照原文，如 第十二条、第一章；没有的为空")),
    DataField("heading", said("标题"), said("编章节、附件的标题，条的题目；没有的为空")),
    DataField("text", said("文字"), said("一条的全部款项，每款、每项一行")),
    DataField("chapter", said("所在的编章节"), said("从大到小，用空格隔开；不在编章节里的为空")),
    DataField("anchor", said("引用的地址"), said("网页上 # 后面的部分，没有的为空")),
)


class Row(NamedTuple):
    """A row of the table, as `FIELDS` say."""

    sort: str
    number: str
    heading: str
    text: str
    chapter: str
    anchor: str


def table_text(facts: Facts, words: Words) -> str:
    """The file: UTF-8 with a mark, as spreadsheets read it."""
    return csv_text([field.key for field in FIELDS], rows(words.parts))[0]


def rows(parts: tuple[Part, ...], within: str = "") -> Iterator[Row]:
    """The rows of parts; `within` names the divisions in which they stand."""
    for part in parts:
        if isinstance(part, Division):
            yield Row(SORTS[part.sort], part.mark, part.title, "", within, part.anchor)
            name = part.name.replace("\u3000", " ")
            yield from rows(part.parts, f"{within} {name}".strip())
        elif isinstance(part, Article):
            text = "\n".join(map(words_of, part.paragraphs))
            yield Row("条", part.number, part.heading, text, within, part.anchor)
        elif isinstance(part, Table):
            yield Row("表", "", "", words_of(part), within, "")
        else:
            yield Row("段", "", "", words_of(part), within, part.anchor)
