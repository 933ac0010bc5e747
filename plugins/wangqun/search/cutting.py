"""From a document to what is kept of it: chunks of whole sections, the fragments that readers fetch, and token counts."""

import json
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from ..domain.frozen import frozen
from .index import Entry, Section
from .tokens import Pairs, count_pairs, count_tokens, keys_of, normalize, pair_key

FORMAT = 2  # of the files that browsers read; raised when they or the way to cut text change
CHUNK = 4000  # characters of a chunk: what is fetched for one hit, and what proximity means
NAME = 6  # bytes of a file's name: the head of its SHA-256
K1, B = 2.0, 0.75  # BM25 of a token in a chunk
USUAL = 3000  # characters, in place of the average length, so that no new document moves the others
LEVELS = 4  # of a token's impact
MADE_BY = (FORMAT, CHUNK, K1, B, USUAL, LEVELS)  # pieces made by others are of no use
TITLE = 0x80  # set in a row's impact when the token stands in the title or among the names
_BREAK = re.compile(r"[。；！？，、：!?,;:.]|(?<![第\d\s])\s+")
ARTICLE = re.compile("第[〇零一二三四五六七八九十百千0-9]{1,9}条(?:之[一二三四五六七八九十]{1,3})?")  # also in shards.js
_LAW = re.compile(r"(?<!办)法典?([（(][^）)]*[）)])?$|法典|宪法$")


@frozen
class Rows:
    """The tokens of one document, one row for each chunk and token, in order of chunks; of a single character only one, for the
    chunk where it is strongest.

    `keys` are pairs of Han (`pair_key`), `impacts` 0 to `LEVELS` - 1, with `TITLE` added, `followers` the bits of the characters
    that follow the pair there. `words` are all other tokens, each with its chunks and impacts.
    """

    keys: "array[int]"
    chunks: "array[int]"
    impacts: "array[int]"
    followers: "array[int]"
    words: dict[str, list[tuple[int, int]]]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.keys) + sum(map(len, self.words.values()))


@frozen
class Piece:
    """A document made ready: its rows, and one compressed fragment for each chunk; how often the token of each row, of a single
    character anywhere, and each of the words stands in it (its head counts too).
    """

    rows: Rows
    fragments: tuple[bytes, ...]
    times: "array[int]"
    words: Mapping[str, int]


@frozen
class Chunk:
    """A stretch of text; `marks` are (start, anchor, label) of the sections in it."""

    text: str
    marks: tuple[tuple[int, str, str], ...]


