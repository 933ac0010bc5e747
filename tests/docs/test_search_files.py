"""docs/reference/search-files.md has every key of the search files, and a reader written from it alone finds what is there."""

import json
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.search import cutting, postings, shards

from .generated import ROOT

TEXT = (ROOT / "docs/reference/search-files.md").read_text(encoding="utf-8")
LAW = "\n\n".join(
    f"第{number}条　{text}" for number, text in zip("一二三", ("为了安全。", "检查水库。", "检查大坝Ⅷ𠮷。"), strict=True)
)
FILES = {
    "content/county/xian/news/dam.md": article("水库大坝安全条例", f"总的说。\n\n{LAW}\n\n## 附 则\n\n自公布之日起施行。"),
    "content/county/xian/news/other.md": article("别的", "水库。", date="2025-03-02"),
}


class Reader:
    """Reads the files of one site as the page says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.head = json.loads((folder / "index.json").read_text(encoding="utf-8"))

    def file(self, name: str) -> bytes:
        """A data file, held against its name."""
        data = (self.folder / "d" / name).read_bytes()
        assert sha256(data).hexdigest()[:12] == name
        return data

    def postings(self, token: str) -> dict[int, tuple[bool, list[tuple[int, int, int]]]]:
        """Document -> whether its title has it, chunks with strengths and what follows."""
        value = 2166136261
        for at in range(0, len(units := token.encode("utf-16-be")), 2):
            value = (value ^ int.from_bytes(units[at : at + 2])) * 16777619 & 0xFFFFFFFF
        value ^= value >> 15
        value = value * 0x85EBCA6B & 0xFFFFFFFF
        number = (value ^ value >> 13) >> 32 - self.head["bits"]
        names = self.file(self.head["shards"][number // 64])
        return self.shard(zlib.decompress(self.file(names[number % 64 * 6 :][:6].hex()))).get(token, {})

    def shard(self, data: bytes) -> dict[str, Any]:
        """Every posting of a shard."""
        numbers = self.numbers(data)
        pairs, words = next(numbers)[0], (last := next(numbers))[0]
        at = last[1]
        high, low, high2, low2 = (data[at + plane * pairs :][:pairs] for plane in range(4))
        codes = [(h << 8 | low[i], high2[i] << 8 | low2[i]) for i, h in enumerate(high)]
        tokens = [chr(first) + (chr(second) if second else "") for first, second in codes]
        at += 4 * pairs
        for _ in range(words):
            length, at = next(self.numbers(data, at))
            tokens.append(data[at : at + length].decode())
            at += length
        lengths = []
        for _ in range(3 * len(tokens)):
            length, at = next(self.numbers(data, at))
            lengths.append(length)
        streams = []
        for length in lengths:
            streams.append(data[at : at + length])
            at += length
        assert data[at:] == b"\0"  # no long lists
        return {token: self.posting(*streams[i :: len(tokens)]) for i, token in enumerate(tokens)}

    def posting(self, documents: bytes, chunks: bytes, followers: bytes) -> dict[int, tuple[bool, list[tuple[int, int, int]]]]:
        """Its three streams taken apart."""
        bits = iter(followers or bytes(len(chunks)))
        found = {}
        document, at = -1, 0
        for value, _ in self.numbers(documents):
            document += (value >> 1) + 1
            rows, chunk, byte = [], -1, 0
            while byte < 128:
                byte = chunks[at]
                at += 1
                chunk += 15 if byte == 15 else (byte & 15) + 1
                rows += [] if byte == 15 else [(chunk, byte >> 4 & 7, next(bits))]
            found[document] = (value % 2 == 1, rows)
        return found

    def fragment(self, document: int, chunk: int) -> list[Any]:
        """A chunk of a document."""
        table = self.file(self.head["tables"][document // self.head["block"]])
        for _ in range(document % self.head["block"]):
            table = table[2 + 6 * int.from_bytes(table[:2]) :]
        name = table[2 + 6 * chunk :][:6].hex()
        return list(json.loads(zlib.decompress(self.file(name)).decode("gb18030")))

    @staticmethod
    def numbers(data: bytes, at: int = 0) -> Iterator[tuple[int, int]]:
        """Each number with the place after it."""
        while at < len(data):
            value = shift = 0
            while data[at] > 127:
                value |= (data[at] & 127) << shift
                at, shift = at + 1, shift + 7
            at += 1
            yield value | data[at - 1] << shift, at


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The search files of a county."""
    root = write_cluster(tmp_path_factory.mktemp("search"), FILES)
    run(root, NOW)
    return Reader(root / "build/public/xian/search")


