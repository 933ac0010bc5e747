"""What runs remember of files holds no text that may not be public; what is published was checked as it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, write_cluster
from samples import pdf
from wangqun.operations import look_over
from wangqun.options import Listener
from wangqun.pipeline import run
from wangqun.store import bodies, sources
from wangqun.store.sources import FOLDER

alone = pytest.mark.usefixtures("in_one_process")

XIAN, SHENG = "content/county/xian", "content/province/sheng"
PIECE = f"{XIAN}/news/piece.md"
TITLE, FIRST = "绝不能留下的标题", "绝不能留下的开头。"
GOOD = article(TITLE, FIRST)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built cluster in which nothing is too young to be remembered."""
    monkeypatch.setattr(sources, "RACY", -(10**18))
    root = write_cluster(tmp_path, {PIECE: GOOD, f"{XIAN}/news/other.md": article("别的", "别的正文。")})
    run(root, NOW)
    return root


def _kept(root: Path) -> str:
    """Everything that is remembered of files of the county."""
    return (root / FOLDER / "xian.bin").read_bytes().decode("utf-8", "replace")


GONE: dict[str, str | None] = {  # what becomes of a piece
    "deleted": None,
    "withdrawn": article(TITLE, FIRST, extra="withdrawn: {reason: 有误, time: 2026-03-03 09:00}\n"),
    "withdrawn-later": article(TITLE, FIRST, extra="withdrawn: {reason: 有误, time: 2027-03-03 09:00}\n"),
    "unreadable-header": GOOD.replace("---\n", "---\nx: [\n", 1),
    "held-back": article(TITLE, FIRST, extra="embargo: 2027-01-01\n"),
    "scanned": article(TITLE, FIRST + "身份证号11010519491231002X。"),
    "link": article(TITLE, FIRST + "[见](none.md)"),
    "same-id": article(TITLE, FIRST, "2026-03-03 09:00", "slug: other\n"),
    "follows": article(TITLE, FIRST + "[全文](../files/a.pdf)"),
    "called-13800138000": article(TITLE, FIRST + "[见](none.md)"),  # a name that no finding shows as it is
    "unfit": article(TITLE, FIRST + "\n\n*[甲]: " + "长" * 100_000 + "\n\n" + "甲 " * 100_000),
}


@alone
def test_a_text_that_is_withdrawn_or_blocked_leaves_what_is_remembered_in_the_same_run(root: Path) -> None:
    folder = root / XIAN / "news"
    pieces = {folder / f"{name}.md": text and text.replace(TITLE, f"{TITLE}{name}") for name, text in GONE.items()}
    for path in pieces:
        path.write_text(article(f"{TITLE}{path.stem}", FIRST), encoding="utf-8")
    (root / PIECE).unlink()
    run(root, NOW)
    there = [f"{TITLE}{name}" in _kept(root) for name in GONE]
    for path, text in pieces.items():
        path.write_text(text, encoding="utf-8") if text else path.unlink()
    write_cluster(root, {f"{XIAN}/files/a.pdf": pdf()[:-200]}, base=False)
    report = run(root, NOW)
    once = _kept(root)
    run(root, NOW)

    assert all(there)
    assert FIRST not in once and "别的正文" in once
    assert [name for name in GONE if f"{TITLE}{name}" in once] == []
    assert {f.code for f in report.findings} >= {"link-internal-broken", "id-duplicate", "body-unfit", "header-yaml"}
    assert once == _kept(root)


@alone
def test_nothing_stays_of_a_site_whose_documents_nobody_can_judge(root: Path) -> None:
    record, caches = root / "sites/county/xian.yaml", (FOLDER, bodies.FOLDER)
    sound = record.read_text(encoding="utf-8")
    there = [TITLE.encode() in _bytes(root / caches[0]), FIRST.encode() in _bytes(root / caches[1])]
    (root / PIECE).write_text(article(TITLE, FIRST + "[见](none.md)"), encoding="utf-8")
    record.write_text(sound.replace("short_name", "shortname", 1), encoding="utf-8")
    run(root, NOW)
    gone = b"".join(_bytes(root / cache) for cache in caches)
    record.write_text(sound, encoding="utf-8")
    (root / PIECE).write_text(GOOD, encoding="utf-8")
    run(root, NOW)

    assert there == [True, True]
    assert TITLE.encode() not in gone and FIRST.encode() not in gone
    assert TITLE.encode() in _bytes(root / FOLDER)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@alone
