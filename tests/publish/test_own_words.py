"""A cluster's own words stand on every page that says them, from the run on in which they are written, and on no other."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from clusters import REPO, article, copy_demo, public_tree, write_cluster
from wangqun.render.settings import PACKAGED_THEMES
from wangqun.render.wording import LIST

from .test_pages_taken import COUNTY, build, is_as_made_anew

SETTINGS = "from pathlib import Path\n\nTRANSLATIONS = [Path(__file__).parent / 'words.po']\n"
FILES = {
    COUNTY + "news/one.md": article("第一篇", "甲。" * 100, extra="tags: [山, 统计]\n"),
    COUNTY + "news/two.md": article("复制链接", "见[第一篇](one.md)。", date="2026-03-03 09:00"),
    "pelicanconf.py": SETTINGS,
    "words.po": "",
}
SCRIPT = re.compile(r"<(script|style)\b.*?</\1>|<wbr>", re.DOTALL)

OF_EDITORS = re.compile(r'<a (?:class="[^"]*" )?href="[^"]*/tag/.*?</a>|<li><a href="[^"]*/(?:page|article)/.*?</li>', re.DOTALL)
TEXT = re.compile(r'>\s*([^<>]+?)\s*<|(?:aria-label|placeholder|alt|label|title)="([^"]+)"')
WRITTEN = ("/article/", "/page/", "/data/", "/search/")  # pages whose words are those of pieces and of tables, for the most part
LEFT = {"草案", "说明"}  # what a file of a consultation is, as an editor chose it
COLUMNS = {"备案审查", "事项", "会议"}  # titles of columns, which a site names in its own settings
VALUES = {  # states, results and names of offices that records hold: as their kind has them, not in the catalogue yet
    *("已转上级", "已审结", "已备案", "满意", "基本满意", "不满意", "弃权", "通过", "批准", "交办", "满意度测评"),
    *("其他", "人民政府", "意见", "文本", "立法后评估", "计划", "项目", "电话"),
}
JOINED = {"性别", "出生年月"}  # which parts of a person's record somebody gave, in one sentence


def written(root: Path, **words: str) -> None:
    """A catalogue that says so."""
    text = "".join(f'msgid "{said}"\nmsgstr "{wanted}"\n\n' for said, wanted in words.items())
    (root / "words.po").write_text(text, encoding="utf-8")


def pages(root: Path) -> dict[str, str]:
    """Every public page."""
    return {name: data.decode() for name, data in public_tree(root).items() if name.endswith(".html")}


def test_a_word_changes_on_the_pages_that_say_it_and_back(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    first = pages(root)

    written(root, 复制链接="复制网址")
    _, made, taken = build(root)
    then = pages(root)
    says = {name for name, text in first.items() if "<span>复制链接</span>" in text}
    assert says
    assert {name for name in first if first[name] != then[name]} == says
    assert all(then[name] == first[name].replace("<span>复制链接</span>", "<span>复制网址</span>") for name in first)
    assert "<h1>复制链接</h1>" in then["xian/article/two.html"], "what an editor wrote stays"
    again = {f"{site}/{name}" for site, names in made.items() for name in names if name.endswith(".html")}
    assert says <= again <= says | {name for name in first if "/page/" in name or name.endswith("/index.html")}, (
        "of the same parts"
    )
    assert {"xian/404.html", "xian/map/index.html"}.isdisjoint(again)
    assert taken
    assert is_as_made_anew(root)

    written(root)
    build(root)
    assert pages(root) == first


def test_a_word_of_the_code_changes_wherever_it_is_printed(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)

    written(root, 首页="主页", 不是字样的="无用", 没有手语视频="有")
    report, _, _ = build(root)

    crumbs = re.compile(r'<nav class="crumbs".*?</nav>', re.DOTALL)
    found = [match[0] for text in pages(root).values() if (match := crumbs.search(text))]
    assert found
    assert all("主页</a>" in text and "首页</a>" not in text for text in found)
    assert {(finding.code, finding.line) for finding in report.findings if finding.path == "words.po"} == {
        ("words-unknown", 4),
        ("words-unknown", 7),
    }
    assert is_as_made_anew(root)
    assert [f for f in build(root)[0].findings if f.code == "words-unknown"], "told by the next run too"


def test_every_word_of_the_demo_can_be_another(tmp_path: Path) -> None:
    """All words in brackets: what is still said without them is none of ours, or is left as it is for a reason."""
    known = _words()
    root = copy_demo(tmp_path)
    (root / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    escaped = {word: word.replace("\\", "\\\\").replace('"', '\\"') for word in known}
    text = "".join(f'msgid "{word}"\nmsgstr "⟦{word}⟧"\n\n' for word in escaped.values())
    (root / "words.po").write_text(text, encoding="utf-8")
    report, _, _ = build(root)
    made = pages(root)

    assert [str(finding) for finding in report.findings if finding.path == "words.po"] == []
    bare = {
        (word, name) for name, page in made.items() if not any(part in name for part in WRITTEN) for word in _bare(page, known)
    }
    assert {(word, name) for word, name in bare if word not in LEFT | JOINED | COLUMNS | VALUES} == set()
    said = {word for page in made.values() for word in re.findall(r"⟦([^⟦⟧]+)⟧", page)}
    plain = {word for word in known if "%(" not in word and "<" not in word}
    assert len(said & plain) > len(plain) * 0.85


def _words() -> set[str]:
    path = next(path for folder in PACKAGED_THEMES if (path := folder / LIST).is_file())
    assert path.is_relative_to(REPO)
    with path.open(encoding="utf-8") as lines:
        return {str(message.id) for message in read_po(lines) if message.id}


def _bare(page: str, known: set[str]) -> Iterator[str]:
    text = OF_EDITORS.sub("", SCRIPT.sub("", page))
    return (word for match in TEXT.finditer(text) if (word := match[1] or match[2]) in known)
