"""Which dialect a piece is read in: its header, the nearest folder, its site, the cluster; a guest keeps its home's."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from clusters import FAULTS, NOW, article, write_cluster
from conftest import Build, Federate
from wangqun.authoring.dialects import switches
from wangqun.stages.plan import inputs_of

pytestmark = pytest.mark.usefixtures("in_one_process")

NEWS = "content/county/xian/news"
PELICAN = "markdown: pelican\n"
CLUSTER = (FAULTS / "_base/sites/cluster.yaml").read_text(encoding="utf-8")
SITE = (FAULTS / "_base/sites/county/xian.yaml").read_text(encoding="utf-8")


def dialects(federation: Federate, files: dict[str, str]) -> dict[str, str]:
    """Slug -> dialect of the county's pieces."""
    made = federation({f"{NEWS}/a.md": article(), f"{NEWS}/deep/er/b.md": article("深处的一篇")} | files)

    assert made.findings == ()
    return {d.id.slug: d.dialect for d in made.views["xian"].documents if d.id.slug != "good"}


@pytest.mark.parametrize(
    ("files", "a", "b"),
    [
        ({}, "office", "office"),
        ({"sites/cluster.yaml": CLUSTER + PELICAN}, "pelican", "pelican"),
        ({"sites/county/xian.yaml": SITE + PELICAN}, "pelican", "pelican"),
        ({"sites/cluster.yaml": CLUSTER + PELICAN, "sites/county/xian.yaml": SITE + "markdown: office\n"}, "office", "office"),
        ({"content/county/xian/_folder.yaml": PELICAN}, "pelican", "pelican"),
        ({"content/county/xian/_folder.yml": PELICAN}, "pelican", "pelican"),
        ({f"{NEWS}/deep/_folder.yaml": PELICAN}, "office", "pelican"),
        ({f"{NEWS}/_folder.yaml": PELICAN, f"{NEWS}/deep/_folder.yaml": "markdown: office\n"}, "pelican", "office"),
        ({f"{NEWS}/_folder.yaml": PELICAN, f"{NEWS}/a.md": article(extra="markdown: office\n")}, "office", "pelican"),
        ({f"{NEWS}/a.md": article(extra=PELICAN)}, "pelican", "office"),
        ({f"{NEWS}/_folder.yaml": ""}, "office", "office"),
        ({f"{NEWS}/_folder.yaml": "markdown: Pelican\n", f"{NEWS}/a.md": article(extra="正文写法：公文\n")}, "office", "pelican"),
        ({f"{NEWS}/a.md": article(extra="写法：python-markdown\n")}, "pelican", "office"),
    ],
)
def test_the_nearest_word_counts(files: dict[str, str], a: str, b: str, federation: Federate) -> None:
    assert dialects(federation, files) == {"a": a, "b": b}


def test_a_folder_file_says_what_is_wrong_with_it(federation: Federate) -> None:
    made = federation({f"{NEWS}/_folder.yaml": "markdown: word\n", "content/county/xian/deputies/_folder.yaml": "mode: x\n"})

    told = [(finding.code, finding.path, finding.line) for finding in made.findings]
    assert told == [
        ("field-unknown", "content/county/xian/deputies/_folder.yaml", 1),
        ("field-invalid", f"{NEWS}/_folder.yaml", 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<<<<<< a\nmarkdown: office\n=======\nmarkdown: pelican\n>>>>>>> b\n", ("conflict-marker", 1)),
        ("# 说明\nmarkdown: 请填写\n", ("blank-left", 2)),
        ("markdown: [\n", ("yaml-syntax", 2)),
    ],
)
def test_a_folder_file_is_held_to_what_every_file_of_yaml_is(text: str, expected: tuple[str, int], federation: Federate) -> None:
    made = federation({f"{NEWS}/_folder.yaml": text, f"{NEWS}/a.md": article()})

    assert [(finding.code, finding.line) for finding in made.findings] == [expected]
    assert {d.dialect for d in made.views["xian"].documents} == {"office"}


def test_a_slip_in_the_name_of_the_field_is_told(federation: Federate) -> None:
    made = federation({f"{NEWS}/a.md": article(extra="markdwon: pelican\n")})

    assert [(finding.code, finding.message) for finding in made.findings] == [("key-near", "没有“markdwon”这个字段，没有起作用")]


def test_a_piece_of_another_dialect_is_built_anew(federation: Federate) -> None:
    view = federation({f"{NEWS}/a.md": article()}).views["xian"]
    other = replace(view, documents=tuple(replace(document, dialect="pelican") for document in view.documents))

    before, after = inputs_of(view), inputs_of(other)
    assert {name for name in before if before[name] != after[name]} == {"article/a", "article/good"}


def test_a_guest_and_a_manifest_keep_the_dialect_of_their_home(build: Build) -> None:
    share = "share: {to: [shi], mode: page}\n"
    body = "甲\n乙"
    root, report = build(
        {
            "content/province/sheng/_folder.yaml": PELICAN,
            "content/province/sheng/news/old.md": article("旧写法", body, extra=share),
            "content/province/sheng/news/new.md": article("新写法", body, extra=share + "markdown: office\n"),
        }
    )

    pages = {name: next((root / "build/public/shi").rglob(f"{name}.html")).read_text(encoding="utf-8") for name in ("old", "new")}
    listed = json.loads((root / "build/manifests/sheng.json").read_text(encoding="utf-8"))["documents"]
    assert "<p>甲\n乙</p>" in pages["old"]
    assert "<p>甲<br>\n乙</p>" in pages["new"]
    assert {d["id"].rpartition("/")[2]: d["dialect"] for d in listed} == {"old": "pelican", "new": "office", "good": "pelican"}
    assert report.changed == ("sheng", "shi", "xian")


def test_pieces_that_a_switch_would_change_are_listed(tmp_path) -> None:
    files = {f"{NEWS}/a.md": article("两行", "甲\n乙"), f"{NEWS}/b.md": article("一行", "甲\n\n乙", extra=PELICAN)}
    root = write_cluster(tmp_path, files)

    found = list(switches(root, NOW))

    assert [(each.path, each.now, each.before, each.after) for each in found] == [
        (f"{NEWS}/a.md", "office", "<p>甲<br>", "<p>甲")
    ]
    assert list(switches(root, datetime(2026, 1, 1, tzinfo=NOW.tzinfo))) == []
    assert list(switches(root, NOW, ["shi"])) == []
