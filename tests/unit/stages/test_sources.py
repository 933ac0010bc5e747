"""Documents' files that have not changed are not read again, and what is remembered of them is what reading them gives."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clusters import FAULTS, article, copy_demo, write_cluster
from samples import pdf, picture
from wangqun.domain.cluster import Cluster, Memory
from wangqun.domain.document import Changed, Document
from wangqun.stages.load import documents, load, reading, recall, remembered, stamps
from wangqun.store import sources
from wangqun.store.sources import FOLDER, keep_sources
from wangqun.workers import Crash

from ..records.invented import MORE, venue

pytestmark = pytest.mark.usefixtures("in_one_process")

SHENG, XIAN = "content/province/sheng", "content/county/xian"
FILES: dict[str, str | bytes] = {
    f"{XIAN}/news/a.md": article("甲", "# 甲\n\n见[乙](b.rst)和[图](../images/p.png)。"),
    f"{XIAN}/news/b.rst": "乙\n====\n\n:date: 2026-03-01\n\n.. 注释\n\n`甲 <a.md>`__\n",
    f"{XIAN}/news/hidden.md": article("藏", '看得见。\n\n<p style="display:none">看不见</p>\n\n<!-- 注 -->完。'),
    f"{XIAN}/news/bare.md": "# 只有标题的稿件\n\n正文 {{ 指令 }}。\r\n第二行\x07\r\n",
    f"{XIAN}/news/empty.md": article("空", ""),
    f"{XIAN}/news/wrong.md": article("误", extra="keywords: [" + "甲, " * 3 + "]\nstaus: x\n"),
    f"{XIAN}/news/broken.md": "---\ntitle: [\n---\n文\n",
    f"{XIAN}/news/later.md": article("待", extra="embargo: 2026-12-24\n"),
    f"{XIAN}/news/draft.md": article("稿", extra="status: draft\nnote: 先放着\n另有: {a: [1, 2]}\n"),
    f"{XIAN}/images/p.png": picture(".png"),
    f"{XIAN}/files/p.pdf": pdf(),
    f"{SHENG}/venues/hall.md": venue(),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cluster in which nothing is too young to be remembered."""
    monkeypatch.setattr(sources, "RACY", -(10**18))
    return write_cluster(tmp_path / "cluster", FILES)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read and looked into, of documents and others."""
    names: list[str] = []
    text, other = reading._read, stamps._read

    def read_text(reader: Any, written: Any, findings: Any) -> Any:
        names.append(Path(written.place.path).name)
        return text(reader, written, findings)

    def read_other(path: Path, *about: Any) -> Any:
        names.append(path.name)
        return other(path, *about)

    monkeypatch.setattr(reading, "_read", read_text)
    monkeypatch.setattr(stamps, "_read", read_other)
    return names


def _load(root: Path, jobs: int = 1) -> Cluster:
    return load(root, Memory(sources=root / FOLDER), kinds=MORE, jobs=jobs)


def _remember(root: Path) -> Cluster:
    cluster = _load(root)
    keep_sources(root, cluster.memory, ())
    return cluster


def _bare(cluster: Cluster) -> Cluster:
    return replace(cluster, memory=Memory())


def _all(cluster: Cluster) -> dict[str, Document]:
    return {Path(d.path).name: d for found in cluster.documents.values() for d in found}


NEVER = ["broken.md", "later.md", "wrong.md"]  # nothing is kept of what is blocked: it is read each time


def _same(found: Cluster, expected: Cluster) -> None:
    """Two clusters are the same in every respect but what was learned of files."""
    assert found.findings == expected.findings
    assert found.documents == expected.documents
    assert _bare(found) == _bare(expected)
    for one, other in zip(_all(found).values(), _all(expected).values(), strict=True):
        assert (repr(one.item), one.body, one.lines) == (repr(other.item), other.body, other.lines)
        assert one.item.model_dump_json() == other.item.model_dump_json()


def test_nothing_is_read_again_that_has_not_changed(root: Path, read: list[str]) -> None:
    first = _remember(root)
    every = sorted(read)
    read.clear()
    again = _load(root)

    assert every == sorted(path.name for path in (root / "content").rglob("*.*") if path.is_file())
    assert sorted(read) == NEVER
    assert all(site.now is None for site in again.memory.sites.values())
    _same(again, first)


def test_an_edited_file_is_read_again_and_no_other(root: Path, read: list[str]) -> None:
    _remember(root)
    read.clear()
    (root / XIAN / "news/a.md").write_text(article("甲", "改了。"), encoding="utf-8")
    again = _remember(root)

    assert sorted(read) == ["a.md", *NEVER]
    assert _all(again)["a.md"].body == "改了。\n"
    assert [site for site, known in again.memory.sites.items() if known.now] == ["xian"]
    _same(again, load(root, kinds=MORE))


def test_a_demo_is_remembered_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    monkeypatch.setattr(sources, "RACY", -(10**18))
    root = copy_demo(tmp_path / "cluster")
    first = load(root)
    keep_sources(root, first.memory, ())
    known = {Path(d.path).name for d in _all(first).values() if not d.item.withdrawn}
    read.clear()
    again = load(root, Memory(sources=root / FOLDER))

    assert not known & {*read}
    assert _all(again)
    _same(again, first)


def test_every_mistake_is_remembered_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "RACY", -(10**18))
    files = {}
    for folder in sorted(path for path in FAULTS.iterdir() if path.is_dir() and path.name[0] not in "_."):
        for name in (path for path in read_texts(folder) if path.startswith("content/") and path.endswith((".md", ".rst"))):
            level, site, _, rest = name.removeprefix("content/").split("/", 3) if name.count("/") > 3 else ("", "", "", "")
            if (level, site) in {("province", "sheng"), ("city", "shi"), ("county", "xian")}:
                files[f"content/{level}/{site}/{folder.name}/{rest}"] = (folder / name).read_bytes()
    root = write_cluster(tmp_path / "cluster", files)
    first = _remember(root)
    again = _load(root)

    assert len(files) > 150
    assert len({finding.code for finding in first.findings}) > 12
    _same(again, first)


def read_texts(folder: Path) -> list[str]:
    """The relative paths of all files below a folder."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]


