"""An old Pelican folder joins whole: every address of stock Pelican leads to a page, or somebody is told."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from clusters import NOW, run, tree, write_cluster
from oldblog import CONF, PUBLISH, old_blog
from wangqun.authoring.importing import ImportRefused, Plan, import_pelican
from wangqun.cli import main
from wangqun.stages.load import load

pytestmark = pytest.mark.usefixtures("in_one_process")

FEEDS_AND_THEME = ("theme/", "feeds/")
PATTERNS = {
    "stock": "",
    "by category": 'ARTICLE_URL = ARTICLE_SAVE_AS = "{category}/{slug}.html"\n',
    "by file": 'SLUGIFY_SOURCE = "basename"\nARTICLE_SAVE_AS = "{date:%Y}/{slug}/index.html"\n'
    'ARTICLE_URL = "{date:%Y}/{slug}/"\n',
    "here already": 'ARTICLE_URL = ARTICLE_SAVE_AS = "article/{slug}.html"\nPAGE_URL = PAGE_SAVE_AS = "page/{slug}.html"\n',
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def old_output(folder: Path, output: Path) -> set[str]:
    """What stock Pelican writes of a folder, less its theme and feeds."""
    command = [sys.executable, "-m", "pelican", "-s", "publishconf.py", "-o", str(output), "content"]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return {name for name in tree(output) if not name.startswith(FEEDS_AND_THEME)}


def taken_in(root: Path, folder: Path, dry_run: bool = False) -> Plan:
    """What became of a folder in the county's site."""
    return import_pelican(root, folder, "xian", dry_run, lambda text: None)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_old_address_leads_to_a_page_or_is_told(pattern: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "old", dict(old_blog()) | {"pelicanconf.py": CONF + PATTERNS[pattern]})
    root = write_cluster(tmp_path / "new", {})
    before = tree(root / "content")

    made = taken_in(root, folder)

    assert not (folder / "ran").exists(), "the settings were run"
    assert before.items() <= tree(root / "content").items()
    report = run(root, NOW)
    public = {name.removeprefix("xian/") for name in _names(root / "build" / "public")}
    told = [f"/{note.subject.lstrip('/')} {note.text}" for note in made.notes]
    told += [f"{finding.path} {finding.message}" for finding in report.findings]
    lost = [name for name in sorted(old_output(folder, tmp_path / "output")) if name not in public]
    silent = [name for name in lost if not any(f"/{name}" in unquote(each) for each in told)]
    silent = [name for name in silent if not _blocked(name, made, report)]
    assert silent == []
    leading = [f for f in report.findings if f.code in {"alias-taken", "alias-invalid", "id-duplicate"}]
    assert [str(finding) for finding in leading] == []
    assert made.pieces > 50


def _names(folder: Path) -> set[str]:
    return {f"xian/{name}" for name in tree(folder / "xian")}


def _blocked(address: str, made: Plan, report: object) -> bool:
    """True when the piece that stood at an address is held back by a finding of the build that names its file."""
    marked = [
        name
        for name, data in made.files.items()
        if f"/{address}" in unquote(data.decode("utf-8", "replace").partition("\n---\n")[0])
    ]
    paths = {f"content/county/xian/{name}" for name in marked}
    return any(f.path in paths and f.severity == "block" for f in report.findings)  # type: ignore[attr-defined]


