"""Inline styles and simple style sheets, as far as they decide whether text is seen (CSS Cascade 4, CSS Color 4)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .colours import Rgba, colour_of, over

Element = tuple[str, Mapping[str, str]]
"""A tag in small letters and its attributes."""
Declared = Mapping[str, str]
"""The value that counts, in small letters, by property."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_DECLARATION = re.compile(r"""((?:[^;"'(]|"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|["'(])+)""")
_INNER = r"((?:[^{}]*+\{[^{}]*+\})*+[^{}]*+)"  # rules, and what stands between them
# Each of these takes what it has looked at, whether it is one or not: the time for a sheet grows no faster than the sheet.
_SCREEN = re.compile(rf"(@media\s++(?:only\s++)?(?:screen|all)\b[^{{}};]*+)(?:\{{{_INNER}\}})?", re.IGNORECASE)
_AT_RULE = re.compile(rf"(@[^{{}};]*+)(;|\{{{_INNER}\}})?")
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_COMPOUND = re.compile(r"(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+)*\Z")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(px|pt|em|rem|ex|ch|%|cm|mm|in|pc|q|vw|vh)?")
_PIXELS = {"": 0.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54}
_PIXELS |= {"rem": 16.0, "vw": 10.0, "vh": 8.0}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48}
_DISPLAYS = frozenset(
    "none block inline inline-block flow-root flex inline-flex grid inline-grid table inline-table table-row table-cell"
    " table-row-group table-header-group table-footer-group table-column table-column-group table-caption list-item contents"
    " ruby ruby-text run-in -webkit-box -webkit-inline-box".split()
)
_KEYWORDS = {
    "display": _DISPLAYS,
    "visibility": frozenset({"visible", "hidden", "collapse"}),
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky"}),
}
_DECIDING = frozenset(
    "display visibility position color background background-color background-image -webkit-text-fill-color font font-size"
    " text-indent left top margin-left margin-top height width max-height max-width overflow overflow-x overflow-y opacity clip"
    " clip-path transform mso-hide content-visibility".split()
)
_LONGEST_STYLE, _LONGEST_SHEET = 5000, 100_000  # characters that are looked at
_DEFAULTED = frozenset({"inherit", "initial", "unset", "revert"})

_WECHAT = frozenset({"js_content"})  # WeChat hides all of a piece until its script has run


class Selected(NamedTuple):
    """One selector of a style sheet with what it declares: pairs of property and value, the important ones apart.

    `order` sorts rules, those that count more later. `steps` are its compounds, the last one for the element itself, each with
    True when it must be the parent of the next.
    """

    order: tuple[int, int, int, int]
    steps: tuple[tuple[str, frozenset[str], frozenset[str], bool], ...]
    usual: tuple[tuple[str, str], ...]
    important: tuple[tuple[str, str], ...]


Sheet = Mapping[str, Sequence[Selected]]
"""Rules by a class, id or tag that an element must have for them, or `*`."""


def sheet(css: str) -> Sheet:
    """The rules of a style sheet for elements, classes and ids; those that ask for more are left out."""
    text = _COMMENT.sub("", css[:_LONGEST_SHEET]).replace("<!--", "").replace("-->", "")
    text = _SCREEN.sub(lambda match: match[1] if match[2] is None else match[2], text)
    text = _AT_RULE.sub(lambda match: "" if match[2] else match[1], text)
    found: dict[str, list[Selected]] = {}
    for number, match in enumerate(_RULE.finditer(text)):
        usual, important = declarations(match[2])
        for selector in match[1].split(",") if usual or important else ():
            if steps := tuple(_steps(selector)):
                tag, wanted, named, _ = steps[-1]
                key = next(iter(sorted(f"#{name}" for name in named) or sorted(f".{name}" for name in wanted)), tag or "*")
                weight = (sum(len(s[2]) for s in steps), sum(len(s[1]) for s in steps), sum(bool(s[0]) for s in steps))
                order = (*weight, number)
                found.setdefault(key, []).append(Selected(order, steps, usual, important))
    return found


def _steps(selector: str) -> Iterator[tuple[str, frozenset[str], frozenset[str], bool]]:
    parts = re.sub(" ?> ?", " >", " ".join(selector.split())).split()
    named = [part.removeprefix(">") for part in parts]
    if not all(part and _COMPOUND.match(part[0].lower() + part[1:]) for part in named):
        return
    for number, part in enumerate(named):
        tag = re.match(r"[\w-]*", part.replace("*", ""))
        below = number + 1 < len(parts) and parts[number + 1].startswith(">")
        yield (
            tag[0].lower() if tag else "",
            frozenset(re.findall(r"\.([\w-]+)", part)),
            frozenset(re.findall(r"#([\w-]+)", part)),
            below,
        )


@lru_cache(2048)
def declarations(css: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What a style attribute declares, usual and important, in small letters and in order; what is no value is passed over."""
    css = css[:_LONGEST_STYLE]
    if "/*" in css:
        css = _COMMENT.sub("", css)
    if "\\" in css:
        css = _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2], css)
    usual: list[tuple[str, str]] = []
    important: list[tuple[str, str]] = []
    for part in _DECLARATION.findall(css):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), " ".join(value.lower().split())
        bare = re.sub(r" ?! ?important\Z", "", value)
        if colon and bare and name in _DECIDING and _is_valid(name, bare):
            (usual if bare == value else important).append((name, bare))
    return tuple(usual), tuple(important)


def _is_valid(name: str, value: str) -> bool:
    """False for what a browser would drop, so that an earlier declaration stands."""
    if value in _DEFAULTED:
        return True
    if name in _KEYWORDS:
        return value in _KEYWORDS[name]
    if name in {"color", "background-color", "-webkit-text-fill-color"}:
        return "(" in value or value == "currentcolor" or colour_of(value) is not None
    if name in {"font-size", "text-indent", "left", "top", "right", "bottom", "margin-left", "margin-top", "height", "width"}:
        return "(" in value or value in {"auto", "smaller", "larger"} or value in _SIZES or pixels(value, 16.0) is not None
    return True


def declared(element: Element, above: Sequence[Element], rules: Sheet) -> Declared:
    """What counts for an element within others: attributes below the sheet, the sheet below `style`, important ones above all."""
    tag, attributes = element
    usual: list[tuple[str, str]] = list(_hints(tag, attributes))
    important: list[tuple[str, str]] = []
    for rule in _applying(element, above, rules) if rules else ():
        usual += rule.usual
        important += rule.important
    if style := attributes.get("style"):
        own = declarations(style)
        usual += own[0]
        important += own[1]
    values = dict(_longhand([*usual, *important]))
    if attributes.get("id") in _WECHAT:
        return {name: value for name, value in values.items() if name not in {"visibility", "opacity"}}
    return values


def _hints(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What browsers make of a tag and of attributes older than styles."""
    if tag == "mark":
        yield from (("color", "black"), ("background-color", "yellow"))
    elif tag == "a" and "href" in attributes:
        yield "color", "#0000ee"
    elif tag == "dialog" and "open" not in attributes:
        yield "display", "none"
    if "hidden" in attributes:
        yield "display", "none"
    for name, value in (("bgcolor", "background-color"), ("color", "color"), ("text", "color")):
        if name in attributes and (name == "bgcolor" or tag == ("font" if name == "color" else "body")):
            written = attributes[name].strip().lower()
            if colour_of(written) is None and colour_of(f"#{written}") is not None:
                written = f"#{written}"
            if colour_of(written) is not None:
                yield value, written
    if tag == "font" and (size := re.match(r"\s*([+-]?)(\d+)", attributes.get("size", ""))):
        number = int(size[2]) if not size[1] else 3 + int(size[1] + size[2])
        yield "font-size", f"{(10, 13, 16, 18, 24, 32, 48)[min(max(number, 1), 7) - 1]}px"


def _longhand(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in pairs:
        if name == "background":
            yield "background-color", value
        elif name == "font":
            size = next((part.partition("/")[0] for part in value.split() if _is_size(part.partition("/")[0])), "")
            yield ("font-size", size) if size else ("font", value)
        elif name in {"overflow-x", "overflow-y"}:
            yield "overflow", value
        else:
            yield name, value


def _is_size(word: str) -> bool:
    return word in _SIZES or (pixels(word, 16.0) is not None and not word.isdigit()) or word == "0"


def _applying(element: Element, above: Sequence[Element], rules: Sheet) -> Sequence[Selected]:
    tag, attributes = element
    keys = ("*", tag, f"#{attributes.get('id', '')}", *(f".{name}" for name in _classes(attributes)))
    found = [rule for key in keys for rule in rules.get(key, ()) if _matches(rule, element, above)]
    return sorted(found, key=lambda rule: rule.order)


def _matches(rule: Selected, element: Element, above: Sequence[Element]) -> bool:
    *outer, last = rule.steps
    if not _is(last, element):
        return False
    at = len(above)
    for step in reversed(outer):
        at -= 1
        if step[3]:
            if at < 0 or not _is(step, above[at]):
                return False
            continue
        while at >= 0 and not _is(step, above[at]):
            at -= 1
        if at < 0:
            return False
    return True


def _is(step: tuple[str, frozenset[str], frozenset[str], bool], element: Element) -> bool:
    tag, classes, ids, _ = step
    name, attributes = element
    return (
        (not tag or tag == name)
        and (not classes or classes <= _classes(attributes).keys())
        and (not ids or ids == {attributes.get("id", "")})
    )


def _classes(attributes: Mapping[str, str]) -> Mapping[str, None]:
    """The classes of an element, each once, in order."""
    return _apart(attributes.get("class", ""))


@lru_cache(2048)
def _apart(names: str) -> Mapping[str, None]:
    return dict.fromkeys(names.split())


def pixels(value: str, size: float) -> float | None:
    """A length in CSS pixels where the font has `size`; None when it is none."""
    if not (match := _LENGTH.fullmatch(value)):
        return None
    number, unit = float(match[1]), match[2] or ""
    if not unit:
        return 0.0 if number == 0 else None
    relative = {"em": size, "ex": size / 2, "ch": size / 2, "%": size / 100}.get(unit)
    return number * (relative if relative is not None else _PIXELS[unit])


def font_size(value: str, outer: float) -> float:
    """The size in pixels that a `font-size` makes within another; the outer one where nothing can be said."""
    if value in _SIZES:
        return float(_SIZES[value])
    if value in {"smaller", "larger"}:
        return outer / 1.2 if value == "smaller" else outer * 1.2
    if value in {"initial", "revert"}:
        return 16.0
    found = pixels(value, outer)
    return outer if found is None else found


def background(value: str, outer: Rgba | None) -> Rgba | None:
    """The colour behind a text, as a `background` lays it over another; None when it cannot be told, of a picture for example."""
    if value in {"inherit"}:
        return outer
    if "url(" in value or "gradient" in value or "var(" in value or "image" in value:
        return None
    for word in re.findall(r"[^\s(]+\([^)]*\)|[^\s]+", value):
        if (colour := colour_of(word)) is not None:
            return colour if colour[3] >= 1 or outer is None else over(colour, outer)
    return outer
