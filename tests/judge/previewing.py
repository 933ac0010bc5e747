"""Edits of a cluster while its preview is running: what is drawn at once and what is built behind it, held to a clean build."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from previews import previewed
from wangqun.serve.saying import Drawn, Said, Settled
from wangqun.serve.watch import is_code

from .building import Differs, Tree, Workshop, beforehand, differences, outputs, workplace
from .edits import KINDS, Step, apply
from .sources import Sources, beginning

OPEN = [
    *((site, f"article/{name}.html") for site in ("sheng", "shi", "xian") for name in ("one", "two", "three", "five")),
    *((site, "index.html") for site in ("sheng", "xian")),
    ("xian", "page/about.html"),
    ("xian", "from/shi/article/five.html"),
    ("xian", "news/index.html"),
    ("sheng", "search/index.html"),
]


def preview_edits(steps: Iterable[Step], watch: Callable[[Step, int], None] = lambda step, drawn: None) -> int:
    """Make edits one after another, those that change nothing left out; how many pages were drawn before all was built.

    Raises:
        Differs: something was shown that no clean build makes, or something public has changed; the message has the steps.
    """
    drawn, done = 0, []
    with workplace() as folder:
        beforehand(Path(folder) / "warm")
        shop, sources = Workshop(Path(folder)), beginning()
        shop.build(sources)
        public = outputs(shop.root)
        with previewed(shop.root, sources.now) as preview:
            for step in steps:
                after = apply(sources, step)
                if after is None:
                    continue
                done.append(step)
                clean = shop.cleanly(after)
                paths, sources = _changed(sources, after), after
                if any(map(is_code, paths)):
                    preview.child.start()
                    paths = []
                said = preview.save(paths, sources.now, OPEN)
                told = [*_troubles(said), *_otherwise(said, clean), *differences(outputs(preview.tree), clean), *preview.ends]
                if told:
                    raise Differs("\n".join(("; ".join(map(str, done)), *told)))
                drawn += sum(isinstance(each, Drawn) for each in said)
                watch(step, drawn)
        if outputs(shop.root) != public:
            raise Differs("what was published is another now")
    return drawn


def some_steps(number: int, count: int) -> Iterator[Step]:
    """So many steps at random, the same for the same number."""
    chosen = random.Random(number)
    for _ in range(count):
        yield Step(chosen.choice([*KINDS]), chosen.randrange(1000), chosen.randrange(1000))


def _changed(before: Sources, after: Sources) -> list[str]:
    """The paths that the watcher would tell of."""
    return sorted(path for path in {*before.files, *after.files} if before.files.get(path) != after.files.get(path))


def _otherwise(said: Iterable[Said], clean: Tree) -> list[str]:
    """Pages drawn before everything was built that are not what was built."""
    pages = [each for each in said if isinstance(each, Drawn)]
    return [f"drawn otherwise: {p.site}/{p.path}" for p in pages if clean.get(f"{p.site}/{p.path}") != p.html.encode()]


def _troubles(said: Iterable[Said]) -> list[str]:
    return [each.trouble for each in said if isinstance(each, Settled) and each.trouble]