def test_pieces_look_as_they_did(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", old_blog())
    root = write_cluster(tmp_path / "new", {})
    taken_in(root, folder)

    run(root, NOW)

    page = (root / "build/public/xian/article/ge-chong-xie-fa.html").read_text(encoding="utf-8")
    for text in ('<code class="language-python">print(', "[不是链接](nowhere.md)", "摘要第一行，第二行。", "脚注"):
        assert text in page, text
    assert ":::python" not in page
    for link in ("/xian/images/a.jpg", "/xian/static/b.jpg", "/xian/uploads/2012/c.jpg", "/xian/article/about-b.html"):
        assert f'"{link}' in page, link
    year = (root / "build/public/xian/article/zhi-you-nian.html").read_text(encoding="utf-8")
    assert '<time datetime="2013">2013</time>' in year
    feed = (root / "build/public/xian/feeds/all.atom.xml").read_text(encoding="utf-8")
    assert "只有年" not in feed
    assert "英文日期" in feed or "丙篇" in feed


def test_what_becomes_blocked_is_what_was_broken(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "new", {})
    taken_in(root, write(tmp_path / "old", old_blog()))

    found = {(f.code, Path(f.path).name) for f in run(root, NOW).findings if f.severity == "block"}

    assert found == {("link-internal-broken", "broken.md")}


def test_nothing_is_overwritten_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", old_blog())
    root = write_cluster(tmp_path / "new", {})
    dry = taken_in(root, folder, dry_run=True)
    assert not (root / "content/county/xian/tech").exists()
    assert taken_in(root, folder).files == dry.files
    first = tree(root / "content")

    assert taken_in(root, folder).files.keys() == dry.files.keys()

    assert tree(root / "content") == first
    (root / "content/county/xian/tech/b.md").write_text("改过", encoding="utf-8")
    with pytest.raises(ImportRefused, match=r"1 个同名而内容不同的文件（tech/b\.md）"):
        taken_in(root, folder)


def test_the_command_tells_in_chinese(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", old_blog())
    root = write_cluster(tmp_path / "new", {})

    result = CliRunner().invoke(main, ["-C", str(root), "import", "pelican", str(folder), "--site", "xian", "--dry-run"])
    unknown = CliRunner().invoke(main, ["-C", str(root), "import", "pelican", str(folder), "--site", "none"])

    assert result.exit_code == 1
    assert "没有并进 tech/page.html：不能作稿件，旧网址 /wang-ye.html" in result.output
    assert unknown.exit_code == 2
    assert "错误：没有站点“none”。" in unknown.output


def test_a_sound_folder_ends_in_nought(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", {"content/news/a.md": "Title: 甲\nDate: 2012-01-01\n\n正文。\n"})
    root = write_cluster(tmp_path / "new", {})

    result = CliRunner().invoke(main, ["-C", str(root), "import", "pelican", str(folder), "--site", "xian"])

    assert result.exit_code == 0, result.output
    assert "稿件 1 篇，草稿 0 篇" in result.output


def test_one_slug_in_two_categories_is_two_pieces(tmp_path: Path) -> None:
    conf = CONF + PATTERNS["by category"] + 'SLUGIFY_SOURCE = "basename"\n'
    files = {"pelicanconf.py": conf, "publishconf.py": PUBLISH}
    for day, name in enumerate(("甲", "乙"), 1):
        files[f"content/{name}/same.md"] = f"Title: 同名{name}\nDate: 2012-01-0{day}\n\n正文。\n"
    folder = write(tmp_path / "old", files)
    root = write_cluster(tmp_path / "new", {})

    taken_in(root, folder)

    assert [str(f) for f in run(root, NOW).findings if f.severity == "block"] == []
    public = root / "build/public/xian"
    pages = [old for old in sorted(old_output(folder, tmp_path / "output")) if old.endswith("/same.html")]
    assert len(pages) > 1
    assert [old for old in pages if not (public / old).is_file()] == []


def test_bodies_are_read_as_the_old_engine_read_them(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "new", {})
    piece = "Title: {}\nDate: 2012-01-01\n\n上文。\n\n    代码 [不是链接](nowhere.md)\n"
    files = {f"content/{folder}/{name}.md": piece.format(name) for folder, name in (("tech", "b"), ("news", "c"))}

    made = taken_in(root, write(tmp_path / "old", files))

    assert sorted(made.files) == ["news/c.md", "tech/_folder.yaml", "tech/b.md"]
    read = {document.source: document.dialect for document in load(root).documents["xian"]}
    assert read["tech/b.md"] == read["news/c.md"] == "pelican"
    assert {dialect for source, dialect in read.items() if source not in made.files} == {"office"}
    assert [str(f) for f in run(root, NOW).findings if f.severity == "block"] == []


def test_a_published_piece_keeps_its_id(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "new", {})
    folder = write(tmp_path / "old", {"content/old/good.md": "Title: 早\nDate: 2000-01-01\nSlug: good\n\n正文。\n"})

    taken_in(root, folder)

    assert [str(f) for f in run(root, NOW).findings if f.severity == "block"] == []
    public = root / "build/public/xian"
    assert "早" not in (public / "article/good.html").read_text(encoding="utf-8")
    assert "article/old-good.html" in (public / "good.html").read_text(encoding="utf-8")


def test_a_date_that_nobody_knows_whole_is_refused_in_a_new_piece(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "new", {"content/county/xian/news/new.md": "---\ntitle: 新\ndate: 2013\n---\n正文。\n"})

    assert "date-partial" in {f.code for f in run(root, NOW).findings}


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", {"content/news/a.md": "Title: 甲\nDate: 2012-01-01\n\n正文。\n", "secret.md": "Title: 密\n"})
    (folder / "content/news/b.md").symlink_to(folder / "secret.md")
    (folder / "content/more").symlink_to(folder)
    root = write_cluster(tmp_path / "new", {})

    made = taken_in(root, folder)

    assert sorted(made.files) == ["news/a.md"]
    assert {note.subject for note in made.notes if note.grave} == {"more", "news/b.md"}


def test_a_folder_named_outside_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "old", {"pelicanconf.py": "PATH = '..'\n"})

    with pytest.raises(ImportRefused, match="PATH"):
        taken_in(write_cluster(tmp_path / "new", {}), folder)


def test_how_much_of_a_date_is_known_follows_from_the_date_alone(tmp_path: Path) -> None:
    piece = "---\ntitle: 新\ndate: 2026-03-01\ndate_part: year\n---\n正文。\n"

    made = load(write_cluster(tmp_path / "new", {"content/county/xian/news/new.md": piece}))

    (read,) = (document for document in made.documents["xian"] if document.source == "news/new.md")
    assert read.day_text == "2026-03-01"
    assert [(f.code, f.line) for f in made.findings if f.path.endswith("new.md")] == [("header-ignored", 4)]
