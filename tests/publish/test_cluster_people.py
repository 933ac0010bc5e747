"""The cluster's people on the top site: everybody once, never behind their own sites, the same as in a clean build."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, public_tree, run, write_cluster
from rosters_lookup import deputy, key, mandate
from wangqun import pipeline
from wangqun.domain.deputy import Deputy
from wangqun.domain.roster import Roster
from wangqun.options import Options
from wangqun.stages.catalogue import cluster_data as module

pytestmark = pytest.mark.usefixtures("in_one_process")

COUNTY = mandate()
PROVINCE = mandate("sheng", "示例省人民代表大会", "province", elector="xian", elector_name="示例县")
HOME = f"https://rd.test.example/deputies/{key(1).removeprefix('person:')}.html"
Rosters = dict[str, Roster]


def roster(*people: Deputy, gone: tuple[str, ...] = ()) -> Roster:
    return Roster("2026-11-23", deputies=people, tombstones=gone)


def both() -> Rosters:
    """A person of the county and the province, whose page of the province is the one to keep, and one of the county alone."""
    shared = deputy(1, "示兰英", canonical=HOME)
    there = replace(shared, mandates=(PROVINCE, COUNTY), url=f"/{shared.page}")
    return {"sheng": roster(there), "xian": roster(replace(shared, mandates=(COUNTY, PROVINCE)), deputy(2, "范德福"))}


@dataclass(frozen=True)
class Held:
    """Rosters by hand in the place of those that are merged."""

    held: Rosters

    def roster(self, site: str) -> Roster:
        return self.held.get(site, Roster())

    def inputs(self, site: str) -> dict[str, str]:
        return {"roster": sha256(repr(self.roster(site)).encode()).hexdigest()}

    def written(self, site: str) -> list[Any]:
        return []


@pytest.fixture
def rosters(monkeypatch: pytest.MonkeyPatch) -> Rosters:
    """What each site's roster is, changed at will between runs; plan sees the change."""
    held = both()
    resolve = pipeline.resolve
    monkeypatch.setattr(pipeline, "resolve", lambda *args: replace(resolve(*args), people=Held(held)))
    return held


def lines(root: Path) -> list[dict[str, Any]]:
    """The cluster's people."""
    text = (root / "build/public/sheng" / module.CLUSTER_PEOPLE).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def names(root: Path) -> dict[str, str]:
    return {line["id"]: line.get("name", "") for line in lines(root)}


def test_a_person_of_two_sites_is_there_once_as_the_home_site_tells(rosters: Rosters, tmp_path: Path) -> None:
    run(write_cluster(tmp_path, {}), NOW)
    found = {line["id"]: line for line in lines(tmp_path)}

    assert {key(1): "示兰英", key(2): "范德福"} == names(tmp_path)
    assert found[key(1)]["home"] is True
    assert [m["organization_id"] for m in found[key(1)]["memberships"]] == ["congress:sheng", "congress:xian"]


def test_the_index_and_the_checksums_hold(rosters: Rosters, tmp_path: Path) -> None:
    run(write_cluster(tmp_path, {}), NOW)
    tree = public_tree(tmp_path)
    index = json.loads(tree[f"sheng/{module.CLUSTER_INDEX}"])
    sums = tree[f"sheng/{module.CLUSTER_SUMS}"].decode().splitlines()

    assert {
        "sheng": sha256(tree["sheng/data/people.jsonl"]).hexdigest(),
        "xian": sha256(tree["xian/data/people.jsonl"]).hexdigest(),
    } == {site["id"]: site["sha256"] for site in index["sites"]}
    assert [sha256(tree[f"sheng/data/cluster/{name}"]).hexdigest() for name in ("index.json", "people.jsonl")] == [
        line.split()[0] for line in sums
    ]


@pytest.mark.parametrize("change", ["new", "gone", "none left", "from home"])
def test_a_changed_county_reaches_the_top_without_building_it(change: str, rosters: Rosters, tmp_path: Path) -> None:
    changed: dict[str, Callable[[], Rosters]] = {
        "new": lambda: {"xian": roster(*both()["xian"].deputies, deputy(3, "新志强"))},
        "gone": lambda: {"xian": roster(both()["xian"].deputies[0], gone=(key(2),))},
        "none left": lambda: {"xian": Roster()},
        "from home": lambda: {"sheng": Roster()},
    }
    root = write_cluster(tmp_path / "one", {})
    run(root, NOW)
    rosters.update(changed[change]())
    report = run(root, NOW)
    clean = write_cluster(tmp_path / "two", {})
    run(clean, NOW)

    assert public_tree(clean) == public_tree(root)
    assert ("sheng" in report.changed, report.failed) == (True, ())
    if change == "gone":
        assert {"id": key(2), "home": False, "removed": True} in lines(root)


def test_a_run_without_changes_reads_nobody(rosters: Rosters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    before = public_tree(root)
    asked: list[object] = []
    monkeypatch.setattr(module, "merge_lines", lambda files: asked.append(files) or b"")
    report = run(root, NOW)

    assert (report.changed, asked) == ((), [])
    assert before == public_tree(root)


def test_one_site_alone_leaves_the_others_people(rosters: Rosters, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    run(root, NOW, ["sheng"], options=Options(force=True))

    assert {key(1), key(2)} == names(root).keys()


def test_a_cluster_without_deputies_has_no_such_files(tmp_path: Path) -> None:
    run(write_cluster(tmp_path, {}), NOW)

    assert [path for path in public_tree(tmp_path) if "/data/" in path] == []