@pytest.mark.parametrize("text", [article(TITLE, FIRST, extra="status: draft\n"), GOOD + "\n第二段。\n"])
def test_a_draft_and_an_edited_piece_are_remembered(text: str, root: Path) -> None:
    (root / PIECE).write_text(text, encoding="utf-8")
    run(root, NOW)

    assert TITLE in _kept(root)


class _Meddler(Listener):
    """Changes a file when a stage is done."""

    def __init__(self, root: Path, stage: str, text: str, path: str = PIECE) -> None:
        self.path, self.when, self.text = root / path, stage, text

    def stage(self, name: str, result: object, seconds: float, cpu: float) -> None:
        if name == self.when:
            self.path.write_text(self.text, encoding="utf-8")


@alone
def test_what_a_file_says_after_it_was_checked_is_never_published(root: Path) -> None:
    before = public_tree(root)
    (root / PIECE).write_text(GOOD + "\n第二段。\n", encoding="utf-8")
    report = run(root, NOW, listener=_Meddler(root, "load", GOOD + "\n没有检查过的第三段。\n"))

    assert [(f.code, f.path) for f in report.findings] == [("source-changed", PIECE)]
    assert report.failed == ("xian",)
    assert public_tree(root) == before
    assert TITLE not in _kept(root)

    report = run(root, NOW)
    assert ("xian" in report.changed, report.findings) == (True, ())
    assert "第三段" in (root / "build/public/xian/article/piece.html").read_text(encoding="utf-8")
    assert look_over(root, NOW) == ()


@alone
def test_what_a_file_says_after_it_was_converted_is_for_the_next_run(root: Path) -> None:
    page = root / "build/public/xian/article/piece.html"
    (root / PIECE).write_text(GOOD + "\n第二段。\n", encoding="utf-8")
    report = run(root, NOW, listener=_Meddler(root, "convert", GOOD + "\n没有检查过的第三段。\n"))
    once = page.read_text(encoding="utf-8")
    later = run(root, NOW)

    assert (report.changed, report.findings) == (later.changed, later.findings)
    assert ("第二段" in once, "第三段" in once) == (True, False)
    assert "第三段" in page.read_text(encoding="utf-8")


def test_a_manifest_holds_no_body_that_was_not_checked(root: Path) -> None:
    shown = f"{SHENG}/news/shown.md"
    text = article(TITLE, FIRST, extra="share: {to: [xian], mode: page}\n")
    write_cluster(root, {shown: text}, base=False)
    assert run(root, NOW).findings == ()
    before, manifest = public_tree(root), root / "build/manifests/sheng.json"
    listed = manifest.read_bytes()
    write_cluster(root, {shown: text + "\n第二段。\n"}, base=False)
    report = run(root, NOW, listener=_Meddler(root, "build", text + "\n没有检查过的第三段。\n", shown))
    after = public_tree(root)

    assert FIRST in listed.decode()
    assert [(f.code, f.site, f.path) for f in report.findings] == [("source-changed", "sheng", shown)]
    assert report.failed == ("sheng",)
    assert manifest.read_bytes() == listed
    assert _of_site(after, "sheng") == _of_site(before, "sheng")
    assert "第二段" in after["xian/from/sheng/article/shown.html"].decode()
    assert not any("没有检查过" in raw.decode("utf-8", "replace") for raw in after.values())
    report = run(root, NOW)
    assert report.findings == ()
    assert {"sheng", "xian"} <= {*report.changed}


def _of_site(public: dict[str, bytes], site: str) -> dict[str, bytes]:
    return {path: raw for path, raw in public.items() if path.startswith(f"{site}/")}


def test_two_builds_at_once_come_to_what_one_comes_to(root: Path) -> None:
    (root / PIECE).write_text(GOOD + "\n第二段。\n", encoding="utf-8")
    command = [sys.executable, "-m", "wangqun", "-C", str(root), "build", "--today", "2026-11-23"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    codes = [process.wait(timeout=120) for process in both]
    kept = _kept(root)
    report = run(root, NOW)

    assert codes == [0, 0]
    assert (report.changed, report.findings) == ((), ())
    assert "第二段" in (root / "build/public/xian/article/piece.html").read_text(encoding="utf-8")
    assert TITLE in kept
    assert look_over(root, NOW) == ()
