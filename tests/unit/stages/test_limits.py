"""What is too much says how much is not, and what to do with the rest."""

from pathlib import Path

import pytest

from clusters import article, write_cluster
from wangqun.domain.finding import Finding
from wangqun.stages.load import load

NEWS = "content/county/xian/news/a.md"
PEOPLE = "content/county/xian/deputies.yaml"
MANY = "\n".join(f"- {{person: 'person:{n:010d}', name: 甲}}" for n in range(10_000))
DEEP = "[" * 30 + "]" * 30


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (PEOPLE, MANY, "内容多于 20000 项", "放进文件夹 deputies/"),
        ("content/county/xian/stations/a.yaml", MANY, "内容多于 20000 项", "放进文件夹 stations/"),
        (PEOPLE, "[" * 20_001, "括号多于 20000 个", "放进文件夹 deputies/"),
        (PEOPLE, DEEP, "超过 20 层", "减少一层套一层"),
        (PEOPLE, "- a: b: c\n", "YAML 格式错误", "改正这一行"),
        ("sites/county/xian.yaml", f"name: 县\nx: {DEEP}\n", "超过 20 层", "减少一层套一层"),
        ("content/county/xian/accepted.yaml", f"accepted:\n{MANY}\n", "内容多于 20000 项", "删去用不着的内容"),
        (NEWS, article(extra=f"list: [{'甲, ' * 20_001}]\n"), "内容多于 20000 项", "写进正文或附件"),
        (NEWS, article(extra=f"list: {DEEP}\n"), "超过 20 层", "写进正文或附件"),
        (NEWS, article(extra=f"note: {'长' * 65_536}\n"), "太长（超过 64 KB）", "长的内容写进正文或附件"),
        (NEWS, article(extra=f"subtitle: {'长' * 1001}\n"), "最多 1000 字", "写成 subtitle"),
        (NEWS, article(body="长" * 1_000_000), "上限 2.0 MB", "拆分"),
    ],
)
def test_a_limit_says_what_to_do(path: str, text: str, message: str, hint: str, tmp_path: Path) -> None:
    (finding,) = _of(path, write_cluster(tmp_path, {path: text}))

    assert message in finding.message
    assert hint in finding.hint


def test_as_much_in_several_files_is_read(tmp_path: Path) -> None:
    lines = MANY.split("\n")
    files = {f"content/county/xian/deputies/{n}.yaml": "\n".join(lines[n * 2500 : (n + 1) * 2500]) for n in range(4)}
    cluster = load(write_cluster(tmp_path, files))

    assert [str(finding) for finding in cluster.findings] == []
    assert len(cluster.rows) == len(lines)


def _of(path: str, root: Path) -> list[Finding]:
    return [finding for finding in load(root).findings if finding.path == path]
