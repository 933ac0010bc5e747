"""Pictures become public without their metadata wherever they are copied, and hostile files harm nobody."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from samples import pdf, photo, picture
from wangqun.scan.cleaning import clean_picture
from wangqun.stages.load import stamps

pytestmark = pytest.mark.usefixtures("in_one_process")

SHENG = "content/province/sheng"
SHOWN = article(body="![图](../images/a.jpg)", extra="share: {to: [xian], mode: page}\n")
PHOTO = photo(".jpg", 6)
FILES = {f"{SHENG}/images/a.jpg": PHOTO, f"{SHENG}/news/a.md": SHOWN}


def test_a_photo_is_public_without_its_metadata_at_home_elsewhere_and_beside_the_manifests(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    report = run(root, NOW)
    cleaned = clean_picture(PHOTO, ".jpg")
    digest = sha256(cleaned).hexdigest()
    files = {path: raw for path, raw in public_tree(root).items() if path.endswith(".jpg")}
    manifest = json.loads((root / "build/public/sheng/manifest.json").read_text(encoding="utf-8"))

    assert [finding.code for finding in report.findings] == ["image-metadata"]
    assert files == {"sheng/images/a.jpg": cleaned, "xian/from/sheng/images/a.jpg": cleaned}
    assert cleaned == (root / "build/manifests/files" / digest).read_bytes()
    photos = [file for file in manifest["files"] if file["source"].endswith(".jpg")]
    assert [(digest, len(cleaned))] == [(file["digest"], file["size"]) for file in photos]
    assert cleaned != PHOTO


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, {**FILES, f"{SHENG}/images/b.pdf": pdf()})
    for path in root.rglob("images/*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("wangqun.store.sources.RACY", -(10**18))  # nothing is too young to be remembered
    first = run(root, NOW)
    monkeypatch.setattr(stamps, "_read", lambda *about: pytest.fail("read again"))
    again = run(root, NOW)

    assert first.findings == again.findings
    assert again.changed == ()


@pytest.mark.parametrize("death", [lambda *of: os._exit(9), lambda *of: os.kill(os.getpid(), 11), lambda *of: hang()])
def test_a_pdf_that_kills_its_reader_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("wangqun.scan.inside.read_pdf", death)
    monkeypatch.setattr(stamps, "_SECONDS", 1)
    body = "[全文](../files/a.pdf)"
    root = write_cluster(tmp_path, {f"{SHENG}/files/a.pdf": pdf(), f"{SHENG}/news/a.md": article(body=body)})
    report = run(root, NOW)

    (refused,) = report.findings
    (kept_back,) = refused.follows
    assert refused.message == "附件检查不了：检查时出错或超时"
    assert kept_back.endswith("a.md:6:6: 阻断 [attachment-refused] 文件“../files/a.pdf”没有通过检查，不能发布")
    assert not (root / "build/public/sheng/files/a.pdf").exists()


def hang() -> None:
    """Compute for ever."""
    while True:
        pass


def test_who_checked_an_attachment_is_in_no_manifest(tmp_path: Path) -> None:
    digest = sha256(pdf("")).hexdigest()
    by = f"person: 检查人, time: 2026-03-01 09:00, sha256: {digest}"
    checked = f"attachments: [{{name: 全文, file: ../files/a.pdf, manual_check: {{{by}}}}}]\n"
    checked += f"manual_checks: [{{file: ../files/a.pdf, {by}}}]\nshare: {{to: [xian], mode: page}}\n"
    root = write_cluster(tmp_path, {f"{SHENG}/files/a.pdf": pdf(""), f"{SHENG}/news/a.md": article(extra=checked)})
    report = run(root, NOW)

    assert report.findings == ()
    assert [path for path, raw in public_tree(root).items() if "检查人".encode() in raw] == []


@pytest.mark.parametrize(
    "header", ["", "attachments: [{name: 旧文, file: ../files/旧 文.doc@}]\n", "manual_checks: [{file: /files/b.doc, OTHER}@]\n"]
)
def test_the_line_that_a_finding_offers_is_the_one_that_mends_it(tmp_path: Path, header: str) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99)
    by = "person: 检查人, time: 2026-03-01 09:00"
    header = header.replace("OTHER", f"{by}, sha256: {sha256(old + b'b').hexdigest()}")
    folder = f"{SHENG}/pages"
    page = "---\ntitle: 一页\n{}---\n[旧文](../files/旧%20文.doc) {}\n"
    body = "[又](../files/b.doc)" if "b.doc" in header else ""
    files = {f"{SHENG}/files/旧 文.doc": old, f"{SHENG}/files/b.doc": old + b"b"}
    root = write_cluster(tmp_path, {**files, f"{folder}/a.md": page.format(header.replace("@", ""), body)})
    (finding,) = run(root, NOW).findings
    offered = finding.hint.rpartition("：")[2].replace("person: 姓名, time: 时间", by)
    mended = header.replace("@", f", {offered}") if header else f"{offered}\n"
    (root / folder / "a.md").write_text(page.format(mended, body), encoding="utf-8")
    report = run(root, NOW)

    assert finding.code == "attachment-unscanned"
    assert report.findings == ()
    assert (root / "build/public/sheng/page/a.html").is_file()


def test_a_site_that_is_too_large_leaves_the_others_alone(tmp_path: Path) -> None:
    files = {f"{SHENG}/images/{name}.jpg": picture() for name in "abc"} | {"content/city/shi/images/a.jpg": picture()}
    root = write_cluster(tmp_path, files)
    record = root / "sites/cluster.yaml"
    limit = len(picture()) * 2 + 100
    record.write_text(record.read_text(encoding="utf-8") + f"limits: {{bytes: {limit}}}\n", encoding="utf-8")
    report = run(root, NOW)
    told = [finding for finding in report.findings if finding.code == "site-too-large"]

    assert [finding.site for finding in told] == ["sheng"]
    assert "的 3 个文件没有读" in told[0].message
    assert {"sheng/images/a.jpg", "sheng/images/b.jpg", "shi/images/a.jpg"} == {
        path for path in public_tree(root) if path.endswith(".jpg")
    }
