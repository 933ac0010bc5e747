"""A cluster's own catalogues: what counts of them, and what is told of the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from clusters import REPO
from wangqun.render.wording import findings, words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
GOOD = 'msgid "搜索"\nmsgstr "查询"\n'
UNREAD = {
    "a line that is none": (HEAD + "废话\n", 5),
    "words without quotes": (GOOD + 'msgid 首页\nmsgstr "主页"\n', 3),
    "a quote that does not end": ('msgid "搜索"\nmsgstr "查询\n', 2),
    "words that belong to nothing": ('"搜索"\n', 1),
    "another charset": (GOOD.encode("gbk"), 1),
    "nothing but bytes": (b"\x00\xff\n", 1),
}
UNFIT = {
    "共 %(n)s 篇": ["共 %(m)s 篇", "有若干篇", "%(n)s 篇，%(m)s", "%(n)s 篇，50%", "%(n) 篇", "%s 篇"],
    "搜索": ["搜索 %(n)s"],
}
FIT = {"共 %(n)s 篇": ["%(n)s", "%(n)s 篇，50%%", "%(n)s%(n)s"], "搜索": ["50%", "查", "找 50%%"]}


def entry(said: str, wanted: str) -> str:
    """One of a catalogue."""
    return f'msgid "{said}"\nmsgstr "{wanted}"\n\n'


def told(root: Path, *texts: str | bytes) -> list[tuple[str, str, int]]:
    """What is told of catalogues: code, file, line."""
    for number, text in enumerate(texts):
        (root / f"{number}.po").write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = {"THEME": "renda", "TRANSLATIONS": [root / f"{number}.po" for number in range(len(texts))]}
    return [(finding.code, finding.path, finding.line) for finding in findings(root, settings)]


def of(root: Path) -> dict[str, str]:
    """The words of the first two catalogues of a folder."""
    files = [path for path in (root / "0.po", root / "1.po") if path.is_file()]
    return dict(words({"THEME": "renda", "TRANSLATIONS": files}).all)


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_is_no_catalogue_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, line = UNREAD[name]

    assert told(tmp_path, text, entry("首页", "主页")) == [("words-unread", "0.po", line)]
    assert of(tmp_path) == {"首页": "主页"}, "the other one counts"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = {"THEME": "renda", "TRANSLATIONS": str(tmp_path / "lost.po")}

    assert [(finding.code, finding.path) for finding in findings(tmp_path, settings)] == [("words-unread", "lost.po")]
    assert words(settings).all == {}


@pytest.mark.parametrize(("said", "wanted"), [(said, wanted) for said, each in UNFIT.items() for wanted in each])
def test_other_values_are_told_and_the_words_stay(said: str, wanted: str, tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + entry("首页", "主页") + entry(said, wanted)) == [("words-unfit", "0.po", 8)]
    assert of(tmp_path) == {"首页": "主页"}


@pytest.mark.parametrize(("said", "wanted"), [(said, wanted) for said, each in FIT.items() for wanted in each])
def test_the_same_values_in_other_words_are_taken(said: str, wanted: str, tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + entry(said, wanted)) == []
    assert of(tmp_path) == {said: wanted}


def test_words_that_no_page_says_are_told_and_those_of_own_templates_are_not(tmp_path: Path) -> None:
    over = tmp_path / "over"
    over.mkdir()
    (over / "footer.html").write_text('{{ _("我们的话") }}', encoding="utf-8")
    (over / "wrong.html").write_text("{% if", encoding="utf-8")
    (tmp_path / "0.po").write_text(entry("我们的话", "他们的话") + entry("搜", "查"), encoding="utf-8")
    settings = {"THEME": "renda", "TRANSLATIONS": [tmp_path / "0.po"], "THEME_TEMPLATES_OVERRIDES": [str(over)]}

    assert [(finding.code, finding.line) for finding in findings(tmp_path, settings)] == [("words-unknown", 4)]
    assert words(settings).all["我们的话"] == "他们的话"


def test_the_first_catalogue_wins_and_what_is_uncertain_or_empty_does_not_count(tmp_path: Path) -> None:
    first = entry("搜索", "查询") + "#, fuzzy\n" + entry("首页", "拿不准") + entry("网站地图", "")
    assert told(tmp_path, first, entry("搜索", "找") + entry("网站地图", "地图")) == []

    assert of(tmp_path) == {"搜索": "查询", "网站地图": "地图"}


def test_nothing_is_loaded_for_a_cluster_without_words_of_its_own() -> None:
    script = "from wangqun.render import warm, plugin, wording; wording.words({}); import sys; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=REPO / "plugins", capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
