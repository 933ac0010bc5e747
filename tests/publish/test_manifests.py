"""Manifests say what is public, and one county alone builds the same pages from them as the whole cluster does."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clusters import FAULTS, NOW, UPKEEP, article, copy_demo, read_folder, run, tree, write_cluster
from wangqun.domain.federation import Federation, SiteView
from wangqun.options import Options
from wangqun.reports.report import Report
from wangqun.stages import catalogue
from wangqun.stages.load import Neighbours
from wangqun.store.manifest import site_manifest

pytestmark = pytest.mark.usefixtures("in_one_process")

SHOWN_ON_PURPOSE = {"suggestion-overdue", "supervision-gap"}  # what the demo says of itself, so that readers see it told


@pytest.mark.parametrize("site", ["qinglan", "yannan", "moxi", "yunze"])
def test_a_site_alone_equals_its_pages_of_the_full_build(site: str, demo: Path, tmp_path: Path) -> None:
    root = copy_demo(tmp_path)
    for folder in root.glob("content/*/*"):
        if folder.name != site:
            shutil.rmtree(folder)
    shutil.copytree(demo / "build/manifests", tmp_path / "manifests")
    report = run(root, NOW, [site], options=Options(neighbours=Neighbours(site, tmp_path / "manifests")))

    assert [f for f in report.findings if f.severity != "info" and f.code not in {*UPKEEP, *SHOWN_ON_PURPOSE}] == []
    assert _own(root / "build/public" / site, site) == _own(demo / "build/public" / site, site)
    assert [path.name for path in (root / "build/public").iterdir()] == [site]


def _own(folder: Path, site: str) -> dict[str, bytes]:
    """What a site shows, but for the cluster's data and search, which are put together from all sites."""
    search = "search/index.json" if site == "yunze" else ""
    return {name: content for name, content in tree(folder).items() if not name.startswith("data/cluster/") and name != search}


def test_a_missing_manifest_is_said_and_the_rest_is_built(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    manifests = root / "build/manifests"
    (manifests / "shi.json").unlink()
    (manifests / "sheng.json").write_text("{", encoding="utf-8")
    report = run(root, NOW, ["xian"], options=Options(neighbours=Neighbours("xian", manifests), force=True))

    assert {finding.code for finding in report.findings} == {"manifest-missing", "manifest-invalid"}
    assert report.failed == ()


SHARED = {
    "sites/cluster.yaml": read_folder(FAULTS / "_base")["sites/cluster.yaml"]
    + "flows:\n  - {id: down, kind: push, from: [sheng], to: [shi], columns: [news], mode: page}\n",
    "content/province/sheng/news/sent.md": article("下发的", extra="attachments: [{file: a.csv, name: 附件}]\n"),
    "content/province/sheng/news/a.csv": "甲,乙\n",
}
ID = "970121198001010016"


def _alone(root: Path, manifest: dict[str, Any]) -> tuple[Report, dict[str, bytes]]:
    """What shi makes of its content and another manifest of sheng."""
    manifests = root / "build/manifests"
    (manifests / "sheng.json").write_text(json.dumps(manifest), encoding="utf-8")
    report = run(root, NOW, ["shi"], options=Options(neighbours=Neighbours("shi", manifests), force=True))
    return report, tree(root / "build/public/shi")


@pytest.mark.parametrize("field", ["title", "body", "excerpt"])
@pytest.mark.parametrize(("unfit", "code"), [(ID, "id-number"), ("甲\ue000乙", "private-use-character")])
def test_what_a_manifest_brings_is_scanned_like_content(unfit: str, code: str, field: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, SHARED)
    run(root, NOW)
    manifest = json.loads((root / "build/manifests/sheng.json").read_text(encoding="utf-8"))
    sent = next(entry for entry in manifest["documents"] if entry["id"] == "sheng:article/sent")
    sent[field] = f"号码{unfit}"
    report, public = _alone(root, manifest)

    assert [(f.code, f.path) for f in report.findings] == [(code, "manifest:sheng/news/sent.md")]
    assert [name for name, content in public.items() if unfit.encode() in content or "sent" in name] == []


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("documents", "title", 5),
        ("documents", "markup", "html"),
        ("documents", "source", "../../x.md"),
        ("files", "digest", "../../../etc/passwd"),
        ("files", "digest", "0" * 63),
        ("files", "size", "1"),
        ("files", "source", "news/a.html"),
        ("files", "source", "../a.csv"),
    ],
)
def test_a_manifest_that_says_what_no_site_can_is_passed_over(part: str, field: str, value: object, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, SHARED)
    run(root, NOW)
    manifest = json.loads((root / "build/manifests/sheng.json").read_text(encoding="utf-8"))
    manifest[part][0][field] = value
    report, _ = _alone(root, manifest)

    assert [finding.code for finding in report.findings] == ["manifest-invalid"]
    assert report.failed == ()


