"""A page is made again when something that it is made of has changed, and else is the last release's file (decision 0035)."""

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypinyin
import pytest

from clusters import NOW, REPO, article, copy_demo, public_tree, write_cluster
from wangqun.domain import pinyin
from wangqun.options import Listener, Options
from wangqun.pipeline import federate, run
from wangqun.render import dependencies
from wangqun.stages.build import Built
from wangqun.stages.publish import Report
from wangqun.store.ledger import read_ledger
from wangqun.store.pages import FOLDER, NOTHING, read_pages
from wangqun.store.whole import sampled

pytestmark = pytest.mark.usefixtures("in_one_process")

COUNTY = "content/county/xian/"
FILES = {
    COUNTY + "news/one.md": article("第一篇", "甲。" * 100, extra="tags: [山]\n"),
    COUNTY + "news/two.md": article("第二篇", "见[第一篇](one.md)。", date="2026-03-03 09:00"),
    COUNTY + "pages/contact.md": "---\ntitle: 联系我们\n---\n请来信。\n",
}
CHANGED = "<!-- 改 -->"


class Heard(Listener):
    """Hears what became of the build."""

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep what was built."""
        if name == "build":
            self.built: Built = result


def build(root: Path, **options: Any) -> tuple[Report, dict[str, set[str]], int]:
    """The report of a run, the files that it made of each site, and how many it took over."""
    heard = Heard()
    report = run(root, NOW, options=Options(whoosh=False, **options), listener=heard)
    assert report.failed == ()
    return report, {site.site: set(site.made.rendered) for site in heard.built.sites}, heard.built.taken


def themed(root: Path) -> Path:
    """A cluster with a theme of its own; the folder of its templates."""
    write_cluster(root, FILES)
    shutil.copytree(REPO / "themes/renda", root / "themes/renda")
    return root / "themes/renda/templates"


def alter(path: Path, old: str = "", new: str = CHANGED) -> None:
    """Change a text in one place, at its end when no place is named."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def is_as_made_anew(root: Path) -> bool:
    """True when making everything anew changes nothing that is public."""
    before = public_tree(root)
    report, _, taken = build(root, force=True)
    return taken == 0 and report.changed == () and public_tree(root) == before


def inode(root: Path, path: str) -> int:
    """Which file a public one is."""
    return (root / "build/public" / path).stat().st_ino