def test_a_fresh_checkout_with_the_cache_reads_bytes_and_parses_nothing(root: Path, tmp_path: Path, read: list[str]) -> None:
    _remember(root)
    read.clear()
    fresh = tmp_path / "fresh"
    for name in ("content", "sites", "build"):
        shutil.copytree(root / name, fresh / name, copy_function=shutil.copy)  # other times and inodes
    again = _remember(fresh)
    told = sorted(read)
    read.clear()
    last = _load(fresh)

    assert told == NEVER
    assert all(site.now for site in again.memory.sites.values())  # the new stamps
    assert all(site.now is None for site in last.memory.sites.values())
    _same(again, load(fresh, kinds=MORE))


@pytest.mark.parametrize("time", [1, 10**9, 4 * 10**9])
def test_other_times_are_no_other_content(time: int, root: Path, read: list[str]) -> None:
    first = _remember(root)
    read.clear()
    for path in (root / "content").rglob("*"):
        os.utime(path, (time, time))

    _same(_load(root), first)
    assert sorted(read) == NEVER


def test_a_file_swapped_for_one_of_the_same_size_and_time_is_seen(root: Path) -> None:
    path, late = root / XIAN / "news/a.md", 2_400_000_000  # beyond the time at which its inode changes
    os.utime(path, (late, late))
    _remember(root)
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    os.utime(other, (late, late))
    status = path.stat()
    other.replace(path)

    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert _all(_load(root))["a.md"].title == "丙"


