"""A piece to which many refer names five of them, and where all are."""

from pathlib import Path

import pytest

from clusters import article
from wangqun.pages import inverse
from wangqun.pages.site import Pages
from wangqun.records import KINDS

from ..records.invented import resolved

HOME = "content/city/shi/"
CALL = (
    "purpose: draft_law\nopen_on: 2026-10-01 09:00\nclose_on: 2026-10-31\n"
    "channels: {phone: 0970-5550188, address: 某路, email: a@b.example}\n"
    "files: [{role: text, name: 草案, document: 'shi:article/law'}]\n"
)


def city(root: Path, relating: int, asking: int) -> Pages:
    """A city in which so many pieces are related to one, and so many consultations are about it."""
    files: dict[str, str | bytes] = {f"{HOME}news/law.md": article("草案")}
    for at in range(relating):
        files[f"{HOME}news/r{at}.md"] = article(
            f"相关{at}", date=f"2026-03-0{at + 1} 09:00", extra="related: ['shi:article/law']\n"
        )
    for at in range(asking):
        files[f"{HOME}consultations/c{at}.md"] = article(f"征求{at}", date=f"2026-03-0{at + 1} 09:00", extra=CALL)
    return Pages(resolved(root, files).views["shi"], "theme/x", 20, KINDS)


@pytest.mark.parametrize(("relating", "asking"), [(5, 5), (0, 0)])
def test_few_are_all_named_where_they_are_asked_for(relating: int, asking: int, tmp_path: Path) -> None:
    pages = city(tmp_path, relating, asking)
    document = next(d for d in pages.own if d.title == "草案")

    assert (len(inverse.relating(pages, document)), len(inverse.about(pages, document))) == (relating, asking)
    assert list(inverse.outputs(pages)) == []


def test_of_many_five_are_named_and_a_page_names_all(tmp_path: Path) -> None:
    pages = city(tmp_path, 7, 6)
    document = next(d for d in pages.own if d.title == "草案")
    relating, about = inverse.relating(pages, document), inverse.about(pages, document)

    assert [link.title for link in relating] == ["相关6", "相关5", "相关4", "相关3", "相关2", "全部 7 份"]
    assert [link.title.partition("（")[0] for link in about][4:] == ["征求意见：征求1", "全部 6 份"]
    (output,) = inverse.outputs(pages)
    assert output.path == "mentions/article/law.html" and output.value
    assert relating[-1].url == about[-1].url == pages.url(output.path)
    page = output.value()
    assert {block.title: len(block.rows) for block in page.blocks} == {"稿件": 7, "征求意见": 6}
