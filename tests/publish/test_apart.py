"""Which pages of laws are known before they are made, after an edit of bodies: those that show nothing of what was edited."""

from pathlib import Path
from typing import Any

import pytest

import lanterns
from clusters import NOW, article, public_tree, run, write_cluster
from wangqun.options import Listener, Options
from wangqun.stages.plan import Plan

pytestmark = pytest.mark.usefixtures("in_one_process")

LAWS, NEWS = f"{lanterns.SHENG}regulations/", f"{lanterns.SHENG}news/"
OLD, OTHER = f"{LAWS}lanterns-2003.md", f"{LAWS}fair.md"
DRAFT, PIECE = f"{lanterns.SHENG}legislation/lantern-draft.md", f"{NEWS}piece.md"
FAIR = lanterns.text("2010-01-01", lanterns.FIRST).replace(lanterns.TITLE, "示例省集市条例")
FILES = lanterns.files() | {OTHER: FAIR, PIECE: article("一条消息", "甲。")}
THREE = {f"regulation/lanterns-{year}.html" for year in (2003, 2015, 2025)}
FAIRS = "regulation/fair.html"
MORE = "\n又一段。\n"


class Heard(Listener):
    """Hears what is planned."""

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep the plan."""
        if isinstance(result, Plan):
            self.plan = result


def edited(root: Path, path: str, text: str) -> frozenset[str]:
    """The pages of the province that are settled in the run after a file was written anew."""
    (root / path).write_text(text, encoding="utf-8")
    heard = Heard()
    assert run(root, NOW, options=Options(), listener=heard).failed == ()
    return next(job.settled for job in heard.plan.jobs if job.site == "sheng")


@pytest.mark.parametrize(
    ("path", "text", "settled", "made"),
    [
        (OTHER, FAIR + MORE, {*THREE, "article/piece.html"} - {"regulation/lanterns-2025.html"}, {FAIRS}),
        (OLD, FILES[OLD] + MORE, {FAIRS, "article/piece.html"}, THREE),
        (PIECE, FILES[PIECE] + MORE, {FAIRS, "article/lantern-draft.html"}, {"article/piece.html"}),
    ],
    ids=["another law", "a text of the law", "a piece"],
)
def test_pages_that_show_nothing_of_an_edited_body_are_settled(
    path: str, text: str, settled: set[str], made: set[str], tmp_path: Path
) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)

    found = edited(root, path, text)

    assert settled <= found and found.isdisjoint(made)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (OLD, lanterns.text("2003-09-01", (), "2003-10-01"), FILES[OLD]),
        (OLD, FILES[OLD], lanterns.text("2003-09-01", (), "2003-10-01")),
        (DRAFT, FILES[DRAFT].replace("第", "其"), FILES[DRAFT]),
        (DRAFT, FILES[DRAFT], FILES[DRAFT].replace("第", "其")),
    ],
    ids=["a text comes", "a text goes", "a draft comes", "a draft goes"],
)
def test_what_is_compared_hangs_on_bodies_and_is_as_a_clean_build_has_it(
    path: str, before: str, after: str, tmp_path: Path
) -> None:
    root = write_cluster(tmp_path / "grown", FILES | {path: before})
    run(root, NOW)
    old = public_tree(root)
    edited(root, path, after)
    clean = write_cluster(tmp_path / "clean", FILES | {path: after})
    run(clean, NOW)

    assert public_tree(root) == public_tree(clean)
    linked = [name for name in old if name.endswith("regulation/lanterns-2025.html") or name.endswith("lanterns-2015.html")]
    assert [name for name in linked if old[name] != public_tree(root)[name]], "a page names what it is compared with"
