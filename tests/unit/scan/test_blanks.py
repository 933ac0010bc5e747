"""What templates leave to be filled in is known, word for word, and nothing else is taken for it."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from clusters import FAULTS, NOW, read_folder, run, write_cluster
from wangqun.authoring import scaffold
from wangqun.domain.moment import SHANGHAI
from wangqun.scan.blanks import BLANKS, find
from wangqun.scan.passages import Passage
from wangqun.stages.load import NoCluster, load

WHEN = datetime(2026, 11, 1, 9, 30, tzinfo=SHANGHAI)
ASKED = re.compile(r"请[\w、，]+。?")  # what a template asks for
GUIDE = re.compile(r"^\s*#[^:]*$|“[^”]*”|`[^`]*`", re.MULTILINE)  # comments without a field, and words that are only quoted


def _scaffolds(root: Path) -> dict[str, str]:
    """Every file that `init` and `new` write, with nothing said that may be left out."""
    scaffold.new_cluster(root, WHEN)
    before = set(read_folder(root))
    scaffold.new_document(root, "xianji", "标题", "news", "new", WHEN)
    scaffold.new_document(root, "xianji", "标题", "pages", "new", WHEN)
    for site in ("xianji", "shiji"):
        scaffold.new_deputy(root, site, "闻正言", None, None, None, WHEN)
    scaffold.new_site(root, "township", "zhenji", "示例镇人民代表大会", "xianji", None)
    texts = {
        name: text for name, text in read_folder(root).items() if not name.startswith(".vscode/")
    }  # no editor fills those in
    assert len(texts.keys() - before) == 5
    return texts


def test_all_that_a_template_asks_for_is_known(tmp_path: Path) -> None:
    texts = _scaffolds(tmp_path)
    asked = {found for text in texts.values() for found in ASKED.findall(GUIDE.sub("", text))}

    assert {"请填写", "请填写本机关名称", "请在这里写正文。", "请填写区划代码", "请填写办公地址和电话"} <= asked
    assert asked - BLANKS == set()


def test_no_template_approves_anything(tmp_path: Path) -> None:
    fields = "\n".join(line for text in _scaffolds(tmp_path).values() for line in text.split("\n") if line.lstrip()[:1] != "#")
    samples = "\n".join(text for text in _scaffolds(tmp_path / "again").values())

    assert re.findall(r"reviews:|secrecy_review|openness|consent_on|result:", fields) == []
    asked = re.findall(r"(result|proofread|consent_on): ([^\s,}]+)", samples)
    assert {name for name, _ in asked} == {"result", "proofread", "consent_on"}
    assert {value for _, value in asked} == {"请填写"}


@pytest.mark.parametrize("text", [*sorted(BLANKS), " 请填写\t", "请填写\u3000", "　请在这里写正文。", "第一行\n请填写\n第三行"])
def test_a_whole_value_or_line_is_found(text: str) -> None:
    line = 7 + text.split("\n").index("请填写") if "\n" in text else 7

    assert [hit.line for hit in find([Passage(text, 7)])] == [line]


@pytest.mark.parametrize(
    "text", ["> 请在这里写正文。", "**请在这里写正文**", "“请填写责任编辑”", "（请填写本机关名称）", "- 请用一句话写明要点"]
)
def test_one_in_quotes_or_brackets_is_found(text: str) -> None:
    assert [hit.line for hit in find([Passage(text, 7)])] == [7]


@pytest.mark.parametrize(
    ("key", "text", "blank"),
    [
        ("editor", "姓名", True),
        ("source", "本机关名称", True),
        ("reviews", "职务", True),
        ("withdrawn", "原因", True),
        ("title", "姓名", False),
        ("body", "原因", False),
        ("editor", "名姓", False),
        ("withdrawn", "原因不明的错误", False),
    ],
)
def test_what_a_finding_offers_is_no_value(key: str, text: str, blank: bool) -> None:
    assert bool(list(find([Passage(text, 7, key)]))) is blank


@pytest.mark.parametrize(
    "text",
    [
        "请填写报名表",
        "旁听的公民请填写姓名。",
        "请填写。",
        "- 请填写",
        "| 姓名 | 请填写 |",
        "`请填写`",
        "```\n请填写\n```",
        "<!--\n请在这里写正文。\n-->",
        "请在这里写正文，不超过五百字。",
        "填写",
        "申请填写本机关名称",
        "",
    ],
)
def test_what_merely_holds_such_words_is_not(text: str) -> None:
    assert list(find([Passage(text, 1)])) == []


def test_the_clusters_own_record_is_held_to_it_too(tmp_path: Path) -> None:
    record = read_folder(FAULTS / "_base")["sites/cluster.yaml"]
    root = write_cluster(tmp_path, {"sites/cluster.yaml": re.sub("^name: .*$", "name: 请填写", record, flags=re.MULTILINE)})

    with pytest.raises(NoCluster) as stopped:
        load(root)
    assert [(finding.code, finding.path, finding.line) for finding in stopped.value.findings] == [
        (
            "blank-left",
            "sites/cluster.yaml",
            1 + record.split("\n").index(next(r for r in record.split("\n") if r[:5] == "name:")),
        )
    ]


def test_a_file_for_readers_to_fill_in_is_published(tmp_path: Path) -> None:
    files = {
        "content/county/xian/news/form.md": "---\ntitle: 报名表\ndate: 2026-03-02 09:00\n"
        "imported: {original_url: https://old.test.example/1, original_date: 2026-03-01}\n"
        "attachments: [{name: 报名表, file: /files/form.txt}]\n---\n见附件。\n",
        "content/county/xian/files/form.txt": "姓名\n请填写\n",
    }
    root = write_cluster(tmp_path, files)

    assert [str(finding) for finding in run(root, NOW).findings if finding.code == "blank-left"] == []
    assert (root / "build/public/xian/files/form.txt").is_file()
