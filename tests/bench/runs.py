"""Runs of Wangqun over a cluster: what each took until all was public, and what edits of every size cost."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import time_ns

from wangqun.domain.cost import PIECES

from .hebei import Piece, Region, pieces
from .measure import LONG, TIMES, Cost, run, run_told
from .report import Figure
from .resident import resident_edit
from .writers import WRITERS, Content, wangqun_file

JOBS = 2
TODAY = "2026-11-23"
LEDGER = Path("build/cache/ledger.json")
THEMES = Path(__file__).resolve().parents[2] / "themes"
SHOWN_ON = 3  # sites that show the article which is added


@dataclass(frozen=True, slots=True)
class Spent:
    """One run: the `whole`, what it took until all was `public` (by the clock until the ledger was there, which `publish` writes
    when every site is shown; of computing all but the index that follows), and less what the reader's search took of that
    (`bare`): its verb, and the cutting of its pieces while sites are built.
    """

    whole: Cost
    public: Cost
    bare: Cost


def build(root: Path, *options: str) -> Spent:
    """One build by the command line.

    Raises:
        CommandFailed: it failed.
    """
    command = (sys.executable, "-m", "wangqun", "-C", str(root), "build", "--jobs", str(JOBS), "--today", TODAY)
    began = time_ns()
    cost, words = run_told((*command, "--json", "--profile", *options), root)
    profile = json.loads(words)["profile"]
    late, search = _of(profile["verbs"], "index"), _of(profile["verbs"], "search")
    cut = profile["files"].get(PIECES, {"seconds": 0.0})["seconds"]
    published = (root / LEDGER).stat().st_mtime_ns - began
    wall = published / 1e9 if published > 0 else cost.wall - late[0]  # nothing was published: nothing had changed
    public = Cost(wall, cost.cpu - late[1], cost.memory)
    return Spent(cost, public, Cost(public.wall - search[0] - cut / JOBS, public.cpu - search[1] - cut, cost.memory))


def _of(verbs: dict[str, dict[str, float]], name: str) -> tuple[float, float]:
    found = verbs.get(name, {})
    return found.get("seconds", 0.0), found.get("cpu", 0.0)


def repeat_spent(work: Callable[[], Spent], prepare: Callable[[], None] = lambda: None) -> Spent:
    """The run of median length until public of three, each after `prepare`; the only one when it is long."""
    found: list[Spent] = []
    while len(found) < TIMES and (not found or found[0].whole.wall <= LONG):
        prepare()
        os.sync()
        found.append(work())
    middle = median(spent.public.wall for spent in found)
    return next(spent for spent in found if spent.public.wall == middle)


def again(root: Path, content: Content, cold: Cost, hugo: float | None, say: Callable[[str], None]) -> list[Figure]:
    """Further runs over a cluster just built, each beside Hugo's full run, which has no other."""
    regions = list(content)
    edited = wangqun_file(root, regions[-1], content[regions[-1]][0])
    work = partial(build, root)
    numbers = iter(range(1000))

    def edit() -> None:
        with edited.open("a", encoding="utf-8") as file:
            file.write("\n又补充一段。\n")

    def add() -> None:
        _added(root, regions, content, number := next(numbers), f"{TODAY} 08:{number:02}")

    def backdate() -> None:
        _added(root, regions, content, next(numbers))

    def template() -> None:
        path = root / "themes" / "renda" / "templates" / "article.html"
        path.write_text(path.read_text(encoding="utf-8") + f"{{# {next(numbers)} #}}\n", encoding="utf-8")

    def figure(name: str, seconds: float, share: float) -> Figure:
        return Figure(f"cluster.{name}", seconds, "s", "lower", "hugo", hugo, 1 / share)

    figures = [
        figure("unchanged", repeat_spent(work).whole.wall, 1 / 30),
        figure("edit-one", repeat_spent(work, edit).public.wall, 1 / 15),
    ]
    say("edited; a fresh clone with the cache restored")
    figures += [figure(f"clone-{name}", seconds, share) for name, seconds, share in _clones(root, edited)]
    _allow(root, regions)
    work()
    figures.append(figure("add-one", repeat_spent(work, add).public.wall, 1 / 12))
    figures.append(Figure("cluster.add-backdated", repeat_spent(work, backdate).public.wall, "s", "lower", "hugo", hugo))
    shutil.copytree(THEMES, root / "themes")
    first = work()
    changed = repeat_spent(work, template)
    figures += [
        Figure("cluster.theme-moved", first.public.wall, "s"),
        Figure("cluster.template", changed.public.wall, "s", "lower", "cold", cold.wall, 1 / 0.6),
    ]
    return figures


