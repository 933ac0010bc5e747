"""Whatever befalls the files of the build folder, the next build is right; `verify` finds whatever befalls what is public."""

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from clusters import NOW, public_tree, tree
from wangqun.operations import look_over
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.store.ledger import Ledger, find_ledger
from wangqun.stored import sealed_json

from .damage import (
    CLASSES,
    COUNTY,
    OF_BYTES,
    OF_JSON,
    OF_PLACE,
    SECRET,
    Damage,
    bound_by_modes,
    build_cluster,
    copy_built,
    deleted,
    files_of,
    garbled,
    harm,
)

pytestmark = pytest.mark.usefixtures("in_one_process")

ALL = (*OF_BYTES, *OF_PLACE, *OF_JSON)
SITES = ("sheng", "shi", "xian")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built cluster; never written to."""
    return build_cluster(tmp_path_factory.mktemp("damage") / "cluster")


def test_every_file_of_the_build_folder_is_of_a_class(built: Path) -> None:
    build = built / "build"
    there = {path for path in build.rglob("*") if path.is_symlink() or path.is_file()}
    classed = {path for kind in CLASSES for path in files_of(built, kind)}
    kinds = {path.relative_to(build).parts[:2] for path in there}

    assert there - classed == {build / "public" / site for site in SITES}
    assert ("cache", "rows.bin") in kinds
    assert {path.stem for path in files_of(built, "cache") if path.parent.name == "sources"} == set(SITES)
    assert ("manifests", "files") in kinds
    assert ("manifests", "xian.people.json") in kinds


CASES = [(kind, damage) for kind in CLASSES for damage in ALL if kind != "releases" or damage not in OF_JSON]


@pytest.mark.parametrize(("kind", "damage"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_the_next_build_is_right(kind: str, damage: Damage, built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    public, told = public_tree(root), _told(root)
    harm(files_of(root, kind), damage)
    report = run(root, NOW)
    ledger = find_ledger(root)

    assert (report.failed, report.findings) == ((), ())
    assert public_tree(root) == public
    assert _told(root) == told
    assert ledger is not None
    assert ledger.sites.keys() == set(SITES)
    for site in SITES:
        entry = ledger.sites[site]
        assert {path.name for path in (root / "build/releases" / site).iterdir()} == {entry.release, *entry.history}
    assert look_over(root, NOW) == ()
    assert run(root, NOW).changed == ()


def _told(root: Path) -> dict[str, bytes]:
    """Manifests and reports but for which sites changed and how long the run took."""
    found = {f"{name}/{path}": data for name in ("manifests", "reports") for path, data in tree(root / "build" / name).items()}
    found["reports/report.json"] = json.dumps(json.loads(found["reports/report.json"])["findings"]).encode()
    found["reports/index.html"] = re.sub(rb'<dl class="state">.*?</dl>', b"", found["reports/index.html"], flags=re.DOTALL)
    sites = json.loads(found["reports/status.json"])["sites"]
    found["reports/status.json"] = json.dumps([site | {"outcome": ""} for site in sites]).encode()
    gauges = found["reports/metrics.prom"].splitlines()
    found["reports/metrics.prom"] = b"\n".join(line for line in gauges if b"_duration_" not in line and b"_outcome" not in line)
    return found


@pytest.mark.parametrize("damage", (garbled, deleted), ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("kind", CLASSES)
def test_a_withdrawn_text_leaves_the_disk_all_the_same(kind: str, damage: Damage, built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (root / COUNTY / "news/secret.md").unlink()
    harm(files_of(root, kind), damage)
    report = run(root, NOW, options=Options(keep=1))

    assert report.failed == ()
    assert [
        name for name in ("public", "releases", "search", "manifests") if SECRET in "".join(_texts(root / "build" / name))
    ] == []


def _texts(folder: Path) -> Iterator[str]:
    """Everything that can be read in any file."""
    for data in tree(folder).values():
        yield data.decode("utf-8", "replace")
        with suppress(zlib.error):
            yield zlib.decompress(data).decode("gbk", "replace")


def test_the_secret_can_be_found_while_it_is_public(built: Path) -> None:
    assert [SECRET in "".join(_texts(built / "build" / name)) for name in ("releases", "search")] == [True, True]


def test_a_mended_file_is_another_file_and_earlier_releases_are_not_written_to(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (before,) = (path for path in (root / "build/releases/xian").iterdir() if path != (root / "build/public/xian").resolve())
    page = root / "build/public/xian/article/secret.html"
    assert page.stat().st_ino == (before / "article/secret.html").stat().st_ino
    whole = page.read_bytes()
    page.write_bytes(b"broken")
    run(root, NOW)

    assert page.read_bytes() == whole
    assert not before.exists()  # it had the broken file in common, and nobody could go back to it
    assert page.stat().st_nlink == 1


def test_what_may_not_be_read_is_made_anew(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    public = public_tree(root)
    with bound_by_modes():
        for kind in CLASSES:
            for path in files_of(root, kind):
                if not path.is_symlink():
                    path.chmod(0)
        report = run(root, NOW)
        after = public_tree(root)

    assert (report.failed, report.findings) == ((), ())
    assert after == public
    assert look_over(root, NOW) == ()


def test_manifests_that_cannot_be_written_are_told_and_the_ledger_is_written(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (root / COUNTY / "news/secret.md").unlink()
    folder = root / "build/manifests"
    with bound_by_modes():
        folder.chmod(0o555)
        report = run(root, NOW, options=Options(keep=1))
        folder.chmod(0o755)
    ledger = find_ledger(root)
    again = run(root, NOW, options=Options(keep=1))

    assert [(finding.code, finding.path) for finding in report.findings if finding.code == "publish-failed"] == [
        ("publish-failed", "build/manifests/xian.json")
    ]
    assert ledger is not None
    assert ledger.sites["xian"].release == (root / "build/public/xian").resolve().name
    assert [path.name for path in (root / "build/releases/xian").iterdir()] == [ledger.sites["xian"].release]
    assert (again.failed, again.changed) == ((), ())
    assert [name for name in ("releases", "search", "manifests") if SECRET in "".join(_texts(root / "build" / name))] == []


def test_what_cannot_be_made_again_survives_from_a_ledger_that_held_what_is_known_of_files(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    path = root / "build/cache/ledger.json"
    whole = find_ledger(root)
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["sum"]
    known = {"rules": data.pop("rules"), "stamps": {"a.jpg": [1, 2, "d", 3, []]}, "scans": {"d": []}, "excerpts": {"d": "头"}}
    path.write_bytes(sealed_json(data | {"version": 5, "memory": known}))
    older = find_ledger(root)
    report = run(root, NOW)
    now = json.loads(path.read_text(encoding="utf-8"))

    assert whole is not None
    assert whole == older
    assert whole.seen and any(entry.history for entry in whole.sites.values())
    assert (report.changed, report.findings) == ((), ())
    assert (now["version"], "memory" in now) == (6, False)
    assert (after := find_ledger(root)) is not None
    assert (after.seen, _releases(after)) == (whole.seen, _releases(whole))


def _releases(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    return {site: (entry.release, *entry.history) for site, entry in ledger.sites.items()}


def test_a_ledger_of_the_version_before_seals_still_counts(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    path = root / "build/cache/ledger.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    whole = find_ledger(root)
    del data["sum"], data["shared"]
    data["memory"] = {"rules": data.pop("rules"), "stamps": {}, "scans": {}}
    for entry in data["sites"].values():
        del entry["look"], entry["searched"]
    path.write_text(json.dumps(data | {"version": 4}, ensure_ascii=False), encoding="utf-8")
    older = find_ledger(root)
    unsealed = path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8") and find_ledger(root)

    assert whole is not None and older is not None
    assert {site: entry.history for site, entry in older.sites.items()} == {s: e.history for s, e in whole.sites.items()}
    assert unsealed is None
