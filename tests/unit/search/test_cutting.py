"""From an entry to its piece: no token is lost, what is kept is read again, browsers read every character."""

import json
import os
import shutil
import subprocess
import zlib
from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cut import document_tokens
from wangqun.search.counting import count_many
from wangqun.search.cutting import CHUNK, divide, file_name, in_gbk, pack, piece_of, shard_hash
from wangqun.search.index import TEXTS, Entry, Section
from wangqun.search.kept import read_piece, read_text, write_piece
from wangqun.search.pieces import keep_pieces, piece, sweep
from wangqun.search.shards import _tokens
from wangqun.search.tokens import count_tokens, token_of

LIKELY = st.text(
    st.sampled_from(
        "第 一二十百千万〇○零两0123456789条章款届次号人民代表大会，。々𠀀𠮷aZßẞİΣςée\u0301\u200b\u3000_-ཡིག가１㈠ﬁか\u3099"
    )
)
PLAIN = st.text(st.sampled_from("第 一二三十0123456789条章款人民代表大会议，。；、a.b:𠮷\n"), max_size=60)
SECTION = st.builds(Section, st.sampled_from(["", "a"]), st.sampled_from(["", "总则"]), PLAIN | PLAIN.map(lambda text: text * 40))
ENTRY = Entry(
    site="xian",
    site_name="示例县人大",
    id="xian:article/a",
    kind="article",
    column="news",
    title="关于供水的决定",
    headings="",
    sections=(Section("", "", "示例县人大常委会。"), Section("第一条", "第一条", "第一条 为了供水2026。")),
    names="张三 𠮷",
    date="2026-03-02",
    origin="https://xian.test.example",
    is_elsewhere=False,
    prefix="",
    file="article/a.html",
    digest="d",
)


@given(LIKELY | st.text())
def test_counting_finds_what_cutting_finds(text: str) -> None:
    counts = count_tokens(text)

    pairs = Counter(dict(zip(map(token_of, counts.pairs.keys), counts.pairs.times, strict=True)))
    assert counts.characters + pairs + counts.words == Counter(token.text for token in document_tokens(text))


@given(LIKELY | st.text() | st.text(st.sampled_from("人大会 a。\U00020000")))
def test_the_fast_way_to_count_finds_the_same(text: str) -> None:
    slow, fast = count_tokens(text), count_tokens(text, count_many)

    assert fast[:2] == slow[:2]
    assert sorted(zip(*fast.pairs[:3], strict=True)) == sorted(zip(*slow.pairs[:3], strict=True))


@given(st.lists(SECTION, max_size=4), LIKELY)
def test_a_piece_is_the_same_however_it_is_counted(sections: list[Section], title: str) -> None:
    entry = replace(ENTRY, sections=tuple(sections), title=title)
    slow, fast = piece_of(entry), piece_of(entry, count_many)

    assert _tokens(fast, ()) == _tokens(slow, ())
    assert fast.fragments == slow.fragments