def test_every_key_is_on_the_page(reader: Reader) -> None:
    about = json.loads(reader.file(reader.head["about"]))
    rows = re.findall(r"^\| `([a-z]+)` \| (?:整数|文字|列表|对象) \|", TEXT, re.MULTILINE)

    assert rows == [*reader.head, *about]


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    known = (
        cutting.FORMAT,
        shards.GROUP,
        postings.LONG,
        postings.RANGE,
        postings.HEAD,
        cutting.CHUNK,
        cutting.NAME,
        postings.SKIP,
    )

    assert known == (2, 64, 4096, 4096, 512, 4000, 6, 15)
    assert (cutting.LEVELS, cutting.K1, cutting.B, cutting.USUAL) == (4, 2.0, 0.75, 3000)
    assert [
        phrase for phrase in ("现为 2", "每表 64 个", "多于 4096 篇", "512 篇", "4000 字", "各 6 字节") if phrase not in TEXT
    ] == []
    assert f"`{cutting.ARTICLE.pattern}`" in TEXT


def test_a_reader_made_from_the_page_finds_what_is_there(reader: Reader) -> None:
    found = {
        token: reader.postings(token)
        for token in ("水库", "大坝", "第2条", "𠮷", "检", "viii", "=year:2025", "=kind:article", "火星")
    }
    news = [reader.fragment(number, 0) for number in range(reader.head["documents"])]
    titles = [fragment[0] for fragment in news]
    dam, other = titles.index("水库大坝安全条例"), titles.index("别的")

    assert {token: set(posting) for token, posting in found.items()} == {
        "水库": {dam, other},
        "大坝": {dam},
        "第2条": {dam},
        "𠮷": {dam},
        "检": {dam},
        "viii": {dam},
        "=year:2025": {other},
        "=kind:article": set(range(len(news))),
        "火星": set(),
    }
    assert (found["水库"][dam][0], found["水库"][other][0]) == (True, False)
    assert [chunk for chunk, _, _ in found["水库"][dam][1]] == [0]
    assert found["水库"][dam][1][0][2] == 1 << (ord("大") * 31153 >> 13 & 7)  # 检查水库。 is followed by nothing
    assert found["水库"][other][1][0][2] == 0
    assert other < dam


def test_sections_begin_where_the_fragment_says(reader: Reader) -> None:
    fragment = next(
        fragment
        for fragment in (reader.fragment(number, 0) for number in range(reader.head["documents"]))
        if fragment[0] == "水库大坝安全条例"
    )
    marks, text, place, sections = list(fragment[9]), fragment[10], 0, []
    while marks:
        place += marks.pop(0)
        if marks and isinstance(marks[0], str):
            anchor, label = marks.pop(0), marks.pop(0)
            sections.append((anchor, text[place : place + label] if isinstance(label, int) else label))
        else:
            match = re.compile(r"第[〇零一二三四五六七八九十百千0-9]{1,9}条").match(text, place)
            sections.append((match[0], match[0]) if match else ("", ""))

    assert fragment[1:9] == ["/xian/article/dam.html", "", "2026-03-02", "xian", fragment[5], "article", "news", 0]
    assert sections == [("第一条", "第一条"), ("第二条", "第二条"), ("第三条", "第三条"), (sections[-1][0], "附 则")]
    assert text[place:].startswith("附 则")
