"""What the preview shows is byte for byte what a clean build makes: each page as soon as it is drawn, all of it at the end."""

from pathlib import Path

import pytest

from judge.building import Tree, Workshop, differences, outputs, workplace
from judge.edits import Step, apply, parse
from judge.sources import Sources, beginning
from previews import Previewed, previewed
from wangqun.serve.saying import Drawn, Settled
from wangqun.serve.watch import is_code

OPEN = [
    *((site, f"article/{name}.html") for site in ("sheng", "shi", "xian") for name in ("one", "two", "three", "five")),
    *((site, "index.html") for site in ("sheng", "xian")),
    ("xian", "page/about.html"),
    ("xian", "from/shi/article/five.html"),
    ("xian", "news/index.html"),
    ("sheng", "search/index.html"),
]
SERIES = {
    "bodies": "body 12 1; body 6 5; cut 13 0; body 12 3; cut 12 0; body 0 10",
    "pieces": "title 12 1; add 2 0; delete 14 0; withdraw 5 1; rename 3 1; alias 12 1",
    "shared": "template 0 0; body 12 0; static 0 1; macro 0 1; setting 0 1",
    "people": "decision 1 0; person 0 1; flow 0 1; clock 3 0; body 0 0",
}


def changed(before: Sources, after: Sources) -> list[str]:
    """The paths that the watcher would tell of."""
    paths = {*before.files, *after.files}
    return sorted(path for path in paths if before.files.get(path) != after.files.get(path))


def wrong_pages(said: list[object], clean: Tree) -> list[str]:
    """Pages drawn before everything was built that are not what was built."""
    drawn = [each for each in said if isinstance(each, Drawn)]
    return [f"{page.site}/{page.path}" for page in drawn if clean.get(f"{page.site}/{page.path}") != page.html.encode()]


def follow(preview: Previewed, shop: Workshop, sources: Sources, steps: list[Step]) -> tuple[int, list[str]]:
    """How many pages were drawn first in a series of edits, and what was ever other than clean."""
    count, told = 0, []
    for step in steps:
        after = apply(sources, step)
        assert after is not None, f"{step} does nothing"
        clean = shop.cleanly(after)
        paths, sources = changed(sources, after), after
        if any(map(is_code, paths)):
            preview.child.start()
            paths = []
        said = preview.save(paths, sources.now, OPEN)
        settled = said[-1]
        assert isinstance(settled, Settled)
        if settled.trouble:
            told.append(f"{step}: {settled.trouble}")
        told += [f"{step}: {each}" for each in (*wrong_pages(list(said), clean), *differences(outputs(preview.tree), clean))]
        count += sum(isinstance(each, Drawn) for each in said)
    return count, told


@pytest.mark.parametrize("series", SERIES)
def test_the_preview_is_what_a_clean_build_makes(series: str) -> None:
    with workplace() as folder:
        shop, sources = Workshop(Path(folder)), beginning()
        shop.build(sources)
        public = outputs(shop.root)
        with previewed(shop.root, sources.now) as preview:
            drawn, told = follow(preview, shop, sources, parse(SERIES[series]))

        assert told == []
        assert drawn > 5
        assert outputs(shop.root) == public, "what was published stands"
        assert preview.ends == []
