"""The theme's search engine in Node, on the files of a built site, and questions to ask it."""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from clusters import REPO
from wangqun.ask.find import Unsearchable, hits_of
from wangqun.search.query import Query

ENGINE = REPO / "themes/renda/static/js/search"
RUN = """
import { readFileSync } from 'node:fs';
globalThis.fetch = async (url) => {
  try { return new Response(readFileSync(url)); } catch { return new Response('', { status: 404 }); }
};
const { open } = await import('./engine.js');
const { url, questions } = JSON.parse(readFileSync(0, 'utf8'));
const index = await open(url);
const answers = [];
for (const [text, options] of questions) {
  const answer = await index.search(text, { ...options, all: true, limit: 50 });
  const hits = [...answer.hits];
  for (let more = hits; more.length; hits.push(...(more = await answer.more(200))));
  answers.push({ total: answer.total, complete: answer.complete, partial: answer.partial, hits });
}
process.stdout.write(JSON.stringify(answers));
"""


def ask_engine(site: Path, questions: Sequence[tuple[str, dict[str, Any]]], folder: Path) -> list[dict[str, Any]]:
    """The whole answer to each question (text, options) from the index of a public site; `folder` is an empty one to run in."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Node here: sh tests/browser/install.sh")
        pytest.skip("no Node here: sh tests/browser/install.sh")
    shutil.copytree(ENGINE, folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(RUN, encoding="utf-8")
    asked = json.dumps({"url": (site / "search").as_uri() + "/", "questions": questions})
    done = subprocess.run(
        [node, "run.js"], cwd=folder, input=asked, capture_output=True, encoding="utf-8", check=False, timeout=500
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def questions_of(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """What readers might ask: pieces of 1 to 12 characters, words, two pieces apart, numbered forms in either writing."""
    chance = random.Random(seed)
    asked: list[str] = []
    while len(asked) < count:
        text = chance.choice(texts)
        start = chance.randrange(max(len(text) - 12, 1))
        piece = text[start : start + chance.randint(1, 12)].strip()
        kind = chance.randrange(6)
        if kind == 0:
            piece = f"第{chance.choice(['3', '12', ' 7 ', '十二', '三', '二十一', '一百零二'])}{chance.choice('条章届次')}"
        elif kind == 1:
            piece += " " + chance.choice(texts)[:3]
        elif kind == 2:
            piece = chance.choice([word for word in text.split() if len(word) < 20] or [piece])
        if piece:
            asked.append(piece)
    return asked


def paths_of(answer: dict[str, Any]) -> set[str]:
    """Paths of the documents in an answer of the page's engine that hold every token."""
    return {unquote(urlsplit(hit["url"]).path) for hit in answer["hits"] if hit["full"]}


def by_whoosh(root: Path, text: str, sites: tuple[str, ...] = (), kind: str = "") -> set[str]:
    """Paths of documents that hold every token."""
    try:
        _, hits, notes = hits_of(root, text, sites, Query((), "", kind=kind))  # a snippet of each costs as much again
    except Unsearchable:
        return set()
    if any("没有" in note for note in notes):
        return set()
    return {unquote(urlsplit(hit.fields["url"]).path) for hit in hits}