def test_a_file_that_may_change_again_unseen_is_compared_by_its_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "RACY", 2_000_000_000)
    known = _remember(root).memory.sites["xian"].now
    path = root / XIAN / "news/a.md"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert known and {text.mtime for text in known.texts.values()} == {0} == {stamp.mtime for stamp in known.stamps.values()}
    assert _all(_load(root))["a.md"].title == "丙"


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_clock_that_is_wrong_hides_no_edit(hours: int, root: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    monkeypatch.setattr(sources, "RACY", 2_000_000_000)
    true = documents.time_ns
    _remember(root)
    monkeypatch.setattr(documents, "time_ns", lambda: true() + hours * 3_600_000_000_000)
    _remember(root)
    read.clear()
    path = root / XIAN / "news/a.md"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    again = _remember(root)
    monkeypatch.undo()

    assert "a.md" in read
    assert _all(again)["a.md"].title == "丙"
    _same(_load(root), load(root, kinds=MORE))


def _of_another_version(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sources, "VERSION", (0, 3, 11))


def _of_another_engine(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("wangqun.stages.load.engine", lambda: "another")


def _of_other_words(root: Path, patch: pytest.MonkeyPatch) -> None:
    path = root / "sites/cluster.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nwording: words.tsv\n", encoding="utf-8")
    (root / "words.tsv").write_text("某某词\t某词\n", encoding="utf-8")


def _of_another_cluster(root: Path, patch: pytest.MonkeyPatch) -> None:
    path = root / "sites/cluster.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("base_url: https://", "base_url: https://other."), encoding="utf-8")


def _of_another_site(root: Path, patch: pytest.MonkeyPatch) -> None:
    for site in ("shi", "sheng"):
        shutil.copy(root / FOLDER / "xian.bin", root / FOLDER / f"{site}.bin")
    shutil.copy(root / FOLDER / "shi.bin", root / FOLDER / "xian.bin")
    (root / FOLDER / "xian.bin").write_bytes(b"")


def _of_other_kinds(root: Path, patch: pytest.MonkeyPatch) -> None:
    keep_sources(root, load(root, Memory(sources=root / FOLDER)).memory, ())  # that have no venues


@pytest.mark.parametrize(
    "other",
    [_of_another_version, _of_another_engine, _of_other_words, _of_another_cluster, _of_another_site, _of_other_kinds],
)
def test_what_was_learned_elsewhere_counts_as_empty(
    other: Callable[[Path, pytest.MonkeyPatch], None], root: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    _remember(root)
    other(root, monkeypatch)
    read.clear()
    again = _load(root)

    assert {"a.md", "b.rst", "p.png", "p.pdf", "hall.md"} <= {*read}
    _same(again, load(root, kinds=MORE))


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("harm", ["bit", "cut", "gone", "folder"])
def test_a_damaged_store_counts_as_empty(harm: str, at: float, root: Path, read: list[str]) -> None:
    first = _remember(root)
    path = root / FOLDER / "xian.bin"
    data = bytearray(path.read_bytes())
    data[int(at * (len(data) - 1))] ^= 16
    if harm in {"gone", "folder"}:
        path.unlink()
    if harm == "folder":
        path.mkdir()
    elif harm != "gone":
        path.write_bytes(data if harm == "bit" else data[: int(at * len(data) * 0.99)])
    read.clear()
    again = _remember(root)

    assert "a.md" in read
    _same(again, first)
    read.clear()
    _same(_load(root), first)
    assert "a.md" not in read


def test_many_files_are_read_in_several_processes_to_the_same_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _load(root)
    monkeypatch.setattr(recall, "MANY", 2)
    here: list[str] = []
    own = reading._read

    def spy(reader: Any, written: Any, findings: Any) -> Any:
        here.append(written.place.path)
        return own(reader, written, findings)

    monkeypatch.setattr(reading, "_read", spy)
    together = _load(root, jobs=2)
    elsewhere = not here
    monkeypatch.setattr(recall, "run_each", lambda tasks, work, jobs: ((name, Crash("killed")) for name in tasks))
    after_death = _load(root, jobs=2)

    assert elsewhere
    _same(together, alone)
    _same(after_death, alone)
    assert [site.names for site in together.memory.sites.values()] == [site.names for site in alone.memory.sites.values()]
    keep_sources(root, together.memory, ())
    here.clear()
    _same(_load(root), alone)
    assert sorted(Path(path).name for path in here) == NEVER


def test_what_cannot_be_packed_is_read_each_time(root: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    monkeypatch.setattr(remembered, "packer", lambda record: (_ for _ in ()).throw(ValueError("odd")))
    first = _remember(root)
    read.clear()

    _same(_load(root), first)
    assert {"a.md", "hall.md"} <= {*read}
    assert "p.png" not in read


def test_a_body_is_read_when_it_is_asked_for_and_is_what_was_checked(root: Path) -> None:
    found = _all(_load(root))
    path = root / XIAN / "news/bare.md"

    assert found["bare.md"].body == "\n正文 {{ 指令 }}。\n第二行\n"
    assert found["hidden.md"].body.split() == ["看得见。", "完。"]
    assert found["b.rst"].body == "\n..\n\n`甲 <a.md>`__\n"
    found = _all(_load(root))
    path.write_text("# 只有标题的稿件\n\n别的正文。\n", encoding="utf-8")
    with pytest.raises(Changed, match="bare"):
        _ = found["bare.md"].body
    path.unlink()
    with pytest.raises(Changed, match="bare"):
        _ = found["bare.md"].body


def test_only_what_is_there_is_kept(root: Path) -> None:
    _remember(root)
    (root / XIAN / "news/a.md").unlink()
    (root / XIAN / "images/p.png").unlink()
    _remember(root)
    known = sources.read_sources(root / FOLDER, "xian", _load(root).memory.sites["xian"].shape)
    shutil.rmtree(root / SHENG)
    (root / FOLDER / "stranger.bin").write_bytes(b"x")
    _remember(root)

    assert known is not None
    assert ("news/a.md" in known.texts, "news/b.rst" in known.texts) == (False, True)
    assert [*known.stamps] == ["files/p.pdf"]
    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["shi.bin", "xian.bin"]
