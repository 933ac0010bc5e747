"""What is said of files that are not published."""

import pytest

from wangqun.domain.finding import Place
from wangqun.stages.load.refusals import is_litter, refusal


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("会场.bmp", ".jpg"),
        ("会场.HEIC", ".jpg"),
        ("会场.tiff", ".jpg"),
        ("会场.jfif", "扩展名改成 .jpg"),
        ("视察.mov", ".mp4"),
        ("讲话.wma", ".mp3"),
        ("材料.rar", ".zip"),
        ("公告.html", ".md"),
        ("方案.rtf", ".docx"),
        ("方案.docm", "宏"),
        ("目录.lnk", "快捷方式"),
        ("工具.exe", "不放程序"),
        ("公告", "扩展名"),
        ("奇怪.xyz", "才会发布"),
    ],
)
def test_it_says_what_to_do(name: str, word: str) -> None:
    finding = refusal(f"news/{name}", Place("xian", f"content/county/xian/news/{name}"))

    assert finding.code == "file-type"
    assert word in finding.hint


@pytest.mark.parametrize(
    "name", ["~$方案.docx", "Thumbs.db", "desktop.ini", "Desktop.ini", "__MACOSX", "._会场.jpg", ".~lock.a.odt#"]
)
def test_what_systems_leave_behind_is_passed_over(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["方案.docx", "desktop.md", "~方案.docx", "缩略图 Thumbs.db.md"])
def test_what_an_office_wrote_is_not(name: str) -> None:
    assert not is_litter(name)
