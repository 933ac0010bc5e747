"""An invented law for tests of which so much is changed that its comparison is too long for one page; its title is long, too."""

from clusters import IMPORTED
from wangqun.domain.numerals import in_chinese

LAWS = "content/province/sheng/regulations/"
TITLE = "示例省实施全国人民代表大会常务委员会关于灯会活动若干问题的决定办法"
ARTICLES, CHAPTERS = 120, 6


def text(day: str, body: str) -> str:
    """A text of a law of that day."""
    return (
        f"---\ntitle: {TITLE}\ndate: {day} 09:00\ndoc_type: 地方性法规\nenacted_by: 示例省人民代表大会常务委员会\n"
        f"passed_on: 2010-05-28\nversion_on: {day}\neffective_on: {day}\n{IMPORTED}---\n{body}\n"
    )


def words(at: int, seed: int) -> str:
    """Characters of which hardly any pair comes twice."""
    return "".join(chr(0x4E00 + (at * 7919 + n * 104729 + n * n * seed) % 5000) for n in range(340))


def body(changed: bool, last: str = "") -> str:
    """Chapters of articles, each with a word that only the newer text has."""
    lines = []
    for at in range(ARTICLES):
        if at % (ARTICLES // CHAPTERS) == 0:
            lines.append(f"## 第{in_chinese(at * CHAPTERS // ARTICLES + 1)}章　章")
        said = words(at, 31)
        told = f"{said[:100]}新的词句{at}{said[100:]}" if changed and at % 40 else said
        lines.append(f"第{in_chinese(at + 1)}条　{told}{last * (at == ARTICLES - 1)}。")
    return "\n\n".join(lines)


FILES = {f"{LAWS}old.md": text("2010-05-28", body(False)), f"{LAWS}new.md": text("2020-03-27", body(True))}
NAME = "2010-05-28..2020-03-27"
