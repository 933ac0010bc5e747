"""docs/reference/manifest.md has every key of the manifests that a small cluster publishes, with its type."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, run, write_cluster
from samples import pdf
from wangqun.domain.item import Item
from wangqun.store.manifest import PRIVATE

from .generated import ROOT

TEXT = (ROOT / "docs/reference/manifest.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)
TYPES = {"文字": str, "整数": int, "列表": list, "对象": dict, "空": type(None)}
OPEN = {"documents[].header", "withdrawn[].header"}  # header fields, docs/reference/headers.md
FILES = {
    "content/province/sheng/news/page.md": article(
        "成页的", extra="attachments: [{name: 全文, file: ../files/a.pdf}]\nshare: {to: [shi], mode: page}\n"
    ),
    "content/province/sheng/news/listed.md": article("列出的", extra="share: {to: [shi]}\n"),
    "content/province/sheng/news/later.md": article("以后的", date="2026-12-01 09:00"),
    "content/province/sheng/news/gone.md": article("撤回的", extra="withdrawn: {reason: 有误, time: 2026-11-01 09:00}\n"),
    "content/province/sheng/news/moved.md": article("迁走的", extra="moved_to: shi\n"),
    "content/city/shi/news/moved.md": article("迁来的", extra="id: sheng:article/moved\n"),
    "content/province/sheng/files/a.pdf": pdf(),
}


def documented(section: str) -> dict[str, set[type]]:
    """Each key of a section's table with the types it may have."""
    table = TEXT.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return {key: {TYPES[name] for name in kinds.strip().split("或")} for key, kinds in ROW.findall(table)}


def keys(value: Any, path: str = "") -> Iterator[tuple[str, type]]:
    """Every key of a manifest with the type of its value; an open object is not looked into."""
    if isinstance(value, dict) and path not in OPEN:
        for name, inner in value.items():
            below = f"{path}.{name}" if path else name
            yield below, type(inner)
            yield from keys(inner, below)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[]")


@pytest.fixture(scope="module")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_cluster(tmp_path_factory.mktemp("manifests"), FILES)
    report = run(root, NOW)
    assert report.failed == ()
    return root / "build" / "manifests"


def test_every_key_of_a_sites_manifest_is_documented_with_its_type(manifests: Path) -> None:
    found = [
        pair for site in ("sheng", "shi", "xian") for pair in keys(json.loads((manifests / f"{site}.json").read_text("utf-8")))
    ]
    table = documented("站点的清单")

    assert {key for key, _ in found} == set(table)
    assert [(key, kind.__name__) for key, kind in found if kind not in table[key]] == []


def test_every_key_of_the_clusters_manifest_is_documented_with_its_type(manifests: Path) -> None:
    found = list(keys(json.loads((manifests / "manifest.json").read_text("utf-8"))))
    table = documented("网站群的清单")

    assert {key for key, _ in found} == set(table)
    assert [(key, kind.__name__) for key, kind in found if kind not in table[key]] == []


def test_the_site_publishes_the_same_manifest(manifests: Path) -> None:
    public = manifests.parent / "public" / "sheng" / "manifest.json"

    assert public.read_bytes() == (manifests / "sheng.json").read_bytes()


def test_fields_that_never_appear_are_named() -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith("文件头里从不列出的字段"))

    assert set(Item.model_fields) >= PRIVATE
    assert set(re.findall(r"`(\w+)`", line)) == PRIVATE - {"withdrawn"}
