"""Which angles of a body are markup, and which are an office's own: those are kept from the Markdown engine."""

import re
from collections.abc import Iterator

from ...domain.patterns import pattern

BREAK = "\x02br\x03"
"""Stands at the end of a line after which readers see a break."""

MARKED = pattern("\x02(address|chapter|passed|signature|wish)\x03")
"""What `placed` writes."""
PLACED = pattern("<p>" + MARKED.pattern)

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
OPTIONAL = frozenset("p li dt dd td th tr thead tbody tfoot caption colgroup option optgroup rt rp".split())
KNOWN = (
    VOID
    | OPTIONAL
    | frozenset(
        "a abbr acronym address article aside audio b bdi bdo big blink blockquote body button canvas center cite code data"
        " datalist del details dfn dialog div dl em fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6"
        " head header hgroup html i iframe ins kbd label legend main map mark marquee math menu meter nav nobr noscript object ol"
        " output picture pre progress q ruby s samp script section select small span strike strong style sub summary sup svg"
        " table template textarea time title tt u ul var video".split()
    )
)
_PASTED = pattern(r"[owvm]:|st1:|mp-?[a-z]{3}")  # tags of Word and WeChat, which no page shows
_TOKEN = pattern(
    r"(?<![`\\])(?P<ticks>`++)(?:[^\n]|\n(?![ ]*\n)){1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|\]\(\s*<[^<>\n]*>\s*(?:\"[^\"\n]*\"\s*|'[^'\n]*'\s*)?\)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<(?:[A-Za-z][A-Za-z0-9+.-]*:|[/.#{|])[^<>\s]*>|<!--.*?-->"
    r"|<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>"
    r"|<(?P<id>id:[^\s<>]+)>"
    r"|<(?P<close>/?)(?P<name>(?:[A-Za-z][a-z0-9]?:)?[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<rest>(?:\s++[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?)>"
    r"|(?P<text><|&(?=#)(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};))",
    re.ASCII | re.DOTALL | re.MULTILINE,
)
_WORD = pattern("[A-Za-z0-9]")
_DATA_SRC = pattern(r"\sdata-src\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_SRC = pattern(r"\ssrc\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_ALIGN = pattern(r"\salign\s*=\s*[\"']?(center|right)\b|\sstyle\s*=\s*[\"'][^\"']*?text-align:\s*(center|right)", re.IGNORECASE)
_CELLS = frozenset({"td", "th", "img", "table", "col"})  # whose own `align` the page keeps, or has no use for


def escaped(text: str) -> str:
    """Every character as the engine stores one that is escaped: nothing takes it for a mark, and readers see it."""
    return "".join(f"\x02{ord(character)}\x03" for character in text)


def placed(name: str) -> str:
    """What begins a paragraph that has a place of its own, which the theme knows by the name."""
    return f"\x02{name}\x03"


def with_own_angles(text: str) -> str:
    """A body in which every `<` that is left begins markup: a known tag that is closed in the piece, a void tag, one that
    needs no end, an autolink or a comment. All others are entities, and so is an `&` of which an engine would make a character.
    """
    if "<" not in text and "&#" not in text:
        return text
    tokens = []
    for token in _TOKEN.finditer(text):  # not `list`, which no limit of time could stop
        tokens.append(token)
    unpaired = frozenset(_unpaired(tokens, text))
    pieces: list[str] = []
    at = 0
    for number, token in enumerate(tokens):
        pieces.append(text[at : token.start()])
        at = token.end()
        if token["id"]:
            pieces.append(f"[{token['id']}]({token['id']})")
        elif token["text"] or number in unpaired:
            pieces.append(("&amp;" if token[0] == "&" else "&lt;") + token[0][1:])
        else:
            pieces.append(_dressed(token) if token["name"] and not token["close"] else _undressed(token))
    return "".join((*pieces, text[at:]))


def _unpaired(tokens: list[re.Match[str]], text: str) -> Iterator[int]:
    """The numbers of tags that are no markup."""
    opened: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        if not token["name"]:
            continue
        name = token["name"].lower()
        if name not in KNOWN and not _PASTED.match(name):
            yield number
        elif name in VOID or token["rest"].endswith("/"):
            continue
        elif not token["close"]:
            opened.setdefault(name, []).append(number)
        elif opened.get(name):
            opened[name].pop()
        elif name not in OPTIONAL:
            yield number
    for name, numbers in opened.items():
        if name == "p":  # `n<p>k` begins no paragraph
            yield from (number for number in numbers if _WORD.match(text, tokens[number].start() - 1))
        elif name not in OPTIONAL:
            yield from numbers


def _dressed(token: re.Match[str]) -> str:
    """A tag as the allow-list knows it: a WeChat picture's address, text that stands in the middle or right."""
    tag, name = token[0], token["name"].lower()
    if name == "center":
        return '<div class="center">'
    if name == "img" and "data-src" in tag:
        return _DATA_SRC.sub(r" src=\1", _SRC.sub("", tag), 1)
    if name not in _CELLS and "align" in tag and (found := _ALIGN.search(tag)) and " class" not in tag:
        return f'<{token["name"]} class="{(found[1] or found[2]).lower()}"{tag[1 + len(name) :]}'
    return tag


def _undressed(token: re.Match[str]) -> str:
    return "</div>" if token["close"] and token["name"].lower() == "center" else token[0]
