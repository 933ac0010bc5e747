"""A cluster's own words stand on every page that says them, from the run on in which they are written, and on no other."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from babel.messages.pofile import read_po

from clusters import REPO, article, copy_demo, public_tree, write_cluster
from wangqun.domain.site import ClusterRecord
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

OF_EDITORS = re.compile(
    r'<a (?:class="[^"]*" )?href="[^"]*/tag/.*?</a>|<li><a href="[^"]*/(?:page|article)/.*?</li>|<nav class="contents".*?</nav>'
    r'|<header class="article-head">\s*<h1.*?</h1>|<(?:ins|del)>.*?</(?:ins|del)>|<div class="table sheet.*?</table>',
    re.DOTALL,
)
DIVISION = re.compile(r"<(/?)div\b")
TEXT = re.compile(r'>\s*([^<>]+?)\s*<|(?:aria-label|placeholder|alt|label|title|data-label)="([^"]+)"')
SAID = re.compile(r"⟦[^⟦⟧]*⟧")
PIECE = re.compile(r"(%\(\w+\)s|%%|<[^<>]*>)")  # of a message: what is not words
CHINESE = re.compile("[一-鿿]+")
PUT_TOGETHER = re.compile(
    "第.+届第.+次会议|.+委员会(?:主任|主任委员|委员)"
)  # of editors' words: a session, an office in its organ
LEFT = {"草案", "说明"}  # what a file of a consultation is, as an editor chose it


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
    """All words in brackets: what is still said without them is none of ours, nor is it a word of ours that editors use too."""
    known = _words()
    root = copy_demo(tmp_path)
    (root / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    text = "".join(f'msgid "{_quoted(word)}"\nmsgstr "{_quoted(_bracketed(word))}"\n\n' for word in known)
    (root / "words.po").write_text(text, encoding="utf-8")
    report, _, _ = build(root)
    made = pages(root)

    assert [str(finding) for finding in report.findings if finding.path == "words.po"] == []
    bare = {(word, name) for name, page in made.items() for word in _bare(page) if word in known}
    assert {(word, name) for word, name in bare if word not in LEFT} == set()
    own = _of_editors(root)
    runs = {(run, name) for name, page in made.items() for text in _bare(page) for run in CHINESE.findall(text)}
    strange = {run for run in {run for run, _ in runs} if run not in own and not PUT_TOGETHER.fullmatch(run)}
    assert {(run, name) for run, name in runs if run in strange} == set()
    turning = {(state, name) for name, page in made.items() for state in _turning(page)}
    assert turning
    assert {(state, name) for state, name in turning if state not in _for_script(made[name], "turns")} == set()
    searched = _for_script(made["yunze/search/index.html"], "search/page")
    assert {"建议": "⟦建议⟧", "已转上级": "⟦已转上级⟧", "监督工作": "⟦监督工作⟧"}.items() <= searched.items()
    said = {word for page in made.values() for word in re.findall(r"⟦([^⟦⟧]+)⟧", page)}
    plain = {word for word in known if "%(" not in word and "<" not in word}
    assert len(said & plain) > len(plain) * 0.85


def _words() -> set[str]:
    path = next(path for folder in PACKAGED_THEMES if (path := folder / LIST).is_file())
    assert path.is_relative_to(REPO)
    with path.open(encoding="utf-8") as lines:
        return {str(message.id) for message in read_po(lines) if message.id}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _bracketed(text: str) -> str:
    """A message with its words in brackets, its values and its markup as they are."""
    return "".join(part if not part.strip() or PIECE.fullmatch(part) else f"⟦{part}⟧" for part in PIECE.split(text))


def _of_editors(root: Path) -> str:
    """All that editors and settings say."""
    files = [path for folder in ("content", "sites") for path in (root / folder).rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in files]
    return re.sub(r"[*_\\]", "", "\n".join((*texts, str(ClusterRecord.model_fields["data_licence"].default))))


def _bare(page: str) -> Iterator[str]:
    """What a page says without brackets, but for what is an editor's in any case."""
    text = OF_EDITORS.sub("<br>", _around_body(SCRIPT.sub("", page)))
    for match in TEXT.finditer(text):
        said = unescape(match[1] or match[2])
        while (rest := SAID.sub("|", said)) != said:
            said = rest
        yield said


def _turning(page: str) -> Iterator[str]:
    """The states to which the page's script may turn something."""
    for turns in re.findall(r'data-turns="([^"]+)"', page):
        yield from (turn.partition(" ")[2] for turn in turns.split(";"))


def _for_script(page: str, name: str) -> dict[str, str]:
    """The words that a script of the page writes in another way."""
    found = re.search(rf'/js/{name}\.js"[^>]* data-own="([^"]*)"', page)
    return dict(json.loads(unescape(found[1]))) if found else {}


def _around_body(page: str) -> str:
    """A page without the text of its piece, in which are an editor's words and those of a converter."""
    begun, depth = page.find('<div class="body"'), 0
    for match in DIVISION.finditer(page, begun) if begun >= 0 else ():
        depth += -1 if match[1] else 1
        if not depth:
            return page[:begun] + page[match.end() :]
    return page