@given(PLAIN.map(lambda text: text * 30), st.integers(5, 60))
def test_dividing_loses_nothing(text: str, limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wangqun.search.cutting.CHUNK", limit)
        parts = list(divide(text))

    assert "".join(parts) == text
    assert Counter(chain.from_iterable(_texts(part) for part in parts)) == Counter(_texts(text))


@given(st.lists(SECTION, max_size=6), st.integers(5, 200))
def test_packing_loses_no_token_and_marks_every_section(sections: list[Section], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wangqun.search.cutting.CHUNK", limit)
        chunks = list(pack(sections))

    wanted = Counter(chain.from_iterable(_texts(section.text) for section in sections))
    assert Counter(chain.from_iterable(_texts(chunk.text) for chunk in chunks)) == wanted
    named = {(anchor, label) for chunk in chunks for _, anchor, label in chunk.marks if label}
    assert named == {(section.anchor, section.label) for section in sections if section.label and section.text}
    assert all(0 <= start < max(len(chunk.text), 1) for chunk in chunks for start, _, _ in chunk.marks)


def _texts(text: str) -> list[str]:
    return [token.text for token in document_tokens(text)]


@given(st.lists(SECTION, max_size=4), LIKELY)
def test_a_piece_holds_every_token_of_its_entry(sections: list[Section], title: str) -> None:
    entry = replace(ENTRY, sections=tuple(sections), title=title)
    found = _tokens(piece_of(entry), ())

    assert found.keys() == set(_texts(f"{title}\n{entry.names}")) | set(_texts("\n".join(s.text for s in sections)))
    assert all(rows == tuple(sorted(rows)) for rows in found.values())


@given(st.lists(SECTION, max_size=4), LIKELY)
def test_a_piece_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, sections: list[Section], title: str) -> None:
    entry = replace(ENTRY, sections=tuple(sections), title=title)
    made = piece_of(entry)
    path = tmp_path_factory.mktemp("pieces") / "ab" / "piece"
    write_piece(path, made, entry)

    assert read_piece(path) == made


@given(st.lists(SECTION, max_size=4), LIKELY, LIKELY, LIKELY)
def test_what_was_cut_once_counts_as_if_it_were_cut_for_whoosh(
    tmp_path_factory: pytest.TempPathFactory, sections: list[Section], title: str, names: str, headings: str
) -> None:
    entry = replace(ENTRY, sections=tuple(sections), title=title, names=names, headings=headings)
    path = tmp_path_factory.mktemp("pieces") / "ab" / "piece"
    write_piece(path, piece_of(entry), entry)
    found = read_text(path)

    assert found.stored == {name: getattr(entry, name) for name in found.stored}
    assert set(TEXTS) <= found.stored.keys()
    for name in ("title", "names", "headings"):
        assert found.counts[name] == Counter(_texts(getattr(entry, name)))
    assert found.counts["body"] == Counter(_texts("\n".join(section.text for section in sections)))


@pytest.mark.parametrize("damage", [b"", b"x", b"little\n", b"little\n{}\n", b"big\n{}\n"])
def test_a_damaged_piece_is_refused_and_cut_anew(tmp_path: Path, damage: bytes) -> None:
    [(_, _, digest, _)] = keep_pieces(tmp_path, [ENTRY])
    path = tmp_path / digest[:2] / digest
    path.write_bytes(damage)
    with pytest.raises(ValueError):
        piece(tmp_path, digest)
    keep_pieces(tmp_path, [ENTRY])

    assert piece(tmp_path, digest) == piece_of(ENTRY)


def test_a_piece_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    [(_, _, digest, _)] = keep_pieces(tmp_path, [ENTRY])
    path = tmp_path / digest[:2] / digest
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(ValueError, match="not whole"):
        piece(tmp_path, digest)


def test_every_field_of_an_entry_but_its_digest_names_its_piece(tmp_path: Path) -> None:
    names = [field for field in ENTRY.__dataclass_fields__ if field not in {"sections", "is_elsewhere", "digest", "facets"}]
    others = [replace(ENTRY, **{name: "其他"}) for name in names]
    others += [replace(ENTRY, is_elsewhere=True), replace(ENTRY, sections=ENTRY.sections[:1])]
    digests = {doc[2] for doc in keep_pieces(tmp_path, [ENTRY, replace(ENTRY, digest="e"), *others])}

    assert len(digests) == 1 + len(others)


def test_a_fragment_says_the_language_of_what_is_not_in_chinese() -> None:
    rows = [
        [json.loads(zlib.decompress(f).decode("gb18030")) for f in piece_of(e).fragments]
        for e in (ENTRY, replace(ENTRY, lang="en"))
    ]

    assert [row[11:] for row in rows[0]] == [[]] * len(rows[0])
    assert rows[1] == [[*row, "en"] for row in rows[0]]


def test_a_facet_is_a_list_beside_a_piece_that_stays(tmp_path: Path) -> None:
    (plain, open_one) = keep_pieces(tmp_path, [ENTRY, replace(ENTRY, facets=("state:open",))])

    assert open_one == (*plain[:3], (*plain[3], "=state:open"))


def test_unused_pieces_go_at_once_for_they_hold_text(tmp_path: Path) -> None:
    documents = keep_pieces(tmp_path, [replace(ENTRY, title=f"第{number}篇") for number in range(5)])
    used = {doc[2] for doc in documents[:3]}
    sweep(tmp_path, used)

    assert {path.name for path in tmp_path.glob("??/*")} == used


def test_the_lists_of_an_entry_say_by_what_it_can_be_narrowed(tmp_path: Path) -> None:
    law = replace(ENTRY, title="云泽省供水法", column="", date="")

    assert [doc[3] for doc in keep_pieces(tmp_path, [ENTRY, law])] == [
        ("=kind:article", "=column:news", "=year:2026"),
        ("=kind:article", "=law:1"),
    ]


def test_a_chunk_is_no_longer_than_it_may_be() -> None:
    long = Section("", "", "一个句子。" * 4000)

    assert max(len(chunk.text) for chunk in pack([long])) <= CHUNK


def test_files_are_named_by_what_they_hold() -> None:
    assert file_name(b"") == "e3b0c44298fc"


READ = """
import { readFileSync } from 'node:fs';
const rows = readFileSync(0, 'utf8').split('\\n').map((row) =>
  JSON.parse(new TextDecoder('gb18030', { fatal: true }).decode(Buffer.from(row, 'hex'))));
process.stdout.write(JSON.stringify(rows));
"""


def test_browsers_read_every_character_of_a_fragment() -> None:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Node here: sh tests/browser/install.sh")
        pytest.skip("no Node here: sh tests/browser/install.sh")
    every = [chr(code) for code in range(0x110000) if code < 0x3000 or not 0x11000 <= code < 0xF0000]
    texts = ["".join(every[at : at + 256]) for at in range(0, len(every), 256)]
    rows = "\n".join(in_gbk(json.dumps(text, ensure_ascii=False)).hex() for text in texts)
    done = subprocess.run(
        [node, "--input-type=module", "-e", READ], input=rows, capture_output=True, encoding="utf-8", check=True, timeout=120
    )

    assert [text for text, read in zip(texts, json.loads(done.stdout), strict=True) if text != read] == []


def test_the_hash_of_a_token_counts_units_as_browsers_do() -> None:
    assert shard_hash("大会") != shard_hash("会大")
    assert shard_hash("\U00020000") == shard_hash("\ud840\udc00")