def digest_of(entry: Entry) -> str:
    """Twenty hex digits that name the piece of an entry."""
    plain = json.dumps([MADE_BY, *entry.plain], ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def head_of(title: str, names: str) -> str:
    """What stands before the text of a document's first chunk."""
    return f"{title}\n{names}\n"


def piece_of(entry: Entry, count: Callable[[str], Pairs] = count_pairs) -> Piece:
    """Cut one entry."""
    chunks = list(pack(entry.sections)) or [Chunk("", ())]
    head = head_of(entry.title, entry.names)
    title = count_tokens(head)
    titled = set(title.pairs.keys)
    keys, numbers, impacts, followers = array("I"), array("H"), array("B"), array("B")
    words: dict[str, list[tuple[int, int]]] = {}
    strongest: dict[str, int] = {}
    where: dict[str, int] = {}
    counts, sums, named = array("I"), Counter[str](), Counter[str]()
    for number, chunk in enumerate(chunks):
        characters, others, pairs = count_tokens(chunk.text if number else head + chunk.text, count)
        most = max(max(characters.values(), default=0), max(others.values(), default=0))  # no pair is there more often
        strength = _strengths(len(chunk.text), most)
        keys += pairs.keys
        counts.extend(pairs.times)
        numbers += array("H", [number]) * len(pairs.keys)
        strengths = bytearray(map(strength.__getitem__, pairs.times))
        if number == 0:
            for at, key in enumerate(pairs.keys):
                if key in titled:
                    strengths[at] |= TITLE
        impacts.frombytes(strengths)
        followers.frombytes(pairs.followers)
        if sums:
            sums.update(characters)
            for character, times in characters.items():
                if character not in strongest or strongest[character] < strength[times]:
                    strongest[character], where[character] = strength[times], number
        else:
            sums = characters
            strongest = dict(zip(characters, map(strength.__getitem__, characters.values()), strict=True))
            where = dict.fromkeys(characters, number)
        for word, times in others.items():
            impact = strength[times] | TITLE * (number == 0 and word in title.words)
            if key := pair_key(word):
                keys.append(key)
                counts.append(times)
                numbers.append(number)
                impacts.append(impact)
                followers.append(0)
            else:
                words.setdefault(word, []).append((number, impact))
                named[word] += times
    for character in title.characters.keys() & strongest.keys():
        strongest[character] |= TITLE
    for character in [character for character in strongest if character > "\uffff"]:
        words[character] = [(where.pop(character), strongest.pop(character))]
        named[character] = sums[character]
    keys += keys_of("\0".join((*strongest, "")))
    counts.extend(map(sums.__getitem__, strongest))
    numbers.extend(where.values())
    impacts.extend(strongest.values())
    followers.frombytes(bytes(len(strongest)))
    rows = Rows(keys, numbers, impacts, followers, words)
    return Piece(rows, tuple(_fragment(entry, chunk) for chunk in chunks), counts, named)


def _strengths(length: int, most: int) -> list[int]:
    """The impact of a token that stands 0, 1, … `most` times in a chunk of that length: BM25's factor, in `LEVELS` steps."""
    scale = K1 * (1 - B + B * length / USUAL)
    return [int(LEVELS * count / (count + scale)) for count in range(most + 1)]


def pack(sections: Iterable[Section]) -> Iterator[Chunk]:
    """Sections joined to chunks of at most `CHUNK` characters; a longer one is divided where no token can span."""
    text = ""
    marks: list[tuple[int, str, str]] = []
    for section in sections:
        for number, part in enumerate(divide(section.text)):
            if text and len(text) + len(part) > CHUNK:
                yield Chunk(text, tuple(marks))
                text, marks = "", []
            text += "\n" * bool(text)
            if (section.label and part) or (number and text):
                marks.append((len(text), section.anchor, section.label))
            text += part
    if text:
        yield Chunk(text, tuple(marks))


def divide(text: str) -> Iterator[str]:
    """Pieces of at most `CHUNK` characters, longer where a stretch has no break."""
    start = 0
    while len(text) - start > CHUNK:
        cut = 0
        for found in _BREAK.finditer(text, start):
            if cut and found.end() - start > CHUNK:
                break
            cut = found.end()
        if not cut:
            break
        yield text[start:cut]
        start = cut
    if start < len(text) or not text:
        yield text[start:]


def shard_hash(token: str) -> int:
    """32 bits that spread tokens over shards; the same in shards.js and, for many at once, in postings.py."""
    value = 2166136261
    for unit in _units(token):
        value = (value ^ unit) * 16777619 & 0xFFFFFFFF
    value ^= value >> 15
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    return value ^ value >> 13


def file_name(data: bytes) -> str:
    """The name of a data file: what it holds, so that it never changes under a reader."""
    return sha256(data).hexdigest()[: 2 * NAME]


def is_file_name(name: str) -> bool:
    """True for a name that `file_name` may give."""
    return len(name) == 2 * NAME and set(name) <= set("0123456789abcdef")


def compress(data: bytes) -> bytes:
    """zlib's format, which browsers read as "deflate" and whose checksum tells damage."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 14, 5)  # small blocks, each with a code of its own: 2 % less of a shard
    return packer.compress(data) + packer.flush()


def is_law(title: str) -> bool:
    """True for the title of a law (…法), which stands above regulations on the same matter (立法法 art. 99)."""
    return bool(_LAW.search(normalize(title).strip()))


def _fragment(entry: Entry, chunk: Chunk) -> bytes:
    """One chunk with what a result shows of its document, as JSON in GBK, a sixth smaller than UTF-8."""
    head = (
        entry.title,
        entry.path,
        entry.origin * entry.is_elsewhere,
        entry.date,
        entry.site,
        entry.site_name,
        entry.kind,
        entry.column,
    )
    more = [entry.lang, entry.past] if entry.past else [entry.lang] if entry.lang else []
    row = [*head, int(is_law(entry.title)), _marks(chunk), chunk.text, *more]
    return compress(in_gbk(json.dumps(row, ensure_ascii=False, separators=(",", ":"))))


def _marks(chunk: Chunk) -> list[object]:
    """Where sections begin, each from the one before. Of an article, whose anchor is its label and stands in the text, that is
    all; any other has its anchor and the label, or its length where the text begins with it.
    """
    marks: list[object] = []
    before = 0
    for start, anchor, label in chunk.marks:
        marks.append(start - before)
        before = start
        found = ARTICLE.match(chunk.text, start)
        if not found or not found[0] == anchor == label:
            marks += [anchor, len(label) if chunk.text.startswith(label, start) else label]
    return marks


def in_gbk(text: str) -> bytes:
    """JSON text as GBK; a character that GBK lacks becomes a JSON escape."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        parts = (c if _is_gbk(c) else "".join(f"\\u{unit:04x}" for unit in _units(c)) for c in text)
        return "".join(parts).encode("gbk")


def _is_gbk(character: str) -> bool:
    try:
        return bool(character.encode("gbk"))
    except UnicodeEncodeError:
        return False


def _units(text: str) -> Iterator[int]:
    """UTF-16 code units, as JavaScript counts them."""
    for character in text:
        code = ord(character)
        if code > 0xFFFF:
            code -= 0x10000
            yield 0xD800 | code >> 10
            yield 0xDC00 | code & 0x3FF
        else:
            yield code
