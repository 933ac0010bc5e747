"""SVG drawings: a strict allow-list of what draws; a file passes as it is or is refused, never rewritten."""

import re
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from ..domain.finding import Hit, Rule, Severity
from ..domain.shape import UNSHAPED, Shape
from .passages import Passage

SVG_REFUSED = Rule(
    "svg-refused",
    Severity.BLOCK,
    "SVG 里不能有{what}",
    "用绘图软件另存为“普通 SVG”，或导出为 PNG。",
    "docs/design.md law 7",
)
RULES = (SVG_REFUSED,)

MAX_SVG = 2 * 1024 * 1024
_HEAD = re.compile(rb"<(?:\w+:)?svg\b[^>]*>")
_LONGEST_HEAD = 8192
_SIZES = re.compile(rb"\s(width|height|viewBox)\s*=\s*[\"']([^\"']*)[\"']")
_LENGTH = re.compile(rb"([0-9.]+)(?:px)?")
_WIDEST = 100_000
_DEPTH, _ELEMENTS, _NESTED = 40, 50_000, 8
_SVG, _XLINK, _XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_TAGS = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image switch"
    " linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer"
    " feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset"
    " feDropShadow".split()
)
_NAMES = frozenset(
    "id class style x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy fr d points width height viewBox preserveAspectRatio"
    " version baseProfile transform patternTransform gradientTransform patternUnits patternContentUnits gradientUnits"
    " spreadMethod offset clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient"
    " pathLength rotate textLength lengthAdjust startOffset method spacing href lang space role filterUnits primitiveUnits"
    " in in2 result mode type values tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 stdDeviation"
    " radius edgeMode requiredFeatures systemLanguage enable-background color-interpolation-filters focusable data-name"
    " overflow".split()
) | frozenset(
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-rendering cursor"
    " direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-"
    " size font-stretch font-style font-variant font-weight image-rendering isolation letter-spacing lighting-color"
    " marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity paint-order pointer-events shape-rendering"
    " stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit"
    " stroke-opacity stroke-width text-anchor text-decoration text-rendering transform-box transform-origin unicode-bidi"
    " vector-effect visibility word-spacing writing-mode".split()
)
_SPOKEN = frozenset({"text", "title", "desc", "svg"})
_NAMING = frozenset({"id", "class", "data-name"})
_HREF = re.compile(r"\s*(?:#[^\s#]*|data:image/(?:png|jpe?g|webp);base64,[A-Za-z0-9+/=\s]*)\s*")
_LOCAL = re.compile(r"url\(\s*(['\"]?)#[^'\"()\\\s]*\1\s*\)", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\s*\(|image-set|@|expression|javascript|behaviou?r\s*:|-moz-binding|src\s*\(|\\|/\*", re.IGNORECASE)


class _Refused(Exception):
    """Something that is not on the list, and its line."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what, self.line = what, line


def look_at_svg(raw: bytes) -> tuple[tuple[Hit, ...], tuple[Passage, ...]]:
    """What refuses a drawing, if anything does, and the text in it, names of its parts too, each on the line of its end."""
    texts: list[Passage] = []
    try:
        texts += _read(raw)
    except _Refused as refused:
        return (SVG_REFUSED.hit(refused.line, what=refused.what),), tuple(texts)
    return (), tuple(texts)


def shape_of_svg(raw: bytes) -> Shape:
    """Width and height of a drawing in CSS pixels, or else of what it shows; neither where its first tag does not say."""
    head = _HEAD.search(raw[:_LONGEST_HEAD])
    found = dict(_SIZES.findall(head[0])) if head else {}
    width, height = (_LENGTH.fullmatch(found.get(name, b"").strip()) for name in (b"width", b"height"))
    box = found.get(b"viewBox", b"").replace(b",", b" ").split()
    sides = [width[1], height[1]] if width and height else box[2:4]
    try:
        shape = [round(float(side)) for side in sides]
    except (ValueError, OverflowError):
        return UNSHAPED
    return (shape[0], shape[1]) if len(shape) == 2 and all(0 < side <= _WIDEST for side in shape) else UNSHAPED


def _read(raw: bytes) -> Iterator[Passage]:
    if len(raw) > MAX_SVG:
        raise _Refused(f"超过 {MAX_SVG // 1024 // 1024} MB 的内容", 0)
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = count = 0
    texts: list[tuple[int, str]] = []
    words: list[str] = []  # of the <text>, <title> or <desc> that is open: its parts are read as one
    inside: list[str] = []  # ids of the elements that are open
    used: dict[str, list[str]] = {}  # by id, "" for the whole: what is drawn anew within it

    def refuse(what: str) -> NoReturn:
        raise _Refused(what, parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        space, _, tag = name.rpartition(" ")
        if space != _SVG or tag not in _TAGS or (count == 1 and tag != "svg"):
            refuse(f"元素 {tag}")
        if depth > _DEPTH or count > _ELEMENTS:
            refuse("这么多层或这么多元素")
        for key, value in attributes.items():
            if what := _unfit(key, value):
                refuse(what)
            if key in _NAMING:
                texts.append((parser.CurrentLineNumber, value))
        if tag == "use":
            target = (attributes.get("href") or attributes.get(f"{_XLINK} href") or "").strip()
            for each in {*inside, ""}:
                used.setdefault(each, []).append(target[1:])
        inside.append(attributes.get("id", ""))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        inside.pop()
        if words and name.rpartition(" ")[2] in _SPOKEN:
            texts.append((parser.CurrentLineNumber, "".join(words).strip()))
            words.clear()

    def instruction(target: str, data: str) -> None:
        refuse(f"处理指令 {target}")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words.append
    parser.CommentHandler = lambda text: texts.append((parser.CurrentLineNumber, text))
    parser.StartDoctypeDeclHandler = lambda *about: refuse("DOCTYPE 声明")
    parser.EntityDeclHandler = lambda *about: refuse("实体声明")
    parser.ProcessingInstructionHandler = instruction
    parser.XmlDeclHandler = lambda version, encoding, alone: (
        None if (encoding or "utf-8").lower() in {"utf-8", "us-ascii"} else refuse("UTF-8 以外的编码")
    )
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise _Refused("不合 XML 格式的内容", error.lineno) from error
    if _drawn(used, "", {}, 0) > _ELEMENTS:
        raise _Refused("这么多重复引用", 0)
    yield from (Passage(text, line) for line, text in texts)


def _drawn(used: dict[str, list[str]], name: str, known: dict[str, int], depth: int) -> int:
    """How many times `use` draws something within an element of that id, and in what it draws."""
    if depth > _NESTED:
        raise _Refused("层层套用的引用", 0)
    if name not in known:
        known[name] = sum(1 + _drawn(used, target, known, depth + 1) for target in used.get(name, ()) if target)
    return known[name]


def _unfit(key: str, value: str) -> str:
    """What is wrong with an attribute; "" when it may stand."""
    space, _, name = key.rpartition(" ")
    if (name if space in {"", _XML} or (space == _XLINK and name == "href") else "") not in _NAMES:
        return f"属性 {name}"
    if name == "href":
        return "" if _HREF.fullmatch(value) else "指向别处的链接"
    if _OUTSIDE.search(_LOCAL.sub("", value)):
        return f"指向别处或会执行的样式（{name}）"
    return ""
