"""The cluster's tables on the top site: the rows of every site, never behind them, the same as in a clean build."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from consultations.calls import SHENG, SHI, SIGNED, XIAN, call
from suggestions.pieces import suggestion
from wangqun.domain.federation import Federation
from wangqun.domain.near import Near
from wangqun.pages import pooled
from wangqun.pages.pooled import Pooled
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.stages.catalogue import cluster_pool as module
from wangqun.store import sweep

pytestmark = pytest.mark.usefixtures("in_one_process")

BRIDGES = f"{XIAN}suggestions/bridges.md"
FIRST = suggestion("2026-01-20 提交", "2026-01-30 交办", day="2026-01-21")
MATTER = f"{XIAN}matters/bridges.md"
FILES = {
    BRIDGES: FIRST,
    f"{SHI}suggestions/river.md": suggestion("2026-02-20 提交", title="疏浚河道", day="2026-02-21"),
    f"{SHENG}consultations/draft.md": call("征求意见", "2026-10-01", "2026-11-30"),
    f"{XIAN}consultations/plan.md": call("立项建议", "2026-10-01", "2026-11-30"),
}


def matter(title: str) -> str:
    head = f"title: {title}\ndate: 2026-09-01 09:00\nmembers: ['xian:suggestion/bridges']\n"
    return f"---\n{head}{SIGNED.replace('2026-01-05', '2026-09-01')}---\n一件事。\n"


def rows(root: Path, name: str) -> list[dict[str, str]]:
    """A table of the cluster."""
    text = (root / f"build/public/sheng/data/cluster/{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def index(root: Path) -> dict[str, Any]:
    return json.loads((root / "build/public/sheng/data/cluster/tables.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def table(root: Path, name: str) -> dict[str, Any]:
    [found] = [each for each in index(root)["tables"] if each["path"] == f"{name}.csv"]
    return dict(found)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_cluster(tmp_path_factory.mktemp("pool"), FILES)
    run(root, NOW)
    return root


def test_a_table_has_the_rows_of_every_site_with_whose_they_are(built: Path) -> None:
    found = rows(built, "suggestions")
    own = (built / "build/public/xian/data/suggestions.csv").read_text(encoding="utf-8-sig")
    [bridges] = csv.DictReader(io.StringIO(own, newline=""))

    assert [(row["site"], row["title"]) for row in found] == [("shi", "疏浚河道"), ("xian", "修好便桥")]
    assert found[1] == {"site": "xian"} | bridges
    assert {row["session"] for row in rows(built, "suggestion_sessions")} == {"第十七届第四次会议"}
    assert [row["site"] for row in rows(built, "suggestion_events")] == ["shi", "xian", "xian"]


def test_no_table_of_the_cluster_names_telephones_or_mails(built: Path) -> None:
    tree = public_tree(built)
    own = tree["xian/data/consultations.csv"].decode()
    telephone = next(csv.DictReader(io.StringIO(own.removeprefix("\ufeff"), newline="")))["phone"]

    assert telephone
    assert [row["title"] for row in rows(built, "consultations")][1:] == ["立项建议"]
    assert {"phone", "email", "fax"}.isdisjoint(rows(built, "consultations")[0])
    assert [name for name, text in tree.items() if "data/cluster/" in name and telephone.encode() in text] == []


def test_the_index_is_a_dictionary_with_denominators(built: Path) -> None:
    told, tree = index(built), public_tree(built)

    assert (told["covered"], told["not_covered"]) == (3, [])
    assert [site["id"] for site in told["sites"]] == ["sheng", "shi", "xian"]
    for each in told["tables"]:
        found = rows(built, each["path"].removesuffix(".csv"))
        assert [field["name"] for field in each["fields"]] == [*found[0]]
        assert {site["id"]: site["rows"] for site in each["sites"]} == {
            site: sum(row["site"] == site for row in found) for site in {row["site"] for row in found}
        }
        assert each["rows"] == len(found)
        assert each["sha256"] == sha256(tree[f"sheng/data/cluster/{each['path']}"]).hexdigest()
        for site in each["sites"]:
            assert site["sha256"] == sha256(tree[f"{site['id']}/data/{each['path']}"]).hexdigest()


def test_the_page_of_the_top_site_leads_to_what_is_there_for_sure(built: Path) -> None:
    page = (built / "build/public/sheng/data/index.html").read_text(encoding="utf-8")

    assert 'href="/data/cluster/tables.json"' in page and 'href="/data/cluster/consultations.csv"' in page
    assert "cluster/suggestions.csv" not in page  # it has none of its own: tables.json names it
    assert "data/cluster/" not in (built / "build/public/xian/data/index.html").read_text(encoding="utf-8")


EDITS = {
    "another state": {BRIDGES: suggestion("2026-01-20 提交", "2026-01-30 交办", "2026-03-20 答复", day="2026-01-21")},
    "no longer public": {BRIDGES: FIRST.replace("public: 公开", "public: 不公开\npublic_reason: 隐私")},
    "one more": {f"{XIAN}suggestions/more.md": suggestion("2026-03-20 提交", day="2026-03-21").replace("'3'", "'9'")},
    "of the top": {f"{SHENG}suggestions/own.md": suggestion("2026-03-20 提交", day="2026-03-21")},
    "another kind": {MATTER: matter("修桥")},
    "nothing of any table": {f"{XIAN}news/new.md": article("新的")},
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_leads_to_what_a_clean_build_makes(edit: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "long", FILES)
    run(root, NOW)
    run(write_cluster(root, EDITS[edit], base=False), NOW)
    clean = write_cluster(tmp_path / "clean", FILES | EDITS[edit])
    run(clean, NOW)

    assert public_tree(root) == public_tree(clean)


def test_a_run_about_one_site_changes_its_rows_and_makes_no_page_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "RACY", -(10**18))  # files just written are old enough to be known by their time
    files = FILES | {MATTER: matter("修桥"), f"{SHENG}matters/own.md": matter("省的")}
    root = write_cluster(tmp_path / "long", files)
    run(root, NOW)
    page = root / "build/public/sheng/data/index.html"
    before = page.stat().st_ino
    about: list[frozenset[str]] = []
    seen = module.cluster_tables
    monkeypatch.setattr(
        "wangqun.stages.catalogue.cluster_tables",
        lambda federation, *rest: (
            about.append(federation.near.sites if isinstance(federation.near, Near) else frozenset()) or seen(federation, *rest)
        ),
    )
    report = run(write_cluster(root, {MATTER: matter("修桥和疏浚")}, base=False), NOW)
    clean = write_cluster(tmp_path / "clean", files | {MATTER: matter("修桥和疏浚")})
    run(clean, NOW)

    assert about[:1] == [{"xian"}]
    assert [row["title"] for row in rows(root, "topics")] == ["省的", "修桥和疏浚"]
    assert public_tree(root) == public_tree(clean)
    assert page.stat().st_ino == before
    assert "sheng" in report.changed


def test_a_table_of_which_nothing_is_new_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    poured: list[str] = []
    pour = module._pour
    monkeypatch.setattr(module, "_pour", lambda table, *rest: (poured.append(table.name), pour(table, *rest))[1])
    run(write_cluster(root, EDITS["another state"], base=False), NOW)

    assert poured == ["suggestions", "suggestion_events", "suggestion_sessions"]


def test_what_is_not_known_here_is_said(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW, ["sheng"])
    told = index(root)

    assert told["covered"] == 1
    assert [(each["id"], each["reason"]) for each in told["not_covered"]] == [("shi", module.UNKNOWN), ("xian", module.UNKNOWN)]
    assert [each["path"] for each in told["tables"]] == ["consultations.csv"]

    run(root, NOW)
    assert (index(root)["covered"], index(root)["not_covered"]) == (3, [])
    assert table(root, "suggestions")["rows"] == 2


def test_a_damaged_table_of_another_site_never_becomes_part_of_one(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    (path,) = (root / "build/releases/shi").glob("*/data/suggestions.csv")
    path.write_bytes(path.read_bytes() + "坏,了\r\n".encode())
    write_cluster(root, EDITS["another state"], base=False)
    with pytest.raises(OSError, match="damaged"):
        run(root, NOW, ["xian", "sheng"])


FIELDS = tuple(pooled.DataField(key, "", "") for key in ("id", "note", "url"))
TABLE = Pooled("notes", "note", "笔记", FIELDS)


@pytest.mark.parametrize(
    ("head", "row", "cells"),
    [
        ("id,note,url", 'a,"一\r\n二,""三""",u', ["a", '一\r\n二,"三"', "u"]),
        ("id,phone,note,url", 'a,0970,"一\n二",u', ["a", "一\n二", "u"]),
        ("id,url", "a,u", ["a", "", "u"]),
        ("id,note,url", "a,'=1+1,u", ["a", "'=1+1", "u"]),
    ],
)
def test_rows_stay_whole_and_columns_are_those_of_the_cluster(head: str, row: str, cells: list[str], tmp_path: Path) -> None:
    source, target = tmp_path / "one.csv", tmp_path / "two/all.csv"
    source.write_bytes(f"\ufeff{head}\r\n{row}\r\n{row}\r\n".encode())
    part = ("xian", source, sha256(source.read_bytes()).hexdigest())
    digest, counted = module._pour(TABLE, [part], target)

    found = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert found == [["site", "id", "note", "url"], ["xian", *cells], ["xian", *cells]]
    assert (digest, counted) == (sha256(target.read_bytes()).hexdigest(), {"xian": 2})


def test_a_site_that_is_alone_and_one_below_have_none(built: Path, tmp_path: Path) -> None:
    assert [name for name in public_tree(built) if "data/cluster/" in name and not name.startswith("sheng/")] == []


def test_every_table_of_a_kind_is_known_to_the_cluster(demo_federation: Federation) -> None:
    """Data of kinds and the contract's `table` and `sheets` say the same."""
    found = demo_federation
    known = {table.of_site: table.fields for table in pooled.pooled(KINDS)}
    whole = {f"data/{kind.table.name}.csv": kind.table.columns for kind in KINDS.values() if kind.table}
    seen = set()
    for view in found.views.values():
        for kind in KINDS.values():
            data = kind.data(Pages(view, "theme/x", 20, KINDS)) if kind.is_document else None
            for path, dataset in data.files.items() if data else ():
                if dataset.fields:
                    seen.add(path)
                    assert (whole | known)[path] == dataset.fields
    assert seen == known.keys() - whole.keys()