def test_a_changed_body_makes_its_page_again_and_no_other(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    _, first, none = build(root)
    before, other = inode(root, "xian/article/one.html"), inode(root, "xian/article/two.html")
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    report, made, taken = build(root)

    assert none == 0
    assert "xian" in report.changed
    assert made["xian"] == {"article/one.html"}
    assert taken > len(first["xian"]) / 2
    assert inode(root, "xian/article/one.html") != before, "a file that other releases share is never written into"
    assert inode(root, "xian/article/two.html") == other
    assert "又一段" in (root / "build/public/xian/article/one.html").read_text(encoding="utf-8")
    assert is_as_made_anew(root)


EDITS: dict[str, Callable[[Path], None]] = {
    "title": lambda root: alter(root / COUNTY / "news/one.md", "第一篇", "改了题目"),
    "date": lambda root: alter(root / COUNTY / "news/one.md", "2026-03-02", "2026-03-05"),
    "tag": lambda root: alter(root / COUNTY / "news/two.md", "imported", "tags: [山]\nimported"),
    "picture text": lambda root: alter(root / COUNTY / "news/two.md", "见[", "见（图略）["),
    "removed": lambda root: (root / COUNTY / "news/two.md").unlink(),
    "standing page": lambda root: alter(root / COUNTY / "pages/contact.md", "联系我们", "联络我们"),
    "name of the site": lambda root: alter(root / "sites/county/xian.yaml", "short_name: ", "short_name: 新"),
    "settings": lambda root: (root / "pelicanconf.py").write_text("DEFAULT_PAGINATION = 1\n", encoding="utf-8") and None,
}


def test_whatever_is_edited_the_rest_is_taken_and_all_is_as_made_anew(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    wrong, shares = [], {}
    for name, edit in EDITS.items():
        edit(root)
        _, made, taken = build(root, jobs=2)
        shares[name] = taken
        if not made["xian"] or not is_as_made_anew(root):
            wrong.append(name)

    assert wrong == []
    assert all(taken > 10 or name == "settings" for name, taken in shares.items()), shares


def test_of_a_site_that_others_changed_the_rest_is_taken(tmp_path: Path) -> None:
    """The top site's search, and the feed of all, are made again for what is written below: its pages are not."""
    top = "content/province/sheng/news/top.md"
    root = write_cluster(tmp_path, FILES | {top: article("上级的一篇", "乙。" * 100)})
    build(root)
    first = read_ledger(root).sites["sheng"]
    for text in ("又一段。\n", "再一段。\n"):
        alter(root / COUNTY / "news/one.md", new=text)
        _, below, _ = build(root)
        assert "sheng" not in below
    second = read_ledger(root).sites["sheng"]
    alter(root / top, new="又一段。\n")
    _, made, _ = build(root)

    assert second.release != first.release
    assert made["sheng"] == {"article/top.html"}
    assert is_as_made_anew(root)


def test_pinyin_is_worked_out_for_new_titles_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def lazy_pinyin(text: str, **how: Any) -> list[str]:
        asked.append(text)
        return plain(text, **how)

    plain = pypinyin.lazy_pinyin
    monkeypatch.setattr(pypinyin, "lazy_pinyin", lazy_pinyin)
    root = write_cluster(tmp_path, FILES)
    build(root)
    monkeypatch.setattr(pinyin, "_known", {})  # another process
    asked.clear()
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    build(root)
    of_a_body = list(asked)
    (root / COUNTY / "news/three.md").write_text(article("罕见的题目", "丙。", date="2026-03-04 09:00"), encoding="utf-8")
    build(root)

    assert of_a_body == []
    assert asked == ["罕见的题"]
    assert is_as_made_anew(root)


def test_of_the_demo_only_pages_that_look_otherwise_are_rendered(tmp_path: Path) -> None:
    root = copy_demo(tmp_path)
    build(root)
    before = public_tree(root)
    alter(root / "content/county/moxi/news/elder-lane-mediation.md", new="又一段。\n")
    alter(root / "content/county/moxi/notices/reception-rules-2025.md", "title: ", "title: 新的")
    _, made, _ = build(root)
    after = public_tree(root)
    rendered = {f"{site}/{path}" for site, paths in made.items() for path in paths}
    views, public = federate(root, NOW).views, read_ledger(root).sites

    assert "moxi/article/elder-lane-mediation.html" in rendered
    assert {name for name in rendered if after[name] == before.get(name)} == set(), "rendered, and the same as before"
    copies = {f"{site}/{path}": digest for site, view in views.items() for path, digest in view.digests.items()}
    copies |= {f"{site}/{f.place}": f.digest for site, view in views.items() for guest in view.guests for f in guest.files}
    assert {f"{site}/{path}": public[site].files[path] for site, path in (name.split("/", 1) for name in copies)} == copies


def test_a_changed_template_makes_the_pages_again_that_are_made_of_it(tmp_path: Path) -> None:
    templates = themed(tmp_path)
    _, first, _ = build(tmp_path)
    pages = {path for path in first["xian"] if path.endswith(".html")}
    made = {}
    for template in ("list.html", "parts.html", "header.html", "main.css"):
        alter(templates / template if template != "main.css" else next((templates.parent / "static").rglob("*.css")), new="/**/")
        _, of_site, taken = build(tmp_path)
        made[template] = of_site["xian"]
        assert taken > 0, "files of other kinds stay"

    lists = {"news/index.html", *(path for path in pages if path.startswith("tag/"))}
    assert (
        lists
        <= made["list.html"] - {"index.html"}
        <= {path for path in pages if path.endswith("/index.html") or path.startswith("tag/")}
    )
    assert {"article/one.html", "404.html"}.isdisjoint(made["list.html"])
    assert "index.html" in made["list.html"], "of what its blocks are made is known when it is rendered"
    assert {"index.html", "article/one.html", *lists} <= made["parts.html"], "many import its macros"
    assert {"404.html"}.isdisjoint(made["parts.html"])
    assert made["header.html"] == pages, "what all extend includes it"
    assert pages < made["main.css"], "all pages name the folder of the theme's files by their content"
    assert is_as_made_anew(tmp_path)


def test_a_part_that_is_named_when_a_page_is_rendered_may_be_any(tmp_path: Path) -> None:
    templates = themed(tmp_path)
    alter(templates / "404.html", "{% extends", '{% set part = "zusatz.html" %}{% extends')
    alter(templates / "404.html", "{% block main %}", "{% block main %}{% include part %}")
    (templates / "zusatz.html").write_text("一", encoding="utf-8")
    build(tmp_path)
    (templates / "zusatz.html").write_text("二", encoding="utf-8")
    _, made, _ = build(tmp_path)

    assert made["xian"] == {"404.html", "index.html"}, "both name parts when they are rendered"
    assert is_as_made_anew(tmp_path)


def test_what_is_not_known_to_be_the_same_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, FILES)
    _, first, _ = build(root)
    pages = {site: {path for path in made if path.endswith(".html")} for site, made in first.items()}
    memory = {site: root / FOLDER / f"{site}.bin" for site in pages}
    edited = [root / f"content/{place}/news/good.md" for place in ("province/sheng", "city/shi", "county/xian")]

    def edit(**options: Any) -> dict[str, set[str]]:
        for path in edited:
            alter(path, new="又一段。\n")
        return build(root, **options)[1]

    old = memory["xian"].read_bytes()
    known = edit()
    memory["sheng"].unlink()
    shutil.copy2(memory["xian"], memory["shi"])
    memory["xian"].write_bytes(old)  # of an earlier release
    unknown = edit()
    forced = edit(force=True)
    monkeypatch.setattr(dependencies, "engine", lambda: "another")
    of_another_engine = edit()
    known_again = edit()

    for made in (unknown, forced, of_another_engine):
        assert all(pages[site] <= made[site] for site in pages)
    for made in (known, known_again):
        assert all("article/good.html" in made[site] and "404.html" not in made[site] for site in pages)


def _replaced(path: Path) -> None:
    """Another file with other bytes, of the same size and time."""
    found, data = path.stat(), path.read_bytes()
    other = path.with_name("other")
    other.write_bytes(data.replace("第二篇".encode(), "第三篇".encode()))
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == found.st_size
    assert path.stat().st_mtime_ns == found.st_mtime_ns


def _linked(path: Path) -> None:
    """A link to a faithful copy that somebody can change."""
    shutil.copy2(path, path.parents[1] / "elsewhere")
    path.unlink()
    path.symlink_to(path.parents[1] / "elsewhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "altered": lambda path: path.write_bytes(path.read_bytes().replace("第二篇".encode(), "第三篇".encode())),
    "emptied": lambda path: path.write_bytes(b""),
    "deleted": lambda path: path.unlink(),
    "another mode": lambda path: path.chmod(0o600),
    "another inode": _replaced,
    "a link": _linked,
}


def test_a_file_that_is_not_as_it_was_left_is_never_taken(tmp_path: Path) -> None:
    more = {f"{COUNTY}news/d{number}.md": article("第二篇", "丙。" * number) for number in range(3 * len(DAMAGES))}
    root = write_cluster(tmp_path, FILES | more)
    build(root)
    looked_at = set(sampled(read_ledger(root).sites["xian"].files, f"xian {NOW.isoformat()}"))  # one of them wrong, none is taken
    spared = (path for number in range(len(more)) if (path := f"article/d{number}.html") not in looked_at)
    names = dict(zip(DAMAGES, spared, strict=False))
    assert names.keys() == DAMAGES.keys()
    before = public_tree(root)
    for damage, name in names.items():
        DAMAGES[damage](root / "build/public/xian" / name)
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    _, made, _ = build(root)
    after = public_tree(root)

    assert made["xian"] == {"article/one.html", *names.values()}
    assert {name for name in before if before[name] != after.get(name)} & {f"xian/{name}" for name in names.values()} == set()
    assert not any((root / "build/public/xian" / name).is_symlink() for name in names.values())
    assert is_as_made_anew(root)


def _restored(path: Path) -> None:
    """The same bytes and mode in another file, as an archive brings them back."""
    shutil.copy2(path, path.with_name("other"))
    path.with_name("other").replace(path)
    os.utime(path, (1, 1))


def test_a_file_that_was_brought_back_as_it_was_is_taken(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    _restored(root / "build/public/xian/article/two.html")
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    _, made, _ = build(root)

    assert made["xian"] == {"article/one.html"}
    assert is_as_made_anew(root)


def test_a_damaged_memory_counts_as_none(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    path = root / FOLDER / "xian.bin"
    release = read_ledger(root).sites["xian"].release
    whole = path.read_bytes()
    read = []
    for at in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        read.append(read_pages(root, "xian", release))
    path.write_bytes(whole)

    assert all(each == NOTHING for each in read)
    assert read_pages(root, "xian", release).keys.keys() >= {"article/one.html", "index.html", "404.html"}
    assert read_pages(root, "xian", "0" * 16) == NOTHING


def test_a_plugin_of_somebody_else_sees_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path / "cluster", FILES | {"pelicanconf.py": 'PLUGINS = ["counting_pages"]\n'})
    (tmp_path / "counting_pages.py").write_text(
        "from pathlib import Path\nfrom pelican import signals\n\n\n"
        "def note(path, context):\n"
        f"    with open({str(tmp_path / 'seen')!r}, 'a') as file:\n        print(path, file=file)\n"
        "    Path(path).write_text(Path(path).read_text() + '<!-- 见过 -->')\n\n\n"
        "def register():\n    signals.content_written.connect(note)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    build(root)
    first = sorted(Path(line).name for line in (tmp_path / "seen").read_text().splitlines() if "/xian/" in line)
    (tmp_path / "seen").unlink()
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    _, _, taken = build(root)
    second = sorted(Path(line).name for line in (tmp_path / "seen").read_text().splitlines() if "/xian/" in line)

    assert first == second != []
    assert taken == 0
    text = (root / "build/public/xian/article/two.html").read_text(encoding="utf-8")
    assert text.count("见过") == 1, "a page of an earlier release was not handed to it again"


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for text in ("又一段。\n", "再一段。\n"):
        alter(root / COUNTY / "news/one.md", new=text)
        before = inode(root, "xian/article/two.html")
        _, made, taken = build(root)

        assert made["xian"] == {"article/one.html"}
        assert taken > 20
        assert inode(root, "xian/article/two.html") != before
    assert is_as_made_anew(root)


def test_a_check_between_two_builds_changes_nothing_of_what_is_known(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    checked = build(root, publishing=False)
    _, made, _ = build(root)

    assert checked[1]["xian"] == made["xian"] == {"article/one.html"}
    assert is_as_made_anew(root)


def test_compressed_copies_are_taken_with_their_file(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root, compress=True)
    before = {name: inode(root, f"xian/{name}") for name in ("article/one.html.gz", "404.html.gz")}
    alter(root / COUNTY / "news/one.md", new="又一段。\n")
    build(root, compress=True)
    public = root / "build/public/xian"

    assert inode(root, "xian/404.html.gz") == before["404.html.gz"]
    assert inode(root, "xian/article/one.html.gz") != before["article/one.html.gz"]
    assert gzip.decompress((public / "article/one.html.gz").read_bytes()) == (public / "article/one.html").read_bytes()
    report, made, _ = build(root)
    assert "xian" in report.changed
    assert made["xian"] == set(), "without copies the pages are the same"
    assert not list(public.rglob("*.html.gz"))


def test_what_rendering_complained_of_is_said_in_every_run(tmp_path: Path) -> None:
    templates = themed(tmp_path)
    (tmp_path / "pelicanconf.py").write_text(
        'import logging\n\n\ndef loud(text):\n    logging.getLogger("theme").warning("主题有话说")\n    return text\n\n\n'
        'JINJA_FILTERS = {"loud": loud}\n',
        encoding="utf-8",
    )
    alter(templates / "404.html", "{% block main %}", '{% block main %}{{ "一" | loud }}')
    first, _, _ = build(tmp_path)
    alter(tmp_path / COUNTY / "news/one.md", new="又一段。\n")
    second, made, _ = build(tmp_path)

    assert made["xian"] == {"404.html", "article/one.html"}
    for report in (first, second):
        assert [f.site for f in report.findings if f.code == "engine-warning"] == ["sheng", "shi", "xian"]


def test_nothing_is_remembered_of_a_site_that_is_gone(tmp_path: Path) -> None:
    from wangqun.stages.check import Allowed

    root = write_cluster(tmp_path, FILES)
    build(root)
    (root / FOLDER / "stranger.bin").write_bytes(b"x")
    (root / "sites/county/xian.yaml").unlink()
    shutil.rmtree(root / "content/county/xian")
    build(root, allowed=Allowed(frozenset({"xian"})))

    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["sheng.bin", "shi.bin"]
