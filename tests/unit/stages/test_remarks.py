"""Text behind ` #` that YAML drops is told, with the line that keeps it; what is meant as a remark is not."""

from pathlib import Path

import pytest

from clusters import article, write_cluster
from wangqun.stages.load import load
from wangqun.stages.load.marked import parse_yaml

CUT = [
    ("title: 关于#1号议案 #2号议案\n", 1, "#2号议案", 'title: "关于#1号议案 #2号议案"'),
    ("a: 1\ntitle: 预算\t#草案\n", 2, "#草案", 'title: "预算 #草案"'),
    ("title: #1号议案\n", 1, "#1号议案", 'title: "#1号议案"'),
    ("title: ##1号议案\n", 1, "##1号议案", 'title: "##1号议案"'),
    ("title: “甲” #乙\n", 1, "#乙", 'title: "“甲” #乙"'),
    ('title: "甲" #乙\n', 1, "#乙", 'title: "甲 #乙"'),
    ("title: '甲''丙' #乙\n", 1, "#乙", 'title: "甲\'丙 #乙"'),
    ('title: "甲 # 丙" #乙\n', 1, "#乙", 'title: "甲 # 丙 #乙"'),
    ("tags:\n  - 预算 #财政\n  - 会议\n", 2, "#财政", '  - "预算 #财政"'),
    ("tags:\n  - #财政\n", 2, "#财政", '  - "#财政"'),
    ("tags: [预算, 会议] #财政\n", 1, "#财政", 'tags: [预算, 会议, "#财政"]'),
    ("tags: [] #财政\n", 1, "#财政", 'tags: ["#财政"]'),
    ("tags: [预算,\n  会议] #财政\n", 2, "#财政", '  会议, "#财政"]'),
    ("offline: {phone: 0999-5550100} #夜间\n", 1, "#夜间", ""),
    ("tags: [预算, #财政\n  会议]\n", 1, "#财政", ""),
    ("summary: 第一行\n  第二行 #三\n", 2, "#三", 'summary: "第一行 第二行 #三"'),
    ("a: &k 甲 #乙\nb: *k\n", 1, "#乙", ""),
    ("status: draft #先不发 # 再看\n", 1, "#先不发 # 再看", 'status: "draft #先不发 # 再看"'),
    ('{"title": "甲", #乙\n "a": 1}\n', 1, "#乙", ""),
]


@pytest.mark.parametrize(("text", "line", "cut", "mend"), CUT)
def test_text_that_is_dropped_is_told(text: str, line: int, cut: str, mend: str) -> None:
    (remark,) = parse_yaml(text).remarks

    assert (remark.line, remark.text, remark.mend) == (line, cut, mend)


@pytest.mark.parametrize(("text", "line", "cut", "mend"), [case for case in CUT if case[3] and case[0].count("\n") == 1])
def test_the_line_to_write_keeps_the_text(text: str, line: int, cut: str, mend: str) -> None:
    mended = parse_yaml(mend)

    assert mended.remarks == ()
    assert cut in str(mended.value)


@pytest.mark.parametrize(
    "text",
    [
        "title: 关于预算 # 第二稿\n",
        "title: 关于预算 #\n",
        "title: 关于预算 ## 第二稿 ##\n",
        "title: 关于预算 # 第二稿 #3\n",
        "#注释\ntitle: 甲\n  #缩进的注释\n",
        "title: 关于#1号议案\n",
        'title: "关于 #1号议案"\n',
        "title: '关于 #1号议案'\n",
        'title: "关于\n  第 #1号议案"\n',
        "summary: |\n  第一行 #1\n  #二\n\n  三 #4\nb: 1\n",
        "summary: >-\n  第一行 #1\n",
        "summary: | #注释\n  第一行\n",
        "persons: [person:a, person:b]  # 谷满仓、鲍溪亭\n",
        "offline: {phone: 1} # 夜间\n",
        "columns: #栏目\n  add: []\n",
        "mandates: #任职\n  - term: 17\n",
        "tags: [ #标签\n  预算]\n",
        "- #第一位\n  person: a\n",
        "--- #文件头\ntitle: 甲\n",
        "url: https://a.example/#top\n",
        "tags: ['#1', \"a #2\"]\n",
        "",
        "# 只有注释 #1\n",
    ],
)
def test_remarks_and_quoted_signs_are_nothing_to_tell(text: str) -> None:
    assert parse_yaml(text).remarks == ()


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("content/county/xian/news/a.md", article(extra="subtitle: 关于 #2号议案\n"), (5, 'subtitle: "关于 #2号议案"')),
        ("content/county/xian/news/a.md", "Title: 甲\nTags: [预算] #财政\n\n正文\n", (2, 'Tags: [预算, "#财政"]')),
        ("content/county/xian/news/a.md", "---\n标题：关于 #2号议案\n---\n正文\n", (2, '标题: "关于 #2号议案"')),
        ("content/county/xian/news/a.md", "```yaml\ntitle: 关于 #2号议案\n```\n正文\n", (2, 'title: "关于 #2号议案"')),
        ("content/county/xian/news/a.rst", "---\ntitle: 关于 #2号议案\n---\n正文\n", (2, 'title: "关于 #2号议案"')),
        ("content/county/xian/terms.yaml", "term_no: 17\nstart: 2022-01-10 #大会\nseats: 1\n", (2, 'start: "2022-01-10 #大会"')),
        ("content/county/xian/accepted.yaml", "accepted: []  #空\n", (1, 'accepted: ["#空"]')),
        ("sites/waivers.yaml", "waivers: []  #空\n", (1, 'waivers: ["#空"]')),
        ("sites/county/xian.yaml", "name: 县人大 #二\nshort_name: 县\nparent: shi\n", (1, 'name: "县人大 #二"')),
        ("sites/cluster.yaml", "name: 群 #二\nroot: sheng\nbase_url: https://rd.test.example/\n", (1, 'name: "群 #二"')),
    ],
)
def test_every_file_that_is_yaml_is_looked_at(name: str, text: str, where: tuple[int, str], tmp_path: Path) -> None:
    cluster = load(write_cluster(tmp_path, {name: text}))
    (finding,) = [finding for finding in cluster.findings if finding.code == "value-cut"]

    assert (finding.path, finding.line) == (name, where[0])
    assert f"写成 {where[1]}；" in finding.hint


@pytest.mark.parametrize(
    "text", ["Title: 关于#1号议案 #2号议案\nDate: 2026-03-02\n\n正文\n", '+++\ntitle = "甲"  #注释\n+++\n正文\n']
)
def test_headers_that_drop_nothing_say_nothing(text: str, tmp_path: Path) -> None:
    cluster = load(write_cluster(tmp_path, {"content/county/xian/news/a.md": text}))

    assert "value-cut" not in {finding.code for finding in cluster.findings}
