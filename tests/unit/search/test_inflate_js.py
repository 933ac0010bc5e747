"""The browser's own inflate gives back what zlib took, whatever its kind, and refuses what is not whole; Node runs the script."""

import base64
import json
import os
import random
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from clusters import REPO
from wangqun.search.cutting import compress

SCRIPT = REPO / "themes/renda/static/js/search/inflate.js"
RUN = """
import { readFileSync } from 'node:fs';
import { inflate } from './inflate.mjs';
const answer = JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const data = Buffer.from(text, 'base64');
  const framed = new Uint8Array(data.length + 8).fill(255);
  framed.set(data, 3);
  try {
    return Buffer.from(inflate(framed.subarray(3, 3 + data.length))).toString('base64');
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answer));
"""
LAW = "第十二条　水库大坝的管理单位应当在每年汛期以前检查大坝，并将检查结果报告上一级主管部门。"


def inflated(folder: Path, blobs: list[bytes]) -> list[bytes | None]:
    """Each taken apart in Node; None where that failed with the script's own words."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Node here: sh tests/browser/install.sh")
        pytest.skip("no Node here: sh tests/browser/install.sh")
    shutil.copyfile(SCRIPT, folder / "inflate.mjs")
    (folder / "run.mjs").write_text(RUN, encoding="utf-8")
    asked = json.dumps([base64.b64encode(blob).decode() for blob in blobs])
    done = subprocess.run(
        [node, "run.mjs"], cwd=folder, input=asked, capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    answers = json.loads(done.stdout)
    assert {a["error"] for a in answers if isinstance(a, dict)} <= {"not zlib's format, cut short or damaged"}
    return [None if isinstance(answer, dict) else base64.b64decode(answer) for answer in answers]


def here(blob: bytes) -> bytes | None:
    """The same in Python, which also must find nothing after the end."""
    packer = zlib.decompressobj()
    try:
        data = packer.decompress(blob)
    except zlib.error:
        return None
    return data if packer.eof and not packer.unused_data else None


def texts() -> list[bytes]:
    """Empty, short, random, repeated, Chinese, far references, longer than a stored block can be."""
    chance = random.Random(1951)
    noise = chance.randbytes(70_000)
    words = [chance.choice(LAW) for _ in range(4000)]
    few = bytes(chance.choices(b"abcd\0\xff", [60, 20, 10, 5, 4, 1], k=50_000))
    far = noise[:300] + bytes(32_768 - 300) + noise[:300]
    return [b"", b"a", b"ab" * 3, bytes(100_000), noise, noise[:1500] * 30, few, far, LAW.encode() * 200, "".join(words).encode()]


def packed(text: bytes, level: int, window: int, memory: int, strategy: int) -> bytes:
    """A text compressed."""
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory, strategy)
    return packer.compress(text) + packer.flush()


def test_every_level_window_and_strategy_is_given_back(tmp_path: Path) -> None:
    strategies = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED]
    ways = [(level, 15, 8, 0) for level in range(10)] + [(9, window, 5, 0) for window in range(9, 15)]
    ways += [(6, 15, memory, strategy) for strategy in strategies for memory in (1, 9)]
    cases = [(text, packed(text, *way)) for text in texts() for way in ways]
    kinds = {blob[2] >> 1 & 3 for _, blob in cases}
    answers = inflated(tmp_path, [blob for _, blob in cases])

    assert kinds == {0, 1, 2}
    assert [number for number, ((text, _), answer) in enumerate(zip(cases, answers, strict=True)) if answer != text] == []


def test_blocks_of_all_kinds_follow_each_other_in_one_stream(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 15)
    blob = b""
    for number, text in enumerate(texts()):
        blob += packer.compress(text) + packer.flush((zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_PARTIAL_FLUSH)[number % 3])
    blob += packer.flush()

    assert inflated(tmp_path, [blob]) == [b"".join(texts())]


def test_random_texts_are_given_back(tmp_path: Path) -> None:
    chance = random.Random(1950)
    cases = [
        bytes(chance.choices(range(256), [chance.random() ** 8 for _ in range(256)], k=chance.randrange(3000)))
        for _ in range(300)
    ]

    assert inflated(tmp_path, [compress(text) for text in cases]) == cases


def test_what_is_cut_short_or_too_long_is_refused(tmp_path: Path) -> None:
    blobs = [packed(text[:2000], level, 15, 8, 0) for text in texts()[:9] for level in (0, 1, 9)]
    short = [
        blob[:length] for blob in blobs for length in {*range(min(40, len(blob))), *range(max(0, len(blob) - 40), len(blob))}
    ]
    cases = [*short, *(blob + b"\0" for blob in blobs), *(blob + blob for blob in blobs)]

    assert set(inflated(tmp_path, cases)) == {None}


def test_damage_is_refused_as_zlib_refuses_it(tmp_path: Path) -> None:
    chance = random.Random(1)
    cases = []
    for blob in (compress(LAW.encode()), packed(LAW.encode() * 9, 6, 15, 8, zlib.Z_FIXED), packed(LAW.encode(), 0, 15, 8, 0)):
        for place in range(len(blob)):
            for bit in range(8):
                cases.append(blob[:place] + bytes([blob[place] ^ 1 << bit]) + blob[place + 1 :])
    cases += [b"\x78\x9c" + chance.randbytes(chance.randrange(200)) for _ in range(4000)]
    cases += [b"\x78\x9c" + bytes([chance.randrange(256) & ~7 | 5]) + chance.randbytes(200) for _ in range(4000)]
    answers = inflated(tmp_path, cases)

    assert [blob.hex() for blob, answer in zip(cases, answers, strict=True) if answer != here(blob)] == []
