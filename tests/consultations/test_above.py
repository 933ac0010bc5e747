"""A site where nothing is open leads to what is open above: the nearest site's, said whose, at every turn and in every build."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from clusters import public_tree, run, write_cluster
from judge.building import Workshop, workplace
from judge.sources import beginning
from judge.staging import SHENG, SHI, XIAN, Change, cluster, gone, later, more, put, say
from wangqun.domain.moment import SHANGHAI

from .calls import call

pytestmark = pytest.mark.usefixtures("in_one_process")

LAW, TOWN, ROAD = (f"{folder}consultations/{name}.md" for folder, name in ((SHENG, "law"), (SHI, "town"), (XIAN, "road")))
FILES = {
    LAW: call("省里的条例", "2026-10-01", "2026-12-31"),
    TOWN: call("市里的规划", "2026-11-01 09:00", "2026-11-20 18:00"),
    ROAD: call("村道怎么修", "2026-11-10", "2026-11-15"),
}
WALK = {  # now -> what the county names as open, and as to come
    "2026-10-20 10:00": (["省里的条例"], ["市里的规划", "村道怎么修"]),
    "2026-11-01 09:00": (["市里的规划"], ["村道怎么修"]),
    "2026-11-10 00:00": (["村道怎么修"], []),
    "2026-11-16 00:00": (["市里的规划"], []),
    "2026-11-20 18:00": (["省里的条例"], []),
    "2027-01-01 00:00": ([], []),
}


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def named(root: Path, site: str = "xian") -> tuple[list[str], list[str]]:
    """What a site's list across sites names as open, and as to come."""
    items = json.loads((root / f"build/public/{site}/open/open.json").read_text(encoding="utf-8"))["items"]
    first, second = ([item["title"] for item in items if item["state"] == state] for state in ("进行中", "未开始"))
    return first, second


def main(root: Path, path: str, site: str = "xian") -> str:
    """The words of a page's own part."""
    text = (root / "build/public" / site / path).read_text(encoding="utf-8")
    return re.sub(r"\s+|<[^>]*>", "", text[text.index("<main") : text.index("</main>")])


def test_at_each_turn_a_county_names_its_own_else_the_nearest_and_each_build_is_one_from_nothing(tmp_path: Path) -> None:
    kept, due = write_cluster(tmp_path / "kept", FILES), ""
    for number, (now, wanted) in enumerate(WALK.items()):
        run(kept, at(now))
        clean = write_cluster(tmp_path / str(number), FILES)
        run(clean, at(now))

        assert (named(kept), now) == (wanted, now)
        assert public_tree(kept) == public_tree(clean), now
        assert not due or due <= at(now).isoformat()
        due = json.loads((kept / "build/public/xian/manifest.json").read_text(encoding="utf-8"))["next_build_due"] or ""
    assert named(kept, "sheng") == ([], [])


def test_it_is_one_tap_away_and_said_whose_it_is(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {LAW: FILES[LAW]})
    run(root, at("2026-10-20 10:00"))
    home, page, elders = (main(root, path) for path in ("index.html", "open/index.html", "elder/open.html"))
    text = (root / "build/public/xian/index.html").read_text(encoding="utf-8")

    assert "正在征求意见" in home and "看材料、提意见" not in home  # the block follows the tasks, which do not say it again
    assert 'href="/consultation/law.html"' in text and "12月31日" in home
    assert "省里的条例" in home and "省里的条例" in page and "省里的条例" in elders
    assert "示例省" in home and "示例省" in page and "示例省" in elders
    assert "下面是上级人大的" in page and "所属各级" not in page
    assert "正在征求意见" in main(root, "index.html", "sheng") and "所属各级" in main(root, "open/index.html", "sheng")


def test_a_county_with_its_own_names_nobody_elses_and_no_site_names_its_sister(tmp_path: Path) -> None:
    other = "name: 另一县人民代表大会\nshort_name: 另一县人大\nparent: shi\ndivision_code: '970199'\nfooter: {}\n"
    files = {"sites/county/other.yaml": other, ROAD: FILES[ROAD], LAW: FILES[LAW]}
    root = write_cluster(tmp_path, files)
    run(root, at("2026-11-12 10:00"))

    assert named(root) == (["村道怎么修"], [])
    assert named(root, "other") == (["省里的条例"], [])
    assert named(root, "sheng")[0] == ["村道怎么修", "省里的条例"]
    assert "下面是上级人大的" not in main(root, "open/index.html")


EDITS: dict[str, Change] = {
    "another title above": say(LAW, title="另一题"),
    "a first one above": put({TOWN: call("市里的规划", "2026-11-01 09:00", "2026-12-20")}),
    "one of its own": put({ROAD: call("村道怎么修", "2026-11-10", "2026-12-15")}),
    "its own is a draft": say(ROAD, status="draft"),
    "a page of the county": more(XIAN + "pages/about.md", "又一段。\n"),
    "time": later(days=4),
    "above is withdrawn": say(LAW, withdrawn={"reason": "有误", "time": "2026-11-20 09:00"}),
    "it is gone above": gone(TOWN),
}


def test_an_edit_above_is_told_below_and_a_run_about_few_sites_is_one_about_all() -> None:
    with workplace() as folder:
        workshop = Workshop(Path(folder))
        sources = put({LAW: FILES[LAW]})(cluster(flows=[])(beginning()))  # so that what is above is read for this alone
        workshop.build(sources)
        near = {}
        for name, edit in EDITS.items():
            sources = edit(sources)
            near[name] = workshop.judge(sources).near

    assert near["a page of the county"]