def test_a_file_beside_a_manifest_that_is_not_the_one_it_names_is_not_published(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, SHARED)
    run(root, NOW)
    manifest = json.loads((root / "build/manifests/sheng.json").read_text(encoding="utf-8"))
    (root / "build/manifests/files" / manifest["files"][0]["digest"]).write_text(ID, encoding="utf-8")
    report, public = _alone(root, manifest)

    assert [finding.code for finding in report.findings] == ["manifest-invalid"]
    assert [name for name, content in public.items() if ID.encode() in content] == []


def test_a_manifest_holds_public_facts_only_and_says_when_to_build_next(tmp_path: Path) -> None:
    secret = "note: 内部备注\nreviews: [{stage: final, role: 审, person: 某审, time: 2026-03-01 09:00, result: pass}]\n"
    files = {
        "content/county/xian/news/a.md": article("公开的", extra=secret),
        "content/county/xian/news/later.md": article("以后的", date="2026-12-01 09:00"),
        "content/county/xian/news/draft.md": article("草稿", extra="status: draft\n"),
    }
    root = write_cluster(tmp_path, files)
    run(root, NOW)
    text = (root / "build/public/xian/manifest.json").read_text(encoding="utf-8")
    site = json.loads(text)
    cluster = json.loads((root / "build/manifests/manifest.json").read_text(encoding="utf-8"))

    for hidden in ("内部备注", "某审", "以后的", "草稿"):
        assert hidden not in text
    assert {entry["id"] for entry in site["documents"]} == {"xian:article/a", "xian:article/good"}
    assert site["next_build_due"] == "2026-12-01T09:00:00+08:00"
    assert cluster["next_build_due"] == site["next_build_due"]
    assert {entry["id"]: entry["release"] for entry in cluster["sites"]}["xian"] == (root / "build/public/xian").resolve().name


DEPUTY = """\
- person: person:{key}
  name: {name}
  gender: {gender}
  mandates: [{{term: 17, constituency: c1, from: 2023-02-07, to: 2026-12-21, end_reason: recalled,
    suspensions: [{{from: 2026-12-11}}]}}]
  posts: [{{organ: standing_committee, title: 副主任, term: 17, from: 2026-12-13}}]
"""
NOT_YET = ("2026-12-21", "2026-12-11", "副主任", "将来的调研", "某裁定人", "内部的理由")


def test_records_of_people_are_in_no_release_as_they_are_written(tmp_path: Path) -> None:
    home = "content/county/xian/"
    decided = "persons: ['person:7k3m9q2x4t'], field: gender, value: 女, by: 某裁定人, on: 2026-12-31, reason: 内部的理由"
    deputy = DEPUTY.format(key="7k3m9q2x4t", name="闻正言", gender="男")
    files = {
        home + "terms.yaml": "- {term_no: 17, start: 2023-02-07, seats: 3}\n",
        home + "constituencies.yaml": "- {key: c1, no: '1', name: 第一选区, term: 17, quota: 3}\n",
        home + "deputies/wen.yaml": deputy,
        home + "duty_records.yaml": "- {date: 2026-12-14, type: research, persons: ['person:7k3m9q2x4t'], text: 将来的调研}\n",
        home + "decisions/a.yaml": f"- {{action: take, {decided}, instead_of: [男]}}\n",
    }
    root = write_cluster(tmp_path / "root", files)
    assert run(root, NOW).failed == ()
    public = tree(root / "build/releases")
    told = (root / "build/manifests/xian.people.json").read_text(encoding="utf-8")

    assert [name for name in public if name.endswith("/people.json") and "schema" not in name] == []
    assert [(word, name) for name, text in public.items() for word in NOT_YET if word.encode() in text] == []
    assert [word for word in NOT_YET if word not in told] == []


