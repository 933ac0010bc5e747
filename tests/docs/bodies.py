"""docs/reference/bodies.md: forty bodies of offices as readers see them, by Wangqun, stock Pelican and Hugo.

`python -m tests.docs.bodies` records Hugo's part anew where Hugo is installed.
"""

import re
from importlib.metadata import version
from typing import NamedTuple

from . import converters
from .likeness import KINDS, Likeness, compare
from .markup import page as as_page
from .markup import table
from .seen import seen

_BODY = re.compile(r"^@@@ (.+)\n((?:.*\n)*?)>>>[ ]?(.*)\n((?:.*\n)*?)(?=@@@ |\Z)", re.MULTILINE)
OURS, PELICAN, HUGO = ENGINES = ("Wangqun", "Pelican", "Hugo")
PELICAN_OPEN, HUGO_OPEN = OPEN = ("Pelican，加 `nl2br`、`sane_lists`", "Hugo，打开 `hardWraps`、`unsafe`、`cjk`")

INTRO = """\
各地人大常写的 40 种正文，内容均为虚构，一字不改地交给三个程序：

- **Wangqun**：公文写法 `office`，经过允许的标签；
- **Pelican {pelican}**：Markdown，缺省设置，Python-Markdown {markdown}；
- **Hugo {hugo}**：Goldmark，缺省设置。

每一格是读者在浏览器里看到的文字。`■` 是标题，`┃` 引文，`▌` 代码，`•` `◦` 列表，`│` 隔开表格的格子，`┄` 横线。
与写的不同之处：<del>删除线</del>是该有而没有的，<ins>下划线</ins>是多出来的，`⏎` 是换行，`␣` 是中文字之间多出的空格。
字号、靠右、居中不在比较之内；空格只比中文字之间的。没有另写“读者应看到”的，照原文逐行比较。"""

FAIR = """\
- 这些正文是照公文与 Markdown 容易冲突之处挑选的，不是抽样。用空行隔开的普通段落，三者都不会错。
- Pelican 和 Hugo 没有做错：Markdown 本来规定一段里的换行是空格、四个空格是代码、编号依次加一，它们照办。写 Markdown
  的人知道，写公文的人不知道。
- 设置可以改：上表后两行是打开有关选项以后的结果，多数换行就保留了。
- 这 40 种 Wangqun 都看对了，看错的另有：没有标点的两行，第一行占满 40 列以上而第二行短，看上去同写满就断行的文字一样，
  会接成一行。行末加两个空格或 `\\`，或在中间空一行，就不接：

```text
热烈庆祝青岚县第十七届人民代表大会第六次会议隆重开幕
依法履行代表职责
```

原文和应看到的在 `tests/vectors/bodies.txt`；每次测试都核对本页的 Wangqun 和 Pelican，装有 Hugo 时也核对 Hugo。"""


class Body(NamedTuple):
    """A body, a remark on it, and the lines that a reader should see."""

    name: str
    source: str
    remark: str
    meant: list[str]


def bodies() -> list[Body]:
    """The forty; where nothing else is said, a reader should see the lines as they are written."""
    found = []
    for name, source, remark, meant in _BODY.findall((converters.TESTS / "vectors/bodies.txt").read_text(encoding="utf-8")):
        lines = (meant or source).splitlines()
        found.append(Body(name, source.strip("\n"), remark, [line for line in lines if line.strip(" \u3000")]))
    return found


def likenesses() -> dict[str, list[Likeness]]:
    """How each engine, by name, shows each body."""
    every = bodies()
    sources = [body.source for body in every]
    recorded = converters.hugo_recorded()
    html = {
        OURS: converters.by_office(sources),
        PELICAN: converters.by_pelican(sources),
        HUGO: recorded["default"],
        PELICAN_OPEN: converters.by_pelican(sources, converters.BREAKS),
        HUGO_OPEN: recorded["open"],
    }
    return {
        engine: [compare(body.meant, seen(page)) for body, page in zip(every, pages, strict=True)]
        for engine, pages in html.items()
    }


def page() -> str:
    """The whole page."""
    found = likenesses()
    intro = INTRO.format(pelican=version("pelican"), markdown=version("Markdown"), hugo=converters.hugo_recorded()["version"])
    blocks = [_block(number, body, found) for number, body in enumerate(bodies())]
    return as_page("40 种正文，三个程序", intro, "## 与写的相同的有几种", _counts(found), FAIR, *blocks)


def _counts(found: dict[str, list[Likeness]]) -> str:
    rows = []
    for engine in (*ENGINES, *OPEN):
        right = [sum(kind not in one.differs for one in found[engine]) for kind in KINDS]
        rows.append((engine, *map(str, right), str(sum(not one.differs for one in found[engine]))))
    return table(("40 种里", *(f"{kind}都对" for kind in KINDS), "全都相同"), rows)


def _block(number: int, body: Body, found: dict[str, list[Likeness]]) -> str:
    ones = [found[engine][number] for engine in ENGINES]
    parts = [f"## {number + 1}. {body.name}", f"```text\n{body.source}\n```"]
    if body.meant != [line for line in body.source.splitlines() if line.strip(" \u3000")]:
        parts.append("读者应看到：\n\n```text\n" + "\n".join(body.meant) + "\n```")
    if body.remark:
        parts.append(body.remark)
    if not any(one.differs for one in ones):
        parts.append("三者都与写的相同。")
    heads = "".join(f'<th width="33%">{engine}：{_verdict(one)}</th>' for engine, one in zip(ENGINES, ones, strict=True))
    cells = "".join(f"<td>{one.html}</td>\n" for one in ones)
    parts.append(f'<table>\n<tr>{heads}</tr>\n<tr valign="top">\n{cells}</tr>\n</table>')
    return "\n\n".join(parts)


def _verdict(one: Likeness) -> str:
    return "、".join(kind for kind in KINDS if kind in one.differs) + "不同" if one.differs else "相同"


if __name__ == "__main__":
    converters.record_hugo([body.source for body in bodies()])
