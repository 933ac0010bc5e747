"""A page is not made again when no more than bodies of other pieces have changed, and when one of these may be shown it is."""

import json
import shutil
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from judge.building import differences
from wangqun.domain.document import Document
from wangqun.pages import document as made_pages
from wangqun.pages.site import Pages

pytestmark = pytest.mark.usefixtures("in_one_process")

NEWS = "content/county/xian/news/"
EDITED = NEWS + "edited.md"
BODY = "## 第一节\n\n内容。\n\n## 第二节\n\n内容。"
FILES = {
    EDITED: article("要改的", BODY, date="2026-03-05 09:00", extra="tags: [监督]\n"),
    NEWS + "after.md": article("之后的", date="2026-03-06 09:00", extra="tags: [监督]\n"),
    NEWS + "before.md": article("之前的", "[同站](after.md)的一篇。", date="2026-03-04 09:00"),
    NEWS + "leads.md": article("链接到它的", "见[第二节](edited.md#第二节)。", date="2026-03-03 09:00"),
    NEWS + "by_id.md": article("写它编号的", "见[第二节](id:xian:article/edited#第二节)。", date="2026-03-02 09:00"),
    NEWS + "told.md": article("有提示的", "![图](https://img.example/a.png)一段。", date="2026-03-01 09:00"),
    "content/county/xian/pages/about.md": "---\ntitle: 概况\n---\n概况。\n",
}
ALONE = {"xian:article/after", "xian:article/before"}
Edits = dict[str, str | None]


def edited(**values: str) -> str:
    """The piece with another title, body, or whatever is said of it."""
    return article(**{"title": "要改的", "body": BODY, "date": "2026-03-05 09:00", "extra": "tags: [监督]\n"} | values)


EDITS: dict[str, tuple[Edits, set[str]]] = {
    "another word": ({EDITED: edited(body=BODY + "\n\n又一段。")}, ALONE),
    "a heading that others lead to is gone": ({EDITED: edited(body="## 第一节\n\n内容。")}, set()),
    "another excerpt": ({EDITED: edited(body="换了开头。\n\n" + BODY)}, ALONE),
    "it leads to another": ({EDITED: edited(body=BODY + "\n\n见[另一篇](after.md)。")}, ALONE),
    "two bodies": (
        {EDITED: edited(body=BODY + "\n\n甲。"), NEWS + "told.md": article("有提示的", "乙。", date="2026-03-01 09:00")},
        ALONE,
    ),
    "a title, which its neighbours show": ({EDITED: edited(title="改了标题的")}, set()),
    "a day, by which it stands elsewhere": ({EDITED: edited(date="2026-03-07 09:00")}, set()),
    "its only tag": ({EDITED: edited(extra="tags: [立法]\n")}, set()),
    "a piece more": ({NEWS + "more.md": article("多的一篇", date="2026-03-05 12:00")}, set()),
    "a piece less": ({NEWS + "told.md": None}, set()),
    "it is hidden": ({EDITED: edited(extra="status: hidden\n")}, set()),
    "a body and a standing page": (
        {EDITED: edited(body=BODY + "\n\n甲。"), "content/county/xian/pages/about.md": "---\ntitle: 概况\n---\n改了的概况。\n"},
        ALONE,
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that is public."""
    root = write_cluster(tmp_path_factory.mktemp("settled") / "c", FILES)
    run(root, NOW)
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of pieces of whose pages a value is made."""
    found: list[str] = []
    neighbour = made_pages._neighbour

    def told(pages: Pages, document: Document, step: int) -> object:
        found.append(str(document.id))
        return neighbour(pages, document, step)

    monkeypatch.setattr(made_pages, "_neighbour", told)
    return found


@pytest.mark.parametrize("name", EDITS)
def test_what_an_edit_leaves_is_what_a_clean_build_leaves(name: str, built: Path, tmp_path: Path, made: list[str]) -> None:
    edits, alone = EDITS[name]
    shutil.copytree(built, root := tmp_path / "c", symlinks=True)
    _edit(root, edits)
    run(root, NOW)
    anew = set(made)
    shutil.copytree(root, clean := tmp_path / "clean", symlinks=True, ignore=shutil.ignore_patterns("build"))
    run(clean, NOW)

    assert "xian:article/edited" in anew or EDITED not in edits
    assert anew.isdisjoint(alone)
    assert alone or anew >= ALONE  # who may be shown with what has changed is made anew
    assert not differences(public_tree(root), public_tree(clean))


def _edit(root: Path, edits: Edits) -> None:
    for path, text in edits.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["another word", "two bodies"])
def test_what_was_told_of_a_piece_is_told_again(name: str, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, root := tmp_path / "c", symlinks=True)
    _edit(root, EDITS[name][0])

    report = run(root, NOW)

    told = [finding.path for finding in report.findings if finding.code == "asset-third-party"]
    assert told == ([] if NEWS + "told.md" in EDITS[name][0] else [NEWS + "told.md"])


def test_a_page_that_somebody_has_changed_is_made_anew(built: Path, tmp_path: Path, made: list[str]) -> None:
    shutil.copytree(built, root := tmp_path / "c", symlinks=True)
    page = root / "build/public/xian/article/after.html"
    before = page.read_bytes()
    page.unlink()
    page.write_bytes(before.replace("之后的".encode(), "别人的".encode()))
    _edit(root, EDITS["another word"][0])

    run(root, NOW)

    assert page.read_bytes() == before
    assert "xian:article/after" in made


@pytest.mark.parametrize("lost", ["pieces", "found"])
def test_what_is_found_of_pieces_whose_pages_stay_is_found_again(lost: str, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, kept := tmp_path / "kept", symlinks=True)
    shutil.copytree(built, other := tmp_path / "other", symlinks=True)
    shutil.rmtree(other / "build/cache/search" / lost)
    for root in (kept, other):
        _edit(root, EDITS["another word"][0])
        run(root, NOW)

    found = json.loads((other / "build/cache/search/found/xian.json").read_bytes())["texts"]
    assert found.keys() >= ALONE | {"xian:article/edited"}
    assert all((other / "build/cache/search/pieces" / piece[:2] / piece).exists() for piece, _ in found.values())
    pages = [{path: data for path, data in public_tree(root).items() if "/search/" not in path} for root in (kept, other)]
    assert not differences(*pages)