def test_what_a_site_keeps_of_people_is_put_right_and_follows_its_records(tmp_path: Path) -> None:
    """Decisions of a site without deputies of its own are told too."""
    decision = "- {action: not_same, persons: ['person:7k3m9q2x4t', 'person:xe3qtmqam4'], by: 某, on: 2026-03-01, reason: 不同}\n"
    root = write_cluster(tmp_path, {"content/county/xian/decisions/a.yaml": decision})
    run(root, NOW)
    path = root / "build/manifests/xian.people.json"
    told = path.read_text(encoding="utf-8")
    assert "not_same" in told
    for damage in (path.unlink, lambda: path.write_text("[", encoding="utf-8")):
        damage()
        assert run(root, NOW).changed == ()
        assert path.read_text(encoding="utf-8") == told
    write_cluster(root, {"content/county/xian/decisions/a.yaml": decision.replace("不同", "另有其人")}, base=False)
    run(root, NOW)
    assert "另有其人" in path.read_text(encoding="utf-8")
    (root / "content/county/xian/decisions/a.yaml").unlink()
    run(root, NOW)
    assert not path.exists()


def _made(root: Path, monkeypatch: pytest.MonkeyPatch, now: datetime = NOW) -> list[str]:
    """The sites of which another run makes the manifest."""
    made = []

    def noted(federation: Federation, view: SiteView, *rest: Any) -> dict[str, Any]:
        made.append(view.member.site.id)
        return site_manifest(federation, view, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "site_manifest", noted)
        run(root, now)
    return made


def test_a_manifest_is_made_again_only_when_something_of_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, SHARED)

    assert sorted(_made(root, monkeypatch)) == ["sheng", "shi", "xian"]
    before = tree(root / "build/manifests")
    assert _made(root, monkeypatch) == []
    (root / "build/manifests/shi.json").write_text("{", encoding="utf-8")
    (root / "build/manifests/xian.json").unlink()
    assert _made(root, monkeypatch) == []
    assert tree(root / "build/manifests") == before, "put right from the release"
    write_cluster(root, {"content/county/xian/news/good.md": article("改过的")}, base=False)
    assert _made(root, monkeypatch) == ["xian"]


def _later(root: Path) -> None:
    write_cluster(root, {"content/county/xian/news/later.md": article("以后的", date="2026-12-01 09:00")}, base=False)


def _renamed(root: Path) -> None:
    path = root / "sites/cluster.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: down", "id: pushed"), encoding="utf-8")


def _listed(root: Path) -> None:
    path = root / "sites/cluster.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("mode: page", "mode: listing"), encoding="utf-8")


def _departed(root: Path) -> None:
    withdrawn = "withdrawn: {reason: 内容有误, time: 2026-03-02 09:00}\n"
    write_cluster(root, {"content/county/xian/news/good.md": article("撤回的", extra=withdrawn)}, base=False)


@pytest.mark.parametrize("change", [_later, _renamed, _listed, _departed])
def test_a_manifest_tells_what_no_page_of_its_site_shows(change: Callable[[Path], None], tmp_path: Path) -> None:
    root, clean = (write_cluster(tmp_path / name, SHARED) for name in ("root", "clean"))
    run(root, NOW)
    before = tree(root / "build/manifests")
    for each in (root, clean):
        change(each)
        run(each, NOW)

    assert tree(root / "build/manifests") != before
    assert tree(root / "build/manifests") == tree(clean / "build/manifests")
