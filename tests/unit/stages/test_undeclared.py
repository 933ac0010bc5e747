"""A category that nobody has set up is told once a name, with what may be meant and the line that sets it up."""

import pytest

from clusters import article
from conftest import Federate
from wangqun.domain.finding import Finding
from wangqun.stages.load.marked import parse_yaml

NEWS = "content/county/xian/news"
SITE = 'name: 县人民代表大会\nshort_name: 县人大\nparent: shi\ndivision_code: "970101"\n'


def told(federation: Federate, files: dict[str, str]) -> list[Finding]:
    """What is said of columns that were made."""
    return [finding for finding in federation(files).findings if finding.code == "column-undeclared"]


@pytest.mark.parametrize(
    ("written", "near", "line"),
    [
        ("Tech", "", '{key: tech, title: "Tech"}'),
        ("要闻", "，是不是“要闻动态”（news）？", "{key: yaowen, title: 要闻}"),
        ("动态", "，是不是“要闻动态”（news）？", "{key: dongtai, title: 动态}"),
        ("nwes", "，是不是“要闻动态”（news）？", '{key: nwes, title: "nwes"}'),
        ("监督工做", "，是不是“监督工作”（supervision）？", "{key: jiandugongzuo, title: 监督工做}"),
        ("3D打印", "", "{key: ddayin, title: 3D打印}"),
        ("“水利” & 电力", "", ""),
    ],
)
def test_a_category_that_is_none(written: str, near: str, line: str, federation: Federate) -> None:
    (finding,) = told(federation, {f"{NEWS}/a.md": article(extra=f'category: "{written}"\n')})

    assert finding.message == f"没有栏目“{written}”，写着它的 1 篇稿件自成一个新栏目{near}"
    assert (finding.path, finding.line) == (f"{NEWS}/a.md", 5)
    if line:
        assert line in finding.hint


@pytest.mark.parametrize("name", ["Tech", "水利建设", "“水利” & 电力", "3D打印", "a: b", "日本語"])
def test_the_line_that_is_offered_sets_the_column_up(name: str, federation: Federate) -> None:
    files = {f"{NEWS}/a.md": article(extra=f'category: "{name}"\n')}
    (finding,) = told(federation, files)
    line = finding.hint.split("写 ")[1].removesuffix("。")
    site = f"{SITE}columns:\n  {line}\n"

    assert parse_yaml(line).value["add"][0]["title"] == name
    assert "在 sites/county/xian.yaml 的 columns 里" in finding.hint
    assert told(federation, {**files, "sites/county/xian.yaml": site}) == []


def test_one_finding_for_a_name_with_the_number_of_its_pieces(federation: Federate) -> None:
    files = {f"{NEWS}/{n}.md": f"Title: 第 {n} 篇\nDate: 2013-02-0{n}\nCategory: Tech\n\n正文\n" for n in range(1, 6)}
    files |= {f"{NEWS}/x.md": article(extra="column: Life\n")}
    found = told(federation, files)

    assert [(f.path.rpartition("/")[2], f.line, f.message.split("，")[1]) for f in found] == [
        ("1.md", 3, "写着它的 5 篇稿件自成一个新栏目"),
        ("x.md", 5, "写着它的 1 篇稿件自成一个新栏目"),
    ]


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("news/a.md", "news"),
        ("news/a.md", "要闻动态"),
        ("news/a.md", "legislation"),
        ("news/a.md", "misc"),
        ("water/a.md", ""),
        ("water/a.md", "water"),
        ("水利/a.md", ""),
        ("a.md", ""),
        ("pages/a.md", "Tech"),
    ],
)
def test_a_column_that_is_known_or_a_folder_is_nothing_to_tell(path: str, category: str, federation: Federate) -> None:
    extra = f"category: {category}\n" if category else ""

    assert told(federation, {f"content/county/xian/{path}": article(extra=extra)}) == []


def test_a_folder_sets_up_the_column_for_headers_too(federation: Federate) -> None:
    files = {f"{NEWS}/a.md": article(extra="category: water\n"), "content/county/xian/water/b.md": article("乙")}

    assert told(federation, files) == []
