"""What git leaves of two versions is found in every kind of text; what only looks like it is not."""

from pathlib import Path

import pytest

from wangqun.domain.finding import Place
from wangqun.scan.conflicts import find
from wangqun.scan.wording import Wording
from wangqun.stages.load.files import FoundFile, read_merged
from wangqun.stages.load.stamps import take_stamps
from wangqun.stages.load.wording import read_wording

CONFLICT = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> 分支\n"
DIFF3 = "<<<<<<< HEAD\n甲\n||||||| 3f2a1bc\n丙\n=======\n乙\n>>>>>>> 分支\n"


@pytest.mark.parametrize(
    ("text", "markup", "lines"),
    [
        (CONFLICT, "markdown", [1]),
        (f"一\n\n{CONFLICT}二\n{DIFF3}", "markdown", [3, 9]),
        (DIFF3, "rst", [1]),
        ("一\n>>>>>>> 3f2a1bc (改标题)\n二", "markdown", [2]),
        ("一\n||||||| merged common ancestors\n二", "", [2]),
        ("一\n<<<<<<<\n二", "markdown", [2]),
        ("一\n<<<<<<<\tHEAD\n二", "", [2]),
        ("> 引文\n>>>>>>> 分支\n二", "markdown", [2]),
        ("```\n<<<<<<< HEAD\n没有写完的代码", "markdown", [2]),
        (f"```\n代码\n```\n\n{CONFLICT}", "markdown", [5]),
        (f"```\n{CONFLICT}```\n", "", [2]),
        (f"<pre>代码</pre>\n{CONFLICT}", "markdown", [2]),
        ("- 甲\n\n  <<<<<<< HEAD\n  乙", "markdown", [3]),
    ],
)
def test_a_conflict_is_found_where_it_begins(text: str, markup: str, lines: list[int]) -> None:
    assert lines == [hit.line for hit in find(text, markup)]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("标题\n=======\n\n正文", "markdown"),
        ("标题七个字啊\n<<<<<<<\n\n正文", "rst"),
        (f"git 的冲突写成：\n\n```text\n{CONFLICT}```\n\n改好再提交。", "markdown"),
        (f"~~~~\n{DIFF3}~~~~\n", "markdown"),
        (f"<pre>\n{CONFLICT}</pre>\n", "markdown"),
        ("    <<<<<<< HEAD\n    甲", "markdown"),
        ("写作 <<<<<<< HEAD 的一行", "markdown"),
        ("1. 甲\n\n   ```\n   <<<<<<< HEAD\n   =======\n   >>>>>>> b\n   ```", "markdown"),
        ("冲突::\n\n  <<<<<<< HEAD\n  甲", "rst"),
        ("<<<<<<<< 八个", ""),
        ("<<<<<<<没有空格", ""),
        (">>>>> 王\n>>>>>> 李说\n>>>>>>> 张说：好\n>>>>>>> 再会", "markdown"),
        ("|||||||\n|---|---|---|---|---|---|\n||||||| 合计", "markdown"),
    ],
)
def test_what_only_looks_like_a_conflict_is_honest(text: str, markup: str) -> None:
    assert not list(find(text, markup))


def test_a_long_text_of_fences_that_are_never_closed_takes_no_time() -> None:
    fences = "\n".join("`" * n for n in range(3, 2000))

    assert len(list(find(f"{fences}\n{CONFLICT}", "markdown"))) == 1


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_attachments_are_looked_through_in_any_coding(coding: str, tmp_path: Path) -> None:
    raw = f"WEBVTT\n\n{CONFLICT}".replace("\n", "\r\n").encode(coding)
    (tmp_path / "a.vtt").write_bytes(raw)
    found = take_stamps(tmp_path, [(FoundFile("a.vtt", len(raw), 1), Place("xian", "a.vtt"))], {}, Wording({}), [], 0)

    assert [(hit.code, hit.line) for hit in found["a.vtt"].hits] == [("conflict-marker", 3)]


def test_a_file_of_windows_lines_is_no_other(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_bytes(b"name: a\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n")
    findings: list = []  # type: ignore[type-arg]

    assert read_merged(tmp_path / "a.yaml", Place("", "a.yaml"), findings) is None
    assert [str(finding) for finding in findings] == [
        "a.yaml:2: 阻断 [conflict-marker] 合并没有做完，从这一行起还留着冲突标记 <<<<<<<"
    ]


def test_a_list_of_wording_in_conflict_is_told_and_the_words_of_both_sides_count(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "w.txt").write_text("<<<<<<< a\n错甲\t对甲\n=======\n错乙\t对乙\n>>>>>>> b\n", encoding="utf-8")
    findings: list = []  # type: ignore[type-arg]
    words = read_wording(tmp_path, "w.txt", findings).words

    assert {"错甲", "错乙"} <= words.keys()
    assert [(finding.code, finding.line) for finding in findings] == [("conflict-marker", 1)]