def _allow(root: Path, regions: list[Region]) -> None:
    """Let what the province puts into a column of its own be shown by some sites below."""
    below = ", ".join(region.site for region in regions[1 : 1 + SHOWN_ON])
    rule = f"flows:\n  - {{id: sent, kind: push, from: [{regions[0].site}], to: [{below}], columns: [plans], mode: page}}\n"
    with (root / "sites" / "cluster.yaml").open("a", encoding="utf-8") as file:
        file.write(rule)


def _added(root: Path, regions: list[Region], content: Content, number: int, date: str = "") -> None:
    """One more article of the province, which those sites show: of a `date`, or of that of its first piece."""
    top = regions[0]
    known = wangqun_file(root, top, content[top][0])
    text = known.read_text(encoding="utf-8").replace("title: ", f"title: 新增{number} ", 1)
    text = re.sub("^date: .*", f"date: {date}", text, count=1, flags=re.MULTILINE) if date else text
    path = root / "content" / top.level / top.site / "plans" / f"added-{number}.md"
    path.parent.mkdir(exist_ok=True)
    header, _, _ = text.partition("\n---\n")
    path.write_text(f"{header}\n---\n新增的一篇，第{number}次。\n", encoding="utf-8")


def _clones(root: Path, edited: Path) -> Iterator[tuple[str, float, float]]:
    """The same sources as fresh files, with build/ as a cache restores it: other inodes, the times it was packed with."""
    clone = root.with_name(f"{root.name}-clone")

    def fresh() -> None:
        shutil.rmtree(clone, ignore_errors=True)
        for name in ("content", "sites"):
            shutil.copytree(root / name, clone / name, copy_function=shutil.copyfile)
        run(("cp", "-a", str(root / "build"), str(clone / "build")), root)

    def fresh_and_edited() -> None:
        fresh()
        with (clone / edited.relative_to(root)).open("a", encoding="utf-8") as file:
            file.write("\n再补充一段。\n")

    work = partial(build, clone)
    yield "unchanged", repeat_spent(work, fresh).whole.wall, 1 / 10
    yield "edit", repeat_spent(work, fresh_and_edited).public.wall, 1 / 8
    shutil.rmtree(clone, ignore_errors=True)


def one_large(
    work: Path, region: Region, articles: int, hugo: Callable[[Path], float] | None, say: Callable[[str], None]
) -> list[Figure]:
    """An edit in one site of so many articles, by a run and in a preview that is running, beside Hugo's full run of it."""
    made: dict[Region, list[Piece]] = {region: list(pieces(region, articles))}
    root = work / "large"
    WRITERS["wangqun"](root, made)
    cold = build(root)
    path = wangqun_file(root, region, made[region][0])

    def edit() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n又补充一段。\n")

    edited = repeat_spent(partial(build, root), edit).public.wall
    resident = resident_edit(root, f"article/{path.stem}.html", edit, TODAY)
    theirs = None
    if hugo:
        WRITERS["hugo"](work / "large-hugo", made)
        theirs = hugo(work / "large-hugo" / region.site)
    say(f"one site of {articles} articles: cold {cold.public.wall:.1f} s until public, {cold.whole.memory:.0f} MB")
    return [
        Figure("cluster.large-cold", cold.public.wall, "s", "lower", "hugo", theirs),
        Figure("cluster.large-edit", edited, "s", "lower", "hugo", theirs, 5.0),
        Figure("cluster.large-resident", resident, "s", "lower", "hugo", theirs, 40.0),
    ]
