"""The one way to cut text into tokens, for the index here and the reader's browser alike (tests/vectors/tokens.json)."""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from operator import add
from sys import byteorder
from typing import NamedTuple

from ..domain.numerals import COUNT, numeral
from ..domain.patterns import pattern

FOLLOWER = 0x79B1  # spreads characters over eight bits
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BETWEEN = pattern("([^\u4e00-\u9fff]+)")  # nothing of which forms a character with Han
_OTHER = pattern(f"[^{HAN}]+")
_UNSEEN = pattern(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_NUMBERED = pattern(rf"第(?: *([0-9]{{1,9}}) *|([{COUNT}]{{1,12}}))([条章节款项届次号])")


def normalize(text: str) -> str:
    """NFKC, case folded, without characters that nobody sees; the circle that stands for 〇 is one. Case is folded by way of
    capitals, because a browser knows no `casefold`.
    """
    parts = _BETWEEN.split(text)
    parts[1::2] = map(_folded, parts[1::2])
    return "".join(parts)


@lru_cache(4096)  # what stands between Han is mostly the same few marks
def _folded(text: str) -> str:
    shown = unicodedata.normalize("NFKC", _UNSEEN.sub("", text).replace("○", "〇").replace("ẞ", "ß"))
    return unicodedata.normalize("NFKC", shown.upper().lower().replace("ς", "σ"))


class Pairs(NamedTuple):
    """The pairs of Han of a text: their keys (`pair_key`), how often each stands there, and the bits of what follows it
    (`follower_bit`); those with characters outside the basic plane, which have no key, by themselves.
    """

    keys: "array[int]"
    times: list[int]
    followers: bytes
    others: tuple[tuple[str, int], ...]


class Counts(NamedTuple):
    """How often each token stands in a text: characters of Han, everything else but pairs, and pairs."""

    characters: Counter[str]
    words: Counter[str]
    pairs: Pairs


def count_tokens(text: str, count: Callable[[str], Pairs] | None = None) -> Counts:
    """Everything by which a text is found, counted: of Han each character and each pair of neighbours, of other scripts whole
    words, and of a numbered form (第十二条, 第12条) the canonical one besides. `count` stands for `count_pairs`.
    """
    plain = normalize(text)
    words = Counter(_word().findall(plain))
    if "第" in plain:
        words.update(form for _, form in numbered(plain))
    han = _OTHER.sub(" ", plain)
    pairs = (count or count_pairs)(han)
    if pairs.others:
        words.update(dict(pairs.others))
    characters = Counter(han)
    del characters[" "]
    return Counts(characters, words, pairs)


def count_pairs(han: str) -> Pairs:
    """The pairs of a text in which everything but Han is blank."""
    pairs = Counter(map(add, han, han[1:]))
    followers: dict[str, int] = {}
    for pair, bit in zip(map(add, han, han[1:]), map(follower_bit, han[2:]), strict=False):
        followers[pair] = followers.get(pair, 0) | bit
    others = [(pair, pairs[pair]) for pair in pairs if max(pair) > "\uffff"] if max(han, default="") > "\uffff" else []
    for pair in [pair for pair in pairs if " " in pair] + [pair for pair, _ in others]:
        pairs.pop(pair, None)
    bits = bytes(followers.get(pair, 0) for pair in pairs)
    return Pairs(keys_of("".join(pairs)), list(pairs.values()), bits, tuple((pair, n) for pair, n in others if " " not in pair))


def keys_of(units: str) -> "array[int]":
    """`pair_key` of tokens that are joined, two characters each."""
    keys = array("I", units.encode("utf-16-be"))
    if byteorder == "little":
        keys.byteswap()
    return keys


def token_of(key: int) -> str:
    """The pair, or the character, that has this key."""
    return chr(key >> 16) + (chr(key & 0xFFFF) if key & 0xFFFF else "")


def pair_key(token: str) -> int:
    """One or two characters of the basic plane as first << 16 | second; 0 for any other token, which is a word."""
    if len(token) > 2 or token[0] < "\u3000" or max(token) > "\uffff":
        return 0
    return ord(token[0]) << 16 | (ord(token[1]) if len(token) == 2 else 0)


@cache
def follower_bit(character: str) -> int:
    """The bit, of eight, that stands for a character which follows a pair; several share one. A blank has none."""
    return 0 if character == " " else 1 << (ord(character) * FOLLOWER >> 13 & 7)


def query_tokens(text: str) -> list[str]:
    """What a document must hold to answer a query, each once, in order: pairs of Han (a lone character stays one), words,
    and numbered forms as their canonical token.
    """
    plain = normalize(text)
    found: dict[str, None] = {}
    end = 0
    for span, form in numbered(plain):
        found |= dict.fromkeys(_cut(plain[end : span.start()]))
        found[form] = None
        end = span.end()
    return list(found | dict.fromkeys(_cut(plain[end:])))


def _cut(plain: str) -> Iterator[str]:
    for run in runs().finditer(plain):
        if run.lastindex == 1 and len(run[1]) > 1:
            yield from map("".join, zip(run[1], run[1][1:], strict=False))
        else:
            yield run[0]


def numbered(plain: str) -> Iterator[tuple[re.Match[str], str]]:
    """Spans like 第十二条 with their canonical form, 第12条."""
    for span in _NUMBERED.finditer(plain) if "第" in plain else ():
        value = int(span[1]) if span[1] else numeral(span[2])
        if value is not None:
            yield span, f"第{value}{span[3]}"


@cache
def runs() -> re.Pattern[str]:
    """Group 1 is a run of Han, group 2 a word: letters, digits and the marks that belong to them, of any other script."""
    return pattern(rf"([{HAN}]+)|({_word().pattern})")


@cache
def _word() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
    return pattern(rf"[^\W_{HAN}](?:[^\W_{HAN}]|[{marks}])*")
