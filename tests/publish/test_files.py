"""Pictures become public without their metadata wherever they are copied, and hostile files harm nobody."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, write_cluster
from samples import pdf, photo, picture
from wangqun.domain.pictures import clean_picture
from wangqun.pipeline import run
from wangqun.stages.load import stamps

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
    assert [(digest, len(cleaned))] == [(file["digest"], file["size"]) for file in manifest["files"]]
    assert cleaned != PHOTO


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, {**FILES, f"{SHENG}/images/b.pdf": pdf()})
    for path in root.rglob("images/*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("wangqun.stages.ledger.RACY", -(10**18))  # nothing is too young to be remembered
    first = run(root, NOW)
    monkeypatch.setattr(stamps, "_read", lambda *about: pytest.fail("read again"))
    again = run(root, NOW)

    assert first.findings == again.findings
    assert again.changed == ()


@pytest.mark.parametrize("death", [lambda path: os._exit(9), lambda path: os.kill(os.getpid(), 11), lambda path: hang()])
def test_a_pdf_that_kills_its_reader_only_counts_as_unscanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("wangqun.stages.check.pdf.read_pdf", death)
    monkeypatch.setattr(stamps, "_SECONDS", 1)
    body = "[全文](../files/a.pdf)"
    root = write_cluster(tmp_path, {f"{SHENG}/files/a.pdf": pdf(), f"{SHENG}/news/a.md": article(body=body)})
    report = run(root, NOW)

    assert [finding.message for finding in report.findings] == ["附件“../files/a.pdf”未能检查：检查时出错或超时"]
    assert (root / "build/public/sheng/files/a.pdf").is_file()


def hang() -> None:
    """Compute for ever."""
    while True:
        pass


def test_who_checked_an_attachment_is_in_no_manifest(tmp_path: Path) -> None:
    checked = "attachments: [{name: 全文, file: ../files/a.pdf, manual_check: {person: 检查人, time: 2026-03-01 09:00}}]\n"
    root = write_cluster(tmp_path, {f"{SHENG}/files/a.pdf": pdf(""), f"{SHENG}/news/a.md": article(extra=checked)})
    report = run(root, NOW)

    assert report.findings == ()
    assert [path for path, raw in public_tree(root).items() if "检查人".encode() in raw] == []


def test_a_site_that_is_too_large_leaves_the_others_alone(tmp_path: Path) -> None:
    files = {f"{SHENG}/images/{name}.jpg": picture() for name in "abc"} | {"content/city/shi/images/a.jpg": picture()}
    root = write_cluster(tmp_path, files)
    record = root / "sites/cluster.yaml"
    limit = len(picture()) * 2 + 100
    record.write_text(record.read_text(encoding="utf-8") + f"limits: {{bytes: {limit}}}\n", encoding="utf-8")
    report = run(root, NOW)
    told = [finding for finding in report.findings if finding.code == "site-too-large"]

    assert [finding.site for finding in told] == ["sheng"]
    assert "的 2 个文件没有读" in told[0].message
    assert {"sheng/images/a.jpg", "sheng/images/b.jpg", "shi/images/a.jpg"} == {
        path for path in public_tree(root) if path.endswith(".jpg")
    }
