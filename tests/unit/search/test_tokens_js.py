"""The browser cuts text as Python does: shared vectors, every character, thousands of random strings; Node runs the script."""

import json
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from clusters import REPO
from cut import document_tokens
from wangqun.search.tokens import count_tokens, normalize, query_tokens, token_of

SCRIPT = REPO / "themes/renda/static/js/search/tokens.js"
VECTORS = json.loads((REPO / "tests/vectors/tokens.json").read_text(encoding="utf-8"))
RUN = """
import { readFileSync } from 'node:fs';
import { documentTokens, normalize, queryFollowers, queryTokens } from './tokens.mjs';
const unknown = /\\p{Cn}/u;
const answer = JSON.parse(readFileSync(0, 'utf8')).map((text) =>
  unknown.test(text) ? null : [normalize(text), documentTokens(text), queryTokens(text), [...queryFollowers(text)]]);
process.stdout.write(JSON.stringify(answer));
"""
LIKELY = (
    "第 一二三十百千万〇○零两0123456789条章节款项届次号人民代表大会，。々𠀀𠮷aZßẞıİΣςσée\u0301\u0345ａ１Ⅷ½㈠①ﬁ_-\u200b\u3000ཡིག가"
)


def in_node(folder: Path, texts: list[str]) -> list[Any]:
    """Each text normalized, cut as a document, as a query, what follows its pairs; None where Node knows a character not yet."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Node here: sh tests/browser/install.sh")
        pytest.skip("no Node here: sh tests/browser/install.sh")
    shutil.copyfile(SCRIPT, folder / "tokens.mjs")
    (folder / "run.mjs").write_text(RUN, encoding="utf-8")
    done = subprocess.run(
        [node, "run.mjs"], cwd=folder, input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    return list(json.loads(done.stdout))


def here(text: str) -> list[Any]:
    """The same in Python, but for what follows."""
    return [normalize(text), [token.text for token in document_tokens(text)], query_tokens(text)]


def follows(text: str, answer: list[Any]) -> bool:
    """True when a text that holds the question is known to hold what follows its pairs, and no more is asked."""
    pairs = count_tokens(text).pairs
    asked = {pair: bits for pair, bits in answer[3] if len(pair.encode("utf-16-le")) == 4}
    known = {token_of(key): bits for key, bits in zip(pairs.keys, pairs.followers, strict=True) if bits}
    within = all(known.get(pair, 0) & bits == bits for pair, bits in asked.items())
    return within and ("第" in normalize(text) or asked == known)


@cache
def assigned() -> list[str]:
    """Every character that Python knows, but for halves of pairs and private ones."""
    every = map(chr, range(sys.maxunicode + 1))
    return [character for character in every if unicodedata.category(character) not in {"Cn", "Cs", "Co"}]


def test_a_vector_is_cut_in_the_browser_as_it_says(tmp_path: Path) -> None:
    answers = in_node(tmp_path, [case["text"] for case in VECTORS])

    assert [[[token for token, _ in case["document"]], case["query"]] for case in VECTORS] == [answer[1:3] for answer in answers]


def test_every_character_is_folded_and_cut_alike(tmp_path: Path) -> None:
    texts = [f"a{character}b" for character in assigned()]

    differing = [
        text for text, answer in zip(texts, in_node(tmp_path, texts), strict=True) if answer and answer[:3] != here(text)
    ]
    assert [f"{text} {text!a}" for text in differing] == []


def test_random_strings_are_cut_alike(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    texts = ["".join(chance.choices(LIKELY, k=chance.randint(1, 30))) for _ in range(4000)]
    texts += ["第" + "".join(chance.choices("零一二两九十百千万 3", k=chance.randint(1, 8))) + "条" for _ in range(4000)]
    texts += ["".join(chance.choices(assigned(), k=chance.randint(1, 20))) for _ in range(4000)]
    answers = [(text, answer) for text, answer in zip(texts, in_node(tmp_path, texts), strict=True) if answer]

    differing = [text for text, answer in answers if answer[:3] != here(text) or not follows(text, answer)]
    assert [f"{text} {text!a}" for text in differing] == []
